// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace wavix::sandbox {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;
using Clock = std::function<Time()>;

/// "2023-07-11T18:04:25.786Z", or without the fraction: Wavix truncates it in its lists.
std::string iso_time(Time time, bool with_fraction);
/// "Tue, 11 Jul 2023 18:04:25 GMT", as HTTP's headers have it.
std::string http_time(Time time);
/// Exactly YYYY-MM-DD, and a day that exists.
std::optional<std::chrono::sys_days> day_from(std::string_view text);

}  // namespace wavix::sandbox
