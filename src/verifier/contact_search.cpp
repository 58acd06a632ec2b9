// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/contact_search.hpp"

#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <utility>

#include "base/fd.hpp"
#include "protocol/socket.hpp"
#include "verifier/log.hpp"

namespace wavix::verifier {
namespace {

using namespace std::chrono_literals;
using contacts::LookupError;
using std::chrono::milliseconds;

milliseconds now() { return milliseconds(protocol::boottime_ms()); }

}  // namespace

/// Shared with the thread, which may outlive the search.
struct ContactSearch::State {
  Fd is_done;  ///< an eventfd; none where no thread looks
  milliseconds limit{0};
  std::atomic<bool> done{false};  ///< the members below are the thread's until then
  FoundContact found = unexpected(LookupError{LookupError::Kind::unavailable, "the search did not end"});
  std::vector<std::string> notes;
};

ContactSearch::ContactSearch(const config::Config& config, Admission admission, milliseconds deadline)
    : state_(std::make_shared<State>()), sources_(config), users_(sources_.users()),
      admission_(std::move(admission)), deadline_(deadline) {}

void ContactSearch::begin() {
  if (!sources_.have_directory()) {
    state_->found = sources_.find(admission_.user, admission_.account, state_->notes);
    state_->done = true;
    return;
  }
  state_->limit = std::min<milliseconds>(deadline_, now() + sources_.most() + 1s);  // a moment for the thread
  state_->is_done = Fd(::eventfd(0, EFD_CLOEXEC));
  thread_ = std::thread([state = state_, admission = admission_, sources = std::move(sources_)] {
    try {
      state->found = sources.find(admission.user, admission.account, state->notes);
    } catch (const std::exception& error) {  // no memory: not told, so denied
      state->found = unexpected(LookupError{LookupError::Kind::unavailable, error.what()});
    }
    state->done = true;
    static_cast<void>(::eventfd_write(state->is_done.get(), 1));
  });
}

ContactSearch::~ContactSearch() {
  if (!thread_.joinable()) return;
  if (state_->done)
    thread_.join();
  else
    thread_.detach();
}

int ContactSearch::fd() const noexcept { return state_->is_done.get(); }
bool ContactSearch::done() const { return state_->done || (fd() >= 0 && now() >= state_->limit); }

void ContactSearch::wait(int other_fd) const {
  std::array<pollfd, 2> states{{{fd(), POLLIN, 0}, {other_fd, POLLIN, 0}}};
  while (!done() && states[1].revents == 0) {
    const auto left = std::max<milliseconds>(state_->limit - now(), 0ms);
    static_cast<void>(::poll(states.data(), states.size(), static_cast<int>(left.count())));
  }
}

FoundContact ContactSearch::take() {
  if (!state_->done)
    return unexpected(
        LookupError{LookupError::Kind::unavailable,
                    "the directory's name could not be resolved in time, or its answer did not come"});
  for (const auto& note : state_->notes)
    log_warning(note);
  return std::move(state_->found);
}

}  // namespace wavix::verifier
