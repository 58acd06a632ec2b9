// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string_view>

#include "protocol/message.hpp"

namespace wavix::module {

/// The words behind pam_wavix2fa.so in pam.d.
struct Arguments {
  const char* services_error = nullptr;  ///< what is wrong with services=; nullptr: nothing
  const char* error = nullptr;           ///< what is wrong with the others, as far as the module can tell
  bool services_given = false;
  std::string_view services{};     ///< services=sshd,sudo: all others are none of our business
  const char* verifier = nullptr;  ///< verifier=FILE instead of the installed one
  /// Everything else: the verifier's to understand.
  std::string_view rest[protocol::max_arguments]{};
  std::size_t rest_count = 0;
};

[[nodiscard]] Arguments parse_arguments(int argc, const char** argv) noexcept;

/// Whether services= leaves `service` to us.
[[nodiscard]] bool names_service(const Arguments& arguments, std::string_view service) noexcept;

}  // namespace wavix::module
