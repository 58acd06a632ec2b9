// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/json.hpp"
#include "guard/record.hpp"
#include "wavix/operations.hpp"

namespace wavix::cli {

/// A login of our record, and what Wavix says happened in it.
struct TracedLogin {
  guard::LoginRecord login;
  std::vector<api::Event> events = {};
  std::string note = {};  ///< why Wavix does not say; empty: it does, or there is nothing to say
};

/// For a person: a heading, and what happened line by line in the order of time. `machine`: its name.
std::string story_of(const TracedLogin& traced, const std::string& machine);

/// For a program: all that is known.
Json json_of(const TracedLogin& traced);

/// Of the events of one verification, gives each to the login in which it happened: several may have gone on
/// with it, one after the other.
void share_out(const std::vector<api::Event>& events, const std::vector<TracedLogin*>& logins);

}  // namespace wavix::cli
