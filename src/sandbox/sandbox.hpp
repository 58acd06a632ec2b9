// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "sandbox/api.hpp"
#include "sandbox/delivery.hpp"
#include "sandbox/faults.hpp"
#include "sandbox/quirks.hpp"
#include "sandbox/request_log.hpp"
#include "sandbox/service.hpp"
#include "sandbox/shifted_clock.hpp"

namespace wavix::sandbox {

struct Settings {
  std::string service = "7204a030201211ee9fb47d093f2f127c";
  std::string key = "sandboxkey0123456789sandboxkey0123456789sandboxkey";
  unsigned code_length = 6;
};

/// All that both addresses share, behind one lock.
class Sandbox {
public:
  struct State {
    Quirks quirks;
    Delivery delivery;
    Faults faults;
    RequestLog log;
    ShiftedClock clock;
    std::vector<Message> messages;
    Service service;
    Api api;
    State(const Settings& settings, Random random);
  };
  struct Watcher {
    std::function<void(const Message&)> message;
    std::function<void(const Logged&)> violation;
  };

  Sandbox(const Settings& settings, Random random, Watcher watcher);

  /// A request to the API: the fault that waits for it, the answer, the log.
  Reply serve(const Request& request);
  /// `work` on the state, while nobody else touches it.
  template <typename Work>
  auto with(Work work) {
    const std::scoped_lock lock(mutex_);
    return work(state_);
  }
  /// The last message to `number` (any, if empty) with an index above `after`, waited for so long.
  std::optional<Message> wait_for_message(const std::string& number, std::size_t after,
                                          std::chrono::milliseconds wait);
  /// Ends all waits.
  void stop();

private:
  Reply reply_to(const Request& request, std::optional<Operation> operation, Logged& entry);
  [[nodiscard]] std::optional<Message> last_message(const std::string& number, std::size_t after) const;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  Watcher watcher_;
  State state_;
};

}  // namespace wavix::sandbox
