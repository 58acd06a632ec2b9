// SPDX-License-Identifier: BSD-3-Clause
#include "policy/decide.hpp"

#include <sstream>

#include "check.hpp"
#include "policy/town.hpp"

namespace {

using wavix::Address;
using wavix::Network;
using wavix::policy::Decision;
using wavix::policy::Login;
using wavix::policy::Rules;

/// "exclude_users=alice,bob monitor"
Rules rules_from(const std::string& text) {
  Rules rules;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (word == "monitor") {
      rules.monitor = true;
      continue;
    }
    const auto key = word.substr(0, word.find('='));
    std::istringstream values(word.substr(key.size() + 1));
    for (std::string value; std::getline(values, value, ',');) {
      if (key == "include_groups") rules.include_groups.push_back(value);
      if (key == "exclude_groups") rules.exclude_groups.push_back(value);
      if (key == "exclude_users") rules.exclude_users.push_back(value);
      if (key == "trusted_networks") rules.trusted_networks.push_back(*Network::parse(value));
    }
  }
  return rules;
}

/// "exempt by policy.exclude_users: is listed", with what else would have been, if it says so, after ";
/// else".
std::string in_words(const Decision& decision) {
  std::string text = decision.answer == Decision::Answer::asked    ? "asked"
                     : decision.answer == Decision::Answer::exempt ? "exempt"
                                                                   : "unknown";
  if (!decision.rule.empty()) text += " by " + std::string(decision.rule);
  if (!decision.why.empty()) text += ": " + decision.why;
  if (!decision.otherwise.empty()) text += "; else " + decision.otherwise;
  return text;
}

struct Outcome {
  std::string decision, asked;
  std::vector<std::string> warnings;
};

/// `who`: "alice" or "alice@203.0.113.9"
Outcome outcome(const std::string& rules, const std::string& who) {
  const auto at = who.find('@');
  const auto user = who.substr(0, at);
  wavix::test::Town town(user);
  Login login{user, {}};
  if (at != std::string::npos) login.address = Address::parse(who.substr(at + 1));
  const auto decision = decide(rules_from(rules), login, town);
  return {in_words(decision), town.asked, decision.warnings};
}

struct Row {
  const char* rules;
  const char* who;
  const char* decision;
  const char* asked = "";  ///< what was looked up for it, each word with a blank behind
};

template <std::size_t Size>
void hold(const Row (&rows)[Size]) {
  for (const auto& row : rows) {
    const auto [decision, asked, warnings] = outcome(row.rules, row.who);
    const auto here = std::string("[") + row.rules + "] " + row.who + ": ";
    CHECK_EQ(here + decision, here + row.decision);
    CHECK_EQ(here + asked, here + row.asked);
  }
}

// clang-format off: tables

void without_rules_everybody_is_asked_and_nothing_is_looked_up() {
  hold({
      {"", "alice", "asked"},
      {"", "alice@203.0.113.9", "asked"},
      {"", "stranger", "asked"},
      {"", "lost", "asked"},
      {"", "", "asked"},
  });
}

void a_listed_user_is_exempt_by_any_name_of_the_account() {
  hold({
      {"exclude_users=alice", "alice", "exempt by policy.exclude_users: is listed"},
      {"exclude_users=bob,alice", "alice", "exempt by policy.exclude_users: is listed"},
      {"exclude_users=ALICE", "ALICE", "exempt by policy.exclude_users: is listed"},
      {"exclude_users=alice", "ALICE", "exempt by policy.exclude_users: is listed as 'alice'", "account "},
      {"exclude_users=ALICE", "alice", "asked", "account "},
      {"exclude_users=alice", "bob", "asked", "account "},
      {"exclude_users=alice", "alic", "asked", "account "},
      {"exclude_users=alice", "stranger", "asked", "account "},
      {"exclude_users=stranger", "stranger", "exempt by policy.exclude_users: is listed"},
      {"exclude_users=lost", "lost", "exempt by policy.exclude_users: is listed"},
      {"exclude_users=alice", "lost",
       "unknown by policy.exclude_users: the account cannot be looked up: Connection refused", "account "},
  });
}

