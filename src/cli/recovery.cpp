// SPDX-License-Identifier: BSD-3-Clause
#include "guard/recovery.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "cli/declare.hpp"
#include "cli/json.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/recovery_issue.hpp"
#include "cli/session.hpp"
#include "cli/table.hpp"
#include "cli/time.hpp"
#include "cli/uninterrupted.hpp"
#include "cli/user.hpp"

namespace wavix::cli {
namespace {

using Holders = std::vector<guard::RecoveryHolder>;

struct ListWords {
  std::string user;  ///< empty: all
  bool json = false;
};

struct RevokeWords {
  std::string user;
};

std::string as_json(const Holders& holders) {
  const auto all = json_array();
  for (const auto& holder : holders)
    append(all, JsonObject()
                    .with("user", holder.user)
                    .with("remaining", holder.remaining)
                    .with("issued", for_programs(holder.issued))
                    .done());
  return to_text(all) + "\n";
}

std::string as_table(const Holders& holders) {
  std::vector<Row> rows = {{"USER", "LEFT", "ISSUED"}};
  for (const auto& holder : holders)
    rows.push_back({holder.user, fmt::to_string(holder.remaining), for_people(holder.issued)});
  return table(std::move(rows));
}

Outcome list(const Global& global, const ListWords& words) {
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  auto holders = guard::list_recovery_codes(session->store);
  if (!holders) return failed(holders.error());
  if (!words.user.empty()) {
    const auto user = known_name(words.user);
    const auto is_other = [&](const auto& holder) { return holder.user != user; };
    holders->erase(std::remove_if(holders->begin(), holders->end(), is_other), holders->end());
  }
  if (words.json) return show(as_json(*holders));
  if (!holders->empty()) return show(as_table(*holders));
  return show(words.user.empty() ? "Nobody has recovery codes.\n"
                                 : fmt::format("{} has no recovery codes.\n", words.user));
}

Outcome revoke(const Global& global, const RevokeWords& words) {
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  const auto user = known_name(words.user);
  const Uninterrupted until_logged;
  const auto revoked = guard::revoke_recovery_codes(session->store, user);
  if (!revoked) return failed(revoked.error());
  if (*revoked == 0) return show(fmt::format("{} had no recovery codes.\n", user));
  log_deed(session->config, "recovery revoke", {{"user", user}, {"codes", fmt::to_string(*revoked)}});
  return show(fmt::format("{} of {} revoked.\n", counted(*revoked, "recovery code"), user));
}

}  // namespace

void add_recovery(CLI::App& app, Command& chosen) {
  auto& group = add_group(app, "recovery", "Recovery codes, for when no message can be had");
  add_command<IssueWords>(group, "issue", "Make ten codes for a user and show them, once", chosen,
                          issue_recovery, [](CLI::App& command, IssueWords& words) {
                            add_user(command, words.user, "whom they are for").required();
                            add_yes(command, words.yes);
                            add_json(command, words.json);
                          });
  add_command<ListWords>(group, "list", "Show who has how many", chosen, list,
                         [](CLI::App& command, ListWords& words) {
                           add_user(command, words.user, "this one alone");
                           add_json(command, words.json);
                         });
  add_command<RevokeWords>(group, "revoke", "Take a user's codes back", chosen, revoke,
                           [](CLI::App& command, RevokeWords& words) {
                             add_user(command, words.user, "whose they are").required();
                           });
}

}  // namespace wavix::cli
