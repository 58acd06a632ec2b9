// SPDX-License-Identifier: BSD-3-Clause
#include "base/account.hpp"

#include <fmt/format.h>
#include <pwd.h>

#include <cstring>

#include "base/name_service.hpp"

namespace wavix {
namespace {

/// `get`: getpwnam_r or getpwuid_r for one account.
template <typename Get>
Expected<std::optional<Account>, std::string> look_up(Get get) {
  return name_service_entry<passwd>(get,
                                    [](const passwd& entry) {
                                      return Account{entry.pw_name, entry.pw_uid, entry.pw_gid};
                                    })
      .map_error([](int error) {
        return fmt::format("the account cannot be looked up: {}", ::strerrordesc_np(error));
      });
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
