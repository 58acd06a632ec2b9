// SPDX-License-Identifier: BSD-3-Clause
#include "guard/lockout.hpp"

#include <fmt/format.h>

#include "cli/declare.hpp"
#include "cli/json.hpp"
#include "cli/output.hpp"
#include "cli/session.hpp"
#include "cli/table.hpp"
#include "cli/time.hpp"
#include "cli/unlock.hpp"
#include "verifier/guard_rules.hpp"

namespace wavix::cli {
namespace {

struct ListWords {
  bool json = false;
};

struct Entry {
  guard::FailedUser failed;
  std::optional<guard::WallTime> locked_until;
};

Expected<std::vector<Entry>, guard::StoreError> entries(Session& session) {
  auto users = guard::list_failures(session.store);
  if (!users) return unexpected(std::move(users.error()));
  std::vector<Entry> all;
  for (auto& user : *users) {
    const auto rule = verifier::lockout_rule(session.config, user.user);
    Entry entry{std::move(user), std::nullopt};
    if (rule) {
      auto until = guard::locked_until(session.store, entry.failed.user, *rule);
      if (!until) return unexpected(std::move(until.error()));
      entry.locked_until = *until;
    }
    all.push_back(std::move(entry));
  }
  return all;
}

std::string as_json(const std::vector<Entry>& all) {
  const auto list = json_array();
  for (const auto& [user, until] : all)
    append(list, JsonObject()
                     .with("user", user.user)
                     .with("failures", user.failures)
                     .with("last", for_programs(user.last))
                     .with("locked_until", until ? json(for_programs(*until)) : Json())
                     .done());
  return to_text(list) + "\n";
}

std::string as_table(const std::vector<Entry>& all) {
  std::vector<Row> rows = {{"USER", "FAILURES", "LAST", "LOCKED UNTIL"}};
  for (const auto& [user, until] : all)
    rows.push_back(
        {user.user, fmt::to_string(user.failures), for_people(user.last), until ? for_people(*until) : "-"});
  return table(std::move(rows));
}

Outcome list(const Global& global, const ListWords& words) {
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  const auto all = entries(*session);
  if (!all) return failed(all.error());
  if (words.json) return show(as_json(*all));
  return show(all->empty() ? "Nobody has failed.\n" : as_table(*all));
}

}  // namespace

void add_lockout(CLI::App& app, Command& chosen) {
  auto& group = add_group(app, "lockout", "Users whose logins keep failing");
  add_command<ListWords>(group, "list", "Show who has failed, and who is locked out", chosen, list,
                         [](CLI::App& command, ListWords& words) { add_json(command, words.json); });
  add_command<UnlockWords>(group, "clear", "The same as wavix2fa unlock", chosen, unlock,
                           [](CLI::App& command, UnlockWords& words) {
                             add_user(command, words.user, "whose failures are to count no more").required();
                           });
}

}  // namespace wavix::cli
