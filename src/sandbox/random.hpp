// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace wavix::sandbox {

/// 32 random bits at a time.
using Random = std::function<std::uint32_t()>;

/// The kernel's random bits.
std::uint32_t system_random();

/// A code of so many digits; zeros may lead.
std::string random_code(unsigned length, const Random& random);

}  // namespace wavix::sandbox
