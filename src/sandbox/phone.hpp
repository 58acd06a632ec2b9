// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "sandbox/session.hpp"

namespace wavix::sandbox {

/// A message as the phone would show it: one line, or an honest word where none came.
std::string on_phone(const Message& message);

}  // namespace wavix::sandbox
