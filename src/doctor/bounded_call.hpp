// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <future>
#include <optional>
#include <thread>
#include <utility>

namespace wavix::doctor {

/// The result of `call`, which runs in a thread of its own, or nothing if it takes longer than `most`: no
/// other bound holds for the system's resolver. A thread that is late goes on by itself; `call` owns all that
/// it uses. What it throws comes out here.
template <typename Call>
auto within(std::chrono::milliseconds most, Call call) -> std::optional<decltype(call())> {
  std::packaged_task<decltype(call())()> task(std::move(call));
  auto result = task.get_future();
  std::thread(std::move(task)).detach();
  if (result.wait_for(most) != std::future_status::ready) return std::nullopt;
  return result.get();
}

}  // namespace wavix::doctor
