// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>

#include "cli/command.hpp"
#include "cli/phones.hpp"

namespace wavix::cli {

struct UsersSetWords {
  std::string user, phones;
  std::optional<std::string> channel, language;  ///< nothing: as it is; empty: as for everybody
};
struct UsersRemoveWords {
  std::string user;
};

/// Gives a user phones in users.conf.
Outcome set_user(const Global& global, const UsersSetWords& words);
/// Takes a user out of users.conf.
Outcome remove_user(const Global& global, const UsersRemoveWords& words);

/// Writes it and logs it as `deed`; the lines that tell what became of it.
Expected<std::string, Failure> write_user(const config::Config& config, const std::string& user,
                                          const Phones& phones, const UsersSetWords& words,
                                          std::string_view deed);

}  // namespace wavix::cli