void a_trusted_network_exempts_addresses_alone() {
  hold({
      {"trusted_networks=203.0.113.0/24", "alice@203.0.113.9",
       "exempt by policy.trusted_networks: 203.0.113.9 is in 203.0.113.0/24"},
      {"trusted_networks=10.0.0.0/8,203.0.113.9", "alice@::ffff:203.0.113.9",
       "exempt by policy.trusted_networks: 203.0.113.9 is in 203.0.113.9"},
      {"trusted_networks=2001:db8::/32", "alice@2001:db8::1",
       "exempt by policy.trusted_networks: 2001:db8::1 is in 2001:db8::/32"},
      {"trusted_networks=0.0.0.0/0", "stranger@203.0.113.9",
       "exempt by policy.trusted_networks: 203.0.113.9 is in 0.0.0.0/0"},
      {"trusted_networks=203.0.113.0/24", "alice@203.0.114.9", "asked"},
      {"trusted_networks=::/0", "alice@203.0.113.9", "asked"},
      {"trusted_networks=0.0.0.0/0,::/0", "alice", "asked"},
  });
}

void a_member_of_an_excluded_group_is_exempt() {
  hold({
      {"exclude_groups=wheel", "alice", "exempt by policy.exclude_groups: is in group wheel",
       "account wheel "},
      {"exclude_groups=admins,staff,quiet", "alice", "exempt by policy.exclude_groups: is in group staff",
       "account admins staff "},
      {"exclude_groups=wheel", "ALICE", "exempt by policy.exclude_groups: is in group wheel",
       "account wheel "},
      {"exclude_groups=wheel", "bob", "asked", "account wheel "},
      {"exclude_groups=nowhere", "alice", "asked", "account nowhere "},
      {"exclude_groups=wheel", "stranger", "asked", "account "},
      {"exclude_groups=unreachable", "alice",
       "unknown by policy.exclude_groups: group 'unreachable' cannot be looked up: Connection refused",
       "account unreachable "},
      {"exclude_groups=unreachable,wheel", "alice", "exempt by policy.exclude_groups: is in group wheel",
       "account unreachable wheel "},
      {"exclude_groups=unreachable,wheel", "bob",
       "unknown by policy.exclude_groups: group 'unreachable' cannot be looked up: Connection refused",
       "account unreachable wheel "},
      {"exclude_groups=wheel", "lost",
       "unknown by policy.exclude_groups: the account cannot be looked up: Connection refused", "account "},
  });
}

void only_who_is_provably_in_no_included_group_is_exempt() {
  hold({
      {"include_groups=wheel", "alice", "asked by policy.include_groups: is in group wheel",
       "account wheel "},
      {"include_groups=admins,wheel,staff", "alice", "asked by policy.include_groups: is in group wheel",
       "account admins wheel "},
      {"include_groups=wheel", "ALICE", "asked by policy.include_groups: is in group wheel",
       "account wheel "},
      {"include_groups=wheel,staff", "bob", "exempt by policy.include_groups: is in none of wheel, staff",
       "account wheel staff "},
      {"include_groups=wheel", "stranger", "asked", "account "},
      {"include_groups=unreachable", "alice",
       "unknown by policy.include_groups: group 'unreachable' cannot be looked up: Connection refused",
       "account unreachable "},
      {"include_groups=admins,unreachable", "alice",
       "unknown by policy.include_groups: group 'unreachable' cannot be looked up: Connection refused",
       "account admins unreachable "},
      {"include_groups=staff,wheeel", "bob", "asked by policy.include_groups: there is no group 'wheeel'",
       "account staff wheeel "},
      {"include_groups=wheeel,unreachable", "bob",
       "unknown by policy.include_groups: group 'unreachable' cannot be looked up: Connection refused",
       "account wheeel unreachable "},
      {"include_groups=unreachable,wheel", "alice", "asked by policy.include_groups: is in group wheel",
       "account unreachable wheel "},
      {"include_groups=wheel", "lost",
       "unknown by policy.include_groups: the account cannot be looked up: Connection refused", "account "},
  });
}

