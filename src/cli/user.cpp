// SPDX-License-Identifier: BSD-3-Clause
#include "cli/user.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <optional>

#include "base/account.hpp"

namespace wavix::cli {

std::string known_name(const std::string& given) {
  const auto account = account_named(given);
  if (!account)
    fmt::print(stderr, "wavix2fa: warning: {}: {}; the name is taken as it was written\n", given,
               account.error());
  else if (!*account)
    fmt::print(stderr, "wavix2fa: warning: {}: there is no such account\n", given);
  return own_name(account.value_or(std::nullopt), given);
}

}  // namespace wavix::cli
