// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.hpp"
#include "policy/groups.hpp"

namespace wavix::policy {

/// Who is asked for a code: [policy] of wavix2fa.conf(5), for one service. Groups are names or numeric gids,
/// as they were written.
struct Rules {
  std::vector<std::string> include_groups, exclude_groups, exclude_users;
  std::vector<Network> trusted_networks;
  bool monitor = false;
};

struct Login {
  std::string user;                ///< whose second factor is asked, see subject()
  std::optional<Address> address;  ///< where it comes from, see believed_address(); nothing: never trusted
};

struct Decision {
  enum class Answer {
    unknown,  ///< could not be told, which lets nobody in
    asked,    ///< a code is needed
    exempt,
  };
  Answer answer = Answer::unknown;
  std::string_view rule = {};              ///< "policy.exclude_groups"; empty: none, as everybody is asked
  std::string why = {};                    ///< for people, of the user: "is in group wheel"
  std::vector<std::string> warnings = {};  ///< what is odd about the rules
  std::string otherwise = {};              ///< under monitor: what would have been; empty if the same
  bool only_watched = false;               ///< under monitor: a code would have been asked for
};

/// Whether the login needs a code. The rules are tried in the order exclude_users, trusted_networks,
/// exclude_groups, include_groups, and nothing is looked up that none of them needs. The first that proves an
/// exemption decides. Without a proof, a rule that could not be told denies; else the user is asked. Who has
/// no account is in no group that could be told, so that no rule on groups exempts.
Decision decide(const Rules& rules, const Login& login, Groups& groups);

}  // namespace wavix::policy
