// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/expected.hpp"

namespace wavix::api {

/// Reads the tokens of a JSON text (RFC 8259), refuses those that json-c 0.16 takes though JSON has none such
/// even in its strict mode, and tells how many members (`"name":`) all objects have together. Whether the
/// tokens stand in the right order is json-c's to say.
Expected<std::size_t, std::string> count_members(std::string_view text);

}  // namespace wavix::api
