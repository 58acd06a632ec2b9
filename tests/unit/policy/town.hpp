// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <map>
#include <string>
#include <utility>

#include "policy/groups.hpp"

namespace wavix::test {

/// A small town in place of the system's accounts and groups, which writes down what it is asked.
///
/// alice, who answers to ALICE too, is in wheel and staff. bob is in admins. quiet exists and lists nobody.
/// Group unreachable, and the account of lost, cannot be looked up. Nobody else has an account, and there is
/// no other group.
class Town final : public policy::Groups {
public:
  explicit Town(std::string user) : user_(std::move(user)) {}

  Expected<std::optional<Account>, std::string> account() override {
    if (asked.find("account ") == std::string::npos) asked += "account ";
    if (user_ == "lost")
      return unexpected<std::string>("the account cannot be looked up: Connection refused");
    if (user_ == "alice" || user_ == "ALICE") return Account{"alice", 2001, 2001};
    if (user_ == "bob") return Account{"bob", 2002, 2002};
    return std::nullopt;
  }

  Expected<policy::Membership, std::string> look_up(const std::string& group) override {
    asked += group + " ";
    if (group == "unreachable")
      return unexpected<std::string>("group 'unreachable' cannot be looked up: Connection refused");
    static const std::map<std::string, std::string> members = {
        {"wheel", "alice"}, {"staff", "alice"}, {"admins", "bob"}, {"quiet", ""}};
    const auto found = members.find(group);
    if (found == members.end()) return policy::Membership{};
    const auto& member = found->second;
    const auto own = account();
    return policy::Membership{true, !member.empty(), own && *own && (*own)->name == member};
  }

  std::string asked;  ///< "account wheel "

private:
  std::string user_;
};

}  // namespace wavix::test