void the_first_proof_of_an_exemption_decides_and_nothing_behind_it_is_looked_up() {
  hold({
      {"exclude_users=alice trusted_networks=203.0.113.9 exclude_groups=wheel include_groups=wheel",
       "alice@203.0.113.9", "exempt by policy.exclude_users: is listed"},
      {"exclude_users=bob trusted_networks=203.0.113.9 exclude_groups=wheel", "alice@203.0.113.9",
       "exempt by policy.trusted_networks: 203.0.113.9 is in 203.0.113.9", "account "},
      {"trusted_networks=203.0.113.9 exclude_groups=unreachable", "alice@203.0.113.9",
       "exempt by policy.trusted_networks: 203.0.113.9 is in 203.0.113.9"},
      {"trusted_networks=203.0.113.9 include_groups=wheel", "alice@203.0.113.9",
       "exempt by policy.trusted_networks: 203.0.113.9 is in 203.0.113.9"},
      {"trusted_networks=203.0.113.9 include_groups=wheel", "alice@203.0.113.8",
       "asked by policy.include_groups: is in group wheel", "account wheel "},
      {"exclude_groups=wheel include_groups=staff", "alice",
       "exempt by policy.exclude_groups: is in group wheel", "account wheel "},
      {"exclude_groups=wheel include_groups=wheel", "alice",
       "exempt by policy.exclude_groups: is in group wheel", "account wheel "},
      {"exclude_groups=admins include_groups=staff", "alice",
       "asked by policy.include_groups: is in group staff", "account admins staff "},
      {"exclude_groups=wheel include_groups=staff", "bob",
       "exempt by policy.include_groups: is in none of staff", "account wheel staff "},
      {"exclude_groups=wheel include_groups=staff", "stranger", "asked", "account "},
  });
}

void what_could_not_be_told_denies_unless_another_rule_proves_an_exemption() {
  hold({
      {"exclude_users=bob trusted_networks=203.0.113.9", "lost@203.0.113.9",
       "exempt by policy.trusted_networks: 203.0.113.9 is in 203.0.113.9", "account "},
      {"exclude_users=bob include_groups=wheel", "lost",
       "unknown by policy.exclude_users: the account cannot be looked up: Connection refused", "account "},
      {"exclude_groups=unreachable include_groups=staff", "alice",
       "unknown by policy.exclude_groups: group 'unreachable' cannot be looked up: Connection refused",
       "account unreachable staff "},
      {"exclude_groups=unreachable include_groups=staff", "bob",
       "exempt by policy.include_groups: is in none of staff", "account unreachable staff "},
      {"exclude_groups=wheel include_groups=unreachable", "alice",
       "exempt by policy.exclude_groups: is in group wheel", "account wheel "},
      {"exclude_groups=wheel include_groups=unreachable", "bob",
       "unknown by policy.include_groups: group 'unreachable' cannot be looked up: Connection refused",
       "account wheel unreachable "},
  });
}

