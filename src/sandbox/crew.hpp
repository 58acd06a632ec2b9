// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <set>

namespace wavix::sandbox {

/// Threads that come and go, one for each job: a kept-alive connection holds its thread for minutes, so that
/// a pool would run dry.
class Crew {
public:
  void start(std::function<void()> job);
  /// Returns when the last is done.
  void wait();

private:
  std::mutex mutex_;
  std::condition_variable idle_;
  std::size_t working_ = 0;
};

/// The sockets that are open, so that they can be shut from outside their threads.
class OpenSockets {
public:
  void add(int socket);
  void remove(int socket);
  void shut_all();
  /// All there are, and those that come.
  void shut_for_good();

private:
  std::mutex mutex_;
  std::set<int> sockets_;
  bool ended_ = false;
};

}  // namespace wavix::sandbox
