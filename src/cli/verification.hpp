// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "cli/declare.hpp"
#include "guard/record.hpp"

/// Verifications of Wavix as commands name them, and whose they are.
namespace wavix::cli {

/// ID: one that can be a verification's.
CLI::Option& add_verification(CLI::App& command, std::string& id);

/// Whose logins had these verifications, by id, as this machine's record has it: of several logins that
/// shared one, the last. Those of other machines are not there.
using Owners = std::unordered_map<std::string, guard::LoginRecord>;
Expected<Owners, Failure> owners_of(guard::Store& store, const std::vector<std::string>& verifications);
/// Of one.
Expected<std::optional<guard::LoginRecord>, Failure> owner_of(guard::Store& store,
                                                              const std::string& verification);

/// "alice, sshd from 203.0.113.9"
std::string in_words(const guard::LoginRecord& login);

}  // namespace wavix::cli
