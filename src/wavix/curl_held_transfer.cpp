// SPDX-License-Identifier: BSD-3-Clause
#include "wavix/curl_held_transfer.hpp"

#include <poll.h>

#include <algorithm>
#include <utility>

#include "wavix/curl_options.hpp"

namespace wavix::api {
namespace {

/// Not whether it is readable: tickets of TLS 1.3 are nearly always there to be read.
bool is_closed_by_peer(int socket) {
  pollfd state{socket, POLLRDHUP, 0};
  return ::poll(&state, 1, 0) == 1 && (state.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

}  // namespace

HeldTransfer::HeldTransfer(const Endpoint& endpoint, const ApiKey& key, std::string path, std::size_t room,
                           CurlTransport::Ready ready, Start anew)
    : Transfer(endpoint, key, {Method::post, std::move(path), std::string(room, ' ')}, nullptr),
      ready_(std::move(ready)), anew_(std::move(anew)), request_timeout_(endpoint.request_timeout) {
  set_no_time_limit();  // but connect_timeout
  set_socket_opener(open_socket, this);
}

curl_socket_t HeldTransfer::open_socket(void* transfer, curlsocktype kind, curl_sockaddr* to) noexcept {
  const auto socket = api::open_socket(nullptr, kind, to);
  static_cast<HeldTransfer*>(transfer)->sockets_.push_back(socket);
  return socket;
}

bool HeldTransfer::waits_for(const Request& wanted) const {
  return state_ == State::waiting && wanted.method == Method::post && wanted.path == request().path &&
         wanted.body.size() <= request().body.size();
}

void HeldTransfer::send(Request wanted, Transport::Done done) {
  fill(std::move(wanted.body), std::move(done));
  state_ = State::sending;
  limit_ = Clock::now() + request_timeout_;
}

std::chrono::milliseconds HeldTransfer::time_left() const {
  if (state_ != State::sending) return std::chrono::milliseconds::max();
  return std::chrono::ceil<std::chrono::milliseconds>(limit_ - Clock::now());
}

void HeldTransfer::ask() noexcept {
  try {
    ready_(std::nullopt);
    if (state_ == State::waiting) state_ = State::over;
  } catch (...) {
    thrown_ = std::current_exception();
    state_ = State::over;
  }
}

bool HeldTransfer::may_leave() noexcept {
  if (state_ == State::waiting) ask();
  if (state_ == State::sending && std::any_of(sockets_.begin(), sockets_.end(), is_closed_by_peer))
    state_ = State::closed_by_server;
  return state_ == State::sending;
}

void HeldTransfer::finish(CURLcode code) {
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  if (state_ == State::waiting) ready_(failure(code));
  switch (std::exchange(state_, State::over)) {
  case State::sending: return Transfer::finish(code);
  case State::closed_by_server: return std::apply(anew_, give_back());
  case State::waiting:
  case State::over: break;
  }
}

}  // namespace wavix::api
