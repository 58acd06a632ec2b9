// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace wavix {

/// The instant of a date and time as RFC 3339, section 5.6, writes it: "2023-07-11T18:04:25.786Z", with any
/// number of fraction digits, of which milliseconds count, or none, and with any offset. Nothing for anything
/// else, a leap second and a day that does not exist among it.
std::optional<std::chrono::sys_time<std::chrono::milliseconds>> from_rfc3339(std::string_view text);

}  // namespace wavix
