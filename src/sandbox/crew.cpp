// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/crew.hpp"

#include <sys/socket.h>

#include <thread>
#include <utility>

namespace wavix::sandbox {

void Crew::start(std::function<void()> job) {
  {
    const std::scoped_lock lock(mutex_);
    ++working_;
  }
  std::thread([this, work = std::move(job)] {
    work();
    const std::scoped_lock lock(mutex_);
    if (--working_ == 0) idle_.notify_all();
  }).detach();
}

void Crew::wait() {
  std::unique_lock lock(mutex_);
  idle_.wait(lock, [this] { return working_ == 0; });
}

void OpenSockets::add(int socket) {
  const std::scoped_lock lock(mutex_);
  sockets_.insert(socket);
  if (ended_) static_cast<void>(::shutdown(socket, SHUT_RDWR));
}

void OpenSockets::remove(int socket) {
  const std::scoped_lock lock(mutex_);
  sockets_.erase(socket);
}

void OpenSockets::shut_all() {
  const std::scoped_lock lock(mutex_);
  for (const int socket : sockets_)
    static_cast<void>(::shutdown(socket, SHUT_RDWR));
}

void OpenSockets::shut_for_good() {
  {
    const std::scoped_lock lock(mutex_);
    ended_ = true;
  }
  shut_all();
}

}  // namespace wavix::sandbox
