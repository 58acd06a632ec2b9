// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.hpp"
#include "sandbox/http.hpp"
#include "sandbox/service.hpp"

namespace wavix::sandbox {

/// What a client did that the real service might let pass, or might not.
using Violations = std::vector<std::string>;

/// The values of a JSON body's fields, in the order of `names`: all there, all strings, no other field, under
/// the right content type. Anything else is a violation, and refused as Wavix words it.
Expected<std::vector<std::string>, Refusal>
fields_from(const Request& request, std::span<const std::string_view> names, Violations& violations);

/// Why `to` is not a number as Wavix's examples have it (digits alone); empty if it is.
std::string wrong_with_number(std::string_view to);

/// "Request validation errors: …"
Refusal invalid(const std::string& what, int status = 400);

}  // namespace wavix::sandbox
