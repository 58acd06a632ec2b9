// SPDX-License-Identifier: BSD-3-Clause
#include "guard/grace.hpp"

#include <fmt/format.h>

#include "cli/declare.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/session.hpp"
#include "cli/uninterrupted.hpp"
#include "cli/user.hpp"

namespace wavix::cli {
namespace {

struct RevokeWords {
  std::string user;
  bool all = false;
};

Outcome revoke(const Global& global, const RevokeWords& words) {
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  const auto user = words.all ? std::nullopt : std::optional(known_name(words.user));
  const Uninterrupted until_logged;
  const auto revoked = guard::revoke_grace(session->store, user);
  if (!revoked) return failed(revoked.error());
  log_deed(session->config, "grace revoke",
           {{"user", user.value_or("(all)")}, {"grants", fmt::to_string(*revoked)}});
  return show(fmt::format("{} grant{} of grace revoked.\n", *revoked, *revoked == 1 ? "" : "s"));
}

}  // namespace

void add_grace(CLI::App& app, Command& chosen) {
  auto& group = add_group(app, "grace", "Users who are not asked again for a while");
  add_command<RevokeWords>(group, "revoke", "Have the next login ask again", chosen, revoke,
                           [](CLI::App& command, RevokeWords& words) {
                             auto& user = add_user(command, words.user, "this one alone");
                             command.add_flag("--all", words.all, "everybody")->excludes(&user);
                             command.require_option(1);
                           });
}

}  // namespace wavix::cli
