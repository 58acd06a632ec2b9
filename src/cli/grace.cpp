// SPDX-License-Identifier: BSD-3-Clause
#include "guard/grace.hpp"

#include <fmt/format.h>

#include <map>

#include "base/text.hpp"
#include "cli/declare.hpp"
#include "cli/json.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/session.hpp"
#include "cli/table.hpp"
#include "cli/time.hpp"
#include "cli/uninterrupted.hpp"
#include "cli/user.hpp"
#include "config/load.hpp"
#include "verifier/guard_rules.hpp"

namespace wavix::cli {
namespace {

struct ListWords {
  bool json = false;
};
struct RevokeWords {
  std::string user;
  bool all = false;
};

using Grants = std::vector<guard::GraceGrant>;

std::string as_json(const Grants& grants) {
  const auto all = json_array();
  for (const auto& grant : grants)
    append(all, JsonObject()
                    .with("user", grant.user)
                    .with("service", grant.service.empty() ? Json() : json(grant.service))
                    .with("place", grant.place)
                    .with("granted", for_programs(grant.granted))
                    .with("until", for_programs(grant.until))
                    .done());
  return to_text(all) + "\n";
}

std::string as_table(const Grants& grants) {
  std::vector<Row> rows = {{"USER", "SERVICE", "PLACE", "GRANTED", "UNTIL"}};
  for (const auto& grant : grants)
    rows.push_back({grant.user, grant.service.empty() ? "any" : grant.service, grant.place,
                    for_people(grant.granted), for_people(grant.until)});
  return table(std::move(rows));
}

/// [grace] for each service, by the file: what a line of pam.d says beyond it is not known here.
class Rules {
public:
  explicit Rules(std::string file) : file_(std::move(file)) {}
  guard::GraceRule operator()(const std::string& service) {
    const auto [known, is_new] = known_.try_emplace(service);
    if (is_new)
      if (const auto loaded = config::load({.file = file_, .settings = {}}, service))
        known->second = verifier::grace_rule(loaded->config);
    return known->second;
  }

private:
  std::string file_;
  std::map<std::string, guard::GraceRule> known_;
};

Outcome list(const Global& global, const ListWords& words) {
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  const auto grants = guard::list_grace(session->store, Rules(global.conf));
  if (!grants) return failed(grants.error());
  if (words.json) return show(as_json(*grants));
  return show(grants->empty() ? "Nobody has grace: logins need a code.\n" : as_table(*grants));
}

Outcome revoke(const Global& global, const RevokeWords& words) {
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  const auto user = words.all ? std::nullopt : std::optional(known_name(words.user));
  const Uninterrupted until_logged;
  const auto revoked = guard::revoke_grace(session->store, user);
  if (!revoked) return failed(revoked.error());
  log_deed(session->config, "grace revoke",
           {{"user", user.value_or("(all)")}, {"grants", fmt::to_string(*revoked)}});
  return show(fmt::format("{} of grace revoked.\n", counted(*revoked, "grant")));
}

}  // namespace

void add_grace(CLI::App& app, Command& chosen) {
  auto& group = add_group(app, "grace", "Users who are not asked again for a while");
  add_command<ListWords>(group, "list", "Show who has it, where, and until when", chosen, list,
                         [](CLI::App& command, ListWords& words) { add_json(command, words.json); });
  add_command<RevokeWords>(group, "revoke", "Have the next login ask again", chosen, revoke,
                           [](CLI::App& command, RevokeWords& words) {
                             auto& user = add_user(command, words.user, "this one alone");
                             command.add_flag("--all", words.all, "everybody")->excludes(&user);
                             command.require_option(1);
                           });
}

}  // namespace wavix::cli
