// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/request_log.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wavix::sandbox {

const Logged& RequestLog::add(Logged entry) {
  entry.number = ++count_;
  const auto same = std::find_if(entries_.rbegin(), entries_.rend(), [&entry](const Logged& earlier) {
    return earlier.request.method == "POST" && entry.request.method == "POST" &&
           earlier.request.target == entry.request.target && earlier.request.body == entry.request.body;
  });
  if (same != entries_.rend()) {
    entry.repeats = same->number;
    if (!same->fault.empty() && entry.at - same->at <= window)
      entry.violations.push_back(
          fmt::format("repeats request {}, which may have been carried out", same->number));
  }
  return entries_.emplace_back(std::move(entry));
}

}  // namespace wavix::sandbox