void monitor_lets_all_in_and_says_what_would_have_been() {
  hold({
      {"monitor", "alice", "exempt by policy.monitor: is only watched; else asked"},
      {"monitor include_groups=wheel", "alice",
       "exempt by policy.monitor: is only watched; else asked by policy.include_groups: is in group wheel",
       "account wheel "},
      {"monitor include_groups=unreachable", "alice",
       "exempt by policy.monitor: is only watched; else denied: policy.include_groups could not be told: "
       "group 'unreachable' cannot be looked up: Connection refused",
       "account unreachable "},
      {"monitor exclude_users=bob", "lost",
       "exempt by policy.monitor: is only watched; else denied: policy.exclude_users could not be told: the "
       "account cannot be looked up: Connection refused",
       "account "},
      {"monitor include_groups=wheel", "stranger", "exempt by policy.monitor: is only watched; else asked",
       "account "},
      {"monitor exclude_users=alice", "alice", "exempt by policy.exclude_users: is listed"},
      {"monitor trusted_networks=203.0.113.9", "alice@203.0.113.9",
       "exempt by policy.trusted_networks: 203.0.113.9 is in 203.0.113.9"},
      {"monitor exclude_groups=wheel", "alice", "exempt by policy.exclude_groups: is in group wheel",
       "account wheel "},
      {"monitor include_groups=wheel", "bob", "exempt by policy.include_groups: is in none of wheel",
       "account wheel "},
  });
}

// clang-format on

std::string warnings(const std::string& rules, const std::string& who) {
  std::string all;
  for (const auto& warning : outcome(rules, who).warnings)
    all += (all.empty() ? "" : "; ") + warning;
  return all;
}

void a_group_that_does_not_exist_is_named() {
  CHECK_EQ(warnings("exclude_groups=wheeel,wheel", "bob"),
           "policy.exclude_groups: there is no group 'wheeel'");
  CHECK_EQ(warnings("include_groups=wheeel,wheel", "bob"),
           "policy.include_groups: there is no group 'wheeel'");
  CHECK_EQ(warnings("include_groups=wheeel,wheel", "alice"),
           "policy.include_groups: there is no group 'wheeel'");
  CHECK_EQ(warnings("monitor exclude_groups=wheeel", "bob"),
           "policy.exclude_groups: there is no group 'wheeel'");
}

void an_include_list_that_asks_nobody_is_told() {
  const std::string nobody =
      "policy.include_groups: nobody is asked for a code because of it: no member is known of ";
  CHECK_EQ(warnings("include_groups=quiet", "bob"), nobody + "quiet");
  CHECK_EQ(warnings("include_groups=quiet,wheeel", "bob"),
           "policy.include_groups: there is no group 'wheeel'");
  CHECK_EQ(warnings("include_groups=quiet,wheel", "bob"), "");
  CHECK_EQ(warnings("include_groups=wheel", "alice"), "");
  CHECK_EQ(warnings("include_groups=quiet", "stranger"), "");
  CHECK_EQ(warnings("include_groups=quiet,unreachable", "bob"), "");
  CHECK_EQ(warnings("exclude_groups=quiet", "bob"), "");
}

void a_decision_that_was_not_made_denies() { CHECK(Decision{}.answer == Decision::Answer::unknown); }

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("without rules everybody is asked, and nothing is looked up",
           without_rules_everybody_is_asked_and_nothing_is_looked_up),
      TEST("a listed user is exempt by any name of the account",
           a_listed_user_is_exempt_by_any_name_of_the_account),
      TEST("a trusted network exempts addresses alone", a_trusted_network_exempts_addresses_alone),
      TEST("a member of an excluded group is exempt", a_member_of_an_excluded_group_is_exempt),
      TEST("only who is provably in no included group is exempt",
           only_who_is_provably_in_no_included_group_is_exempt),
      TEST("the first proof of an exemption decides, and nothing behind it is looked up",
           the_first_proof_of_an_exemption_decides_and_nothing_behind_it_is_looked_up),
      TEST("what could not be told denies, unless another rule proves an exemption",
           what_could_not_be_told_denies_unless_another_rule_proves_an_exemption),
      TEST("monitor lets all in and says what would have been",
           monitor_lets_all_in_and_says_what_would_have_been),
      TEST("a group that does not exist is named", a_group_that_does_not_exist_is_named),
      TEST("an include list that asks nobody is told", an_include_list_that_asks_nobody_is_told),
      TEST("a decision that was not made denies", a_decision_that_was_not_made_denies),
  };
  return cmocka_run_group_tests_name("policy decide", tests, nullptr, nullptr);
}
