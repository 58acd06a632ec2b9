// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <tl/expected.hpp>

namespace wavix {

/// std::expected of C++23, by tl::expected. What the world may do wrong (files, network, people) comes back
/// in here; what only we can do wrong, and running out of memory, is an exception that ends the program.
template <typename T, typename E>
using Expected = tl::expected<T, E>;
using tl::unexpected;

}  // namespace wavix
