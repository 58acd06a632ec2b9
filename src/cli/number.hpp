// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>

namespace wavix::cli {

/// For people: "1,204,000".
std::string with_commas(std::uint64_t number);

}  // namespace wavix::cli
