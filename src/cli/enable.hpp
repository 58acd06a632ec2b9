// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "cli/command.hpp"
#include "guard/time.hpp"
#include "pamd/change.hpp"
#include "pamd/tree.hpp"

/// What enable.cpp and disable.cpp have in common with their parts.
namespace wavix::cli {

struct EnableWords {
  std::string service;
  bool key = false;
  bool yes = false;
  guard::milliseconds confirm_within{0};  ///< 0: no trial
};

Outcome enable_service(const Global& global, const EnableWords& words);

/// enable --confirm, of one service or, if it is empty, of all that are on trial.
Outcome confirm_trials(const std::string& service);
/// enable --status.
Outcome show_trials(bool json);
/// What trials whose time is over have come to, said on standard error; and those that nobody watches, as the
/// machine's watchdogs were killed, are watched again. Each enable and disable begins with it.
void settle_trials();

/// What forbids that a stack is put into use, a line each: an error that pamd finds in it; a configuration,
/// an API key or a verifier that would deny everybody. `after` has the stack as it is to be. The one place
/// where this is judged.
std::vector<std::string> blockers(const Global& global, const pamd::Tree& after, const std::string& service);

/// Files that many services include, and that another program writes: how it is done there. Nothing is
/// changed, but a profile for pam-auth-update is put into its folder, off.
bool is_shared_file(const std::string& name);
Outcome enable_shared_file(const std::string& name, bool yes);

/// The change as diff -u shows it.
std::string shown(const pamd::Change& change);

/// Puts the change into place, if the file still says what it was made from.
Outcome commit(const pamd::Change& change);

}  // namespace wavix::cli
