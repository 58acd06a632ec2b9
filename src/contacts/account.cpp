// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/account.hpp"

#include <fmt/format.h>
#include <pwd.h>

#include <cerrno>
#include <cstring>
#include <vector>

namespace wavix::contacts {

Expected<std::optional<std::string>, LookupError> account_name(const std::string& user) {
  constexpr std::size_t largest = std::size_t{1} << 20U;
  std::vector<char> buffer(4096);
  for (;;) {
    passwd entry{};
    passwd* found = nullptr;
    const int error = ::getpwnam_r(user.c_str(), &entry, buffer.data(), buffer.size(), &found);
    if (error == ERANGE && buffer.size() < largest) {
      buffer.resize(buffer.size() * 2);
      continue;
    }
    if (found != nullptr) return std::optional<std::string>(found->pw_name);
    // "Not found" is 0 by POSIX, and one of these elsewhere (getpwnam(3), ERRORS).
    if (error == 0 || error == ENOENT || error == ESRCH) return std::optional<std::string>();
    return unexpected(
        LookupError{LookupError::Kind::unavailable,
                    fmt::format("the account cannot be looked up: {}", ::strerrordesc_np(error))});
  }
}

}  // namespace wavix::contacts
