// SPDX-License-Identifier: BSD-3-Clause
#include "base/account.hpp"

#include <fmt/format.h>
#include <pwd.h>

#include <cerrno>
#include <cstring>
#include <vector>

namespace wavix {
namespace {

/// `get`: getpwnam_r or getpwuid_r for one account.
template <typename Get>
Expected<std::optional<Account>, std::string> look_up(Get get) {
  constexpr std::size_t largest = std::size_t{1} << 20U;
  std::vector<char> buffer(4096);
  for (;;) {
    passwd entry{};
    passwd* found = nullptr;
    const int error = get(&entry, buffer.data(), buffer.size(), &found);
    if (error == ERANGE && buffer.size() < largest) {
      buffer.resize(buffer.size() * 2);
      continue;
    }
    if (found != nullptr) return Account{found->pw_name, found->pw_uid, found->pw_gid};
    // "Not found" is 0 by POSIX, and one of these elsewhere (getpwnam(3), ERRORS).
    if (error == 0 || error == ENOENT || error == ESRCH) return std::nullopt;
    return unexpected(fmt::format("the account cannot be looked up: {}", ::strerrordesc_np(error)));
  }
}

}  // namespace

Expected<std::optional<Account>, std::string> account_named(const std::string& name) {
  return look_up([&](passwd* entry, char* buffer, std::size_t size, passwd** found) {
    return ::getpwnam_r(name.c_str(), entry, buffer, size, found);
  });
}

Expected<std::optional<Account>, std::string> account_of(uid_t uid) {
  return look_up([&](passwd* entry, char* buffer, std::size_t size, passwd** found) {
    return ::getpwuid_r(uid, entry, buffer, size, found);
  });
}

}  // namespace wavix
