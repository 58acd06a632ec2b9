// SPDX-License-Identifier: BSD-3-Clause
#include "policy/decide.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace wavix::policy {
namespace {

using Answer = Decision::Answer;
using Warnings = std::vector<std::string>;
/// What one rule says of a login; nothing: it does not hold for this one.
using Said = std::optional<Decision>;

Decision said(Answer answer, std::string_view rule, std::string why) {
  return {.answer = answer, .rule = rule, .why = std::move(why)};
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const auto& name : names)
    all += (all.empty() ? "" : ", ") + sanitised(name);
  return all;
}

bool has(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

Said by_user(const Rules& rules, const Login& login, Groups& groups, Warnings&) {
  constexpr std::string_view rule = "policy.exclude_users";
  if (rules.exclude_users.empty()) return {};
  if (has(rules.exclude_users, login.user)) return said(Answer::exempt, rule, "is listed");
  const auto account = groups.account();
  if (!account) return said(Answer::unknown, rule, account.error());
  if (!*account || !has(rules.exclude_users, (*account)->name)) return {};
  return said(Answer::exempt, rule, "is listed as " + quoted((*account)->name));
}

Said by_network(const Rules& rules, const Login& login, Groups&, Warnings&) {
  if (!login.address) return {};
  for (const auto& network : rules.trusted_networks)
    if (network.contains(*login.address))
      return said(Answer::exempt, "policy.trusted_networks",
                  fmt::format("{} is in {}", login.address->text(), sanitised(network.text())));
  return {};
}

/// A user's place in a list of groups.
struct Search {
  bool done = false;      ///< there was something to look for: groups, and an account
  std::string member_of;  ///< the first group that the user is in; empty: none is known
  std::string failure;    ///< what could not be told; empty: nothing
  std::string missing;    ///< the first group that does not exist, quoted; empty: all do
  bool anybody = false;   ///< one of them lists a member
};

Search search(const std::vector<std::string>& list, std::string_view rule, Groups& groups,
              Warnings& warnings) {
  Search result;
  if (list.empty()) return result;
  const auto account = groups.account();
  if (!account) result.failure = account.error();
  if (!account || !*account) return result;
  result.done = true;
  for (const auto& group : list) {
    const auto found = groups.look_up(group);
    if (!found) {
      if (result.failure.empty()) result.failure = found.error();
      continue;
    }
    if (!found->group_exists) {
      warnings.push_back(fmt::format("{}: there is no group {}", rule, quoted(group)));
      if (result.missing.empty()) result.missing = quoted(group);
    }
    result.anybody = result.anybody || found->lists_members;
    if (!found->member) continue;
    result.member_of = sanitised(group);
    break;
  }
  return result;
}

Said by_excluded_group(const Rules& rules, const Login&, Groups& groups, Warnings& warnings) {
  constexpr std::string_view rule = "policy.exclude_groups";
  const auto found = search(rules.exclude_groups, rule, groups, warnings);
  if (!found.member_of.empty()) return said(Answer::exempt, rule, "is in group " + found.member_of);
  if (!found.failure.empty()) return said(Answer::unknown, rule, found.failure);
  return {};
}

/// A group that is not there leaves nobody out: its name may be wrong, and glibc says the same of one whose
/// source cannot be read (groups.hpp).
Said by_included_group(const Rules& rules, const Login&, Groups& groups, Warnings& warnings) {
  constexpr std::string_view rule = "policy.include_groups";
  const auto found = search(rules.include_groups, rule, groups, warnings);
  if (!found.member_of.empty()) return said(Answer::asked, rule, "is in group " + found.member_of);
  if (!found.failure.empty()) return said(Answer::unknown, rule, found.failure);
  if (!found.done) return {};
  if (!found.missing.empty()) return said(Answer::asked, rule, "there is no group " + found.missing);
  if (!found.anybody)
    warnings.push_back(fmt::format("{}: nobody is asked for a code because of it: no member is known of {}",
                                   rule, joined(rules.include_groups)));
  return said(Answer::exempt, rule, "is in none of " + joined(rules.include_groups));
}

Decision decide_by_rules(const Rules& rules, const Login& login, Groups& groups) {
  Warnings warnings;
  Said first;
  for (const auto by : {by_user, by_network, by_excluded_group, by_included_group}) {
    auto next = by(rules, login, groups, warnings);
    if (!next) continue;
    if (next->answer == Answer::exempt || !first) first = std::move(next);
    if (first->answer == Answer::exempt) break;
  }
  auto decision = first ? std::move(*first) : said(Answer::asked, "", "");
  decision.warnings = std::move(warnings);
  return decision;
}

std::string in_words(const Decision& decision) {
  if (decision.answer == Answer::unknown)
    return fmt::format("denied: {} could not be told: {}", decision.rule, decision.why);
  if (decision.rule.empty()) return "asked";
  return fmt::format("asked by {}: {}", decision.rule, decision.why);
}

}  // namespace

Decision decide(const Rules& rules, const Login& login, Groups& groups) {
  auto decision = decide_by_rules(rules, login, groups);
  if (!rules.monitor || decision.answer == Answer::exempt) return decision;
  auto watched = said(Answer::exempt, "policy.monitor", "is only watched");
  watched.otherwise = in_words(decision);
  watched.only_watched = decision.answer == Answer::asked;
  watched.warnings = std::move(decision.warnings);
  return watched;
}

}  // namespace wavix::policy
