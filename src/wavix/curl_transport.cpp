// SPDX-License-Identifier: BSD-3-Clause
#include "wavix/curl_transport.hpp"

#include <poll.h>

#include <algorithm>
#include <new>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "wavix/curl_global.hpp"
#include "wavix/curl_held_transfer.hpp"
#include "wavix/curl_transfer.hpp"

namespace wavix::api {
namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

/// No wait is longer, so that one that took longer shows.
constexpr milliseconds longest_wait = 250ms;
/// A busy machine makes a process wait, but not for so long.
constexpr milliseconds shortest_pause = 1s;

milliseconds monotonic() {
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

void must(CURLMcode code) {
  if (code != CURLM_OK) throw std::runtime_error(curl_multi_strerror(code));
}

bool is_readable(int fd) {
  pollfd state{fd, POLLIN, 0};
  return fd >= 0 && ::poll(&state, 1, 0) == 1;
}

/// The rest of the header's line is ours.
bool fits_in_header(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

class CurlTransport::Impl {
public:
  Impl(Endpoint endpoint, ApiKey key, Clock clock)
      : endpoint_(std::move(endpoint)), key_(std::move(key)), clock_(clock ? std::move(clock) : monotonic) {
    if (!fits_in_header(key_.view())) throw std::invalid_argument("the API key does not fit in a header");
    if (!multi_) throw std::bad_alloc();
    // One: a connection that comes back drives out the one before, which may be dead unseen (see
    // idle_socket_).
    must(curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, 1L));
  }
  ~Impl() {
    for (const auto& transfer : under_way_)
      curl_multi_remove_handle(multi_.get(), transfer->easy());
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  Impl(Impl&&) = delete;
  Impl& operator=(Impl&&) = delete;

  void start(Request request, Done done) {
    if (held_ != nullptr && held_->waits_for(request))
      return held_->send(std::move(request), std::move(done));
    add(std::make_shared<Transfer>(endpoint_, key_, std::move(request), std::move(done)));
  }

  void connect_ahead(std::string path, std::size_t room, Ready ready) {
    if (held_ != nullptr && !held_->is_over()) throw std::logic_error("one connection ahead at a time");
    held_ = std::make_shared<HeldTransfer>(
        endpoint_, key_, std::move(path), room, std::move(ready),
        [this](Request request, Done done) { start(std::move(request), std::move(done)); });
    add(held_);
  }

  bool run(int other_fd, milliseconds most) {
    curl_waitfd other{other_fd, CURL_WAIT_POLLIN, 0};
    if (held_ != nullptr) most = std::min(most, held_->time_left());
    const auto wait = std::clamp(most, 0ms, longest_wait);
    const auto begun = clock_();
    must(curl_multi_poll(multi_.get(), &other, other_fd >= 0 ? 1 : 0, static_cast<int>(wait.count()),
                         nullptr));
    if (clock_() - begun - wait >= shortest_pause) ++pauses_;
    int running = 0;
    must(curl_multi_perform(multi_.get(), &running));
    for (auto& transfer : std::exchange(not_yet_added_, {}))
      add(std::move(transfer));
    deliver();
    return is_readable(other_fd);  // libcurl does not tell of a hang-up
  }

private:
  struct Ended {
    std::shared_ptr<Transfer> transfer;
    CURLcode code;
  };

  void add(std::shared_ptr<Transfer> transfer) {
    if (is_readable(idle_socket_)) transfer->use_no_kept_connection();
    const auto code = curl_multi_add_handle(multi_.get(), transfer->easy());
    if (code == CURLM_RECURSIVE_API_CALL) return not_yet_added_.push_back(std::move(transfer));
    must(code);
    transfer->begin(pauses_);
    under_way_.push_back(std::move(transfer));
  }

  /// Calls those who wait. They may start the next request.
  void deliver() {
    std::vector<Ended> ended;
    int left = 0;
    while (const auto* const message = curl_multi_info_read(multi_.get(), &left))
      if (message->msg == CURLMSG_DONE) ended.push_back({take(message->easy_handle), message->data.result});
    for (auto& [transfer, code] : ended)
      transfer->finish(code);
    if (held_ != nullptr && held_->time_left() <= 0ms) take(held_->easy())->finish(CURLE_OPERATION_TIMEDOUT);
  }

  std::shared_ptr<Transfer> take(CURL* easy) {
    const auto found = std::find_if(under_way_.begin(), under_way_.end(),
                                    [&](const auto& transfer) { return transfer->easy() == easy; });
    if (found == under_way_.end()) throw std::logic_error("libcurl ended a transfer that nobody started");
    auto transfer = std::move(*found);
    under_way_.erase(found);
    transfer->end(pauses_);
    // libcurl no longer tells once the handle is removed.
    if (const auto kept = transfer->socket(); kept != CURL_SOCKET_BAD) idle_socket_ = kept;
    must(curl_multi_remove_handle(multi_.get(), easy));
    return transfer;
  }

  Endpoint endpoint_;
  ApiKey key_;
  Clock clock_;
  unsigned pauses_ = 0;  ///< in which this process could not run
  Handle<CURLM, curl_multi_cleanup> multi_{(make_libcurl_ready(), curl_multi_init())};
  std::vector<std::shared_ptr<Transfer>> under_way_;
  std::vector<std::shared_ptr<Transfer>> not_yet_added_;  ///< started while libcurl called us
  std::shared_ptr<HeldTransfer> held_;                    ///< kept when it is over, for start() to see that
  /// Of the kept connection. Nothing comes on it unasked but its end, which libcurl 7.88 does not see behind
  /// TLS's close_notify: it would send the next request into the void, and that one could not be sent again.
  curl_socket_t idle_socket_ = CURL_SOCKET_BAD;
};

CurlTransport::CurlTransport(Endpoint endpoint, ApiKey key, Clock clock)
    : impl_(std::make_unique<Impl>(std::move(endpoint), std::move(key), std::move(clock))) {}
CurlTransport::~CurlTransport() = default;

void CurlTransport::connect_ahead(std::string path, std::size_t room, Ready ready) {
  impl_->connect_ahead(std::move(path), room, std::move(ready));
}

void CurlTransport::start(Request request, Done done) { impl_->start(std::move(request), std::move(done)); }

bool CurlTransport::run(int other_fd, std::chrono::milliseconds most) { return impl_->run(other_fd, most); }

}  // namespace wavix::api
