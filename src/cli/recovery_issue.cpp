// SPDX-License-Identifier: BSD-3-Clause
#include "cli/recovery_issue.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/json.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/session.hpp"
#include "cli/uninterrupted.hpp"
#include "cli/user.hpp"
#include "guard/recovery.hpp"

namespace wavix::cli {
namespace {

using Codes = guard::RecoveryCodes;

Outcome ask_to_replace(guard::Store& store, const std::string& user, bool yes) {
  const auto left = guard::remaining_recovery_codes(store, user);
  if (!left) return failed(left.error());
  if (*left == 0 || yes) return {};
  const auto has = fmt::format("{} has {}", user, counted(*left, "recovery code"));
  return confirm(fmt::format("{}. New ones end what is left of the old. Go on?", has),
                 fmt::format("{}; --yes replaces what is left of the old", has));
}

/// What comes before the codes, between them and after.
struct Page {
  std::string before, row, between, end_of_row, after;
};

Page for_people_to_keep(const std::string& user) {
  return {fmt::format("Recovery codes of {}:\n\n", user), "    ", "    ", "\n",
          fmt::format(
              "\n\nThey are shown this once. Print them, or have {0} write them down, and keep them apart "
              "from the phone.\nEach is good for one login, where a code is asked for or Wavix cannot be "
              "reached. Whoever has one\nneeds no phone: hand them over like a password. "
              "To take them back: wavix2fa recovery revoke {0}\n",
              user)};
}

Page as_json(const std::string& user) {
  const std::string next = R"(",")";
  return {R"({"user":)" + to_text(json(user)) + R"(,"codes":[")", "", next, next, "\"]}\n"};
}

/// In two columns. Straight from where each is kept: no second copy is made.
Outcome show_codes(const Codes& codes, const Page& page) {
  Outcome shown;
  for (std::size_t i = 0; i < codes.size() && shown; ++i) {
    const bool left = i % 2 == 0;
    if (left) shown = show(page.row);
    if (shown) shown = show(codes[i].view());
    const bool last = i + 1 == codes.size();
    if (shown && left && !last) shown = show(page.between);
    if (shown && !left && !last) shown = show(page.end_of_row);
  }
  if (shown) shown = show(page.after);
  return shown ? shown_for_good() : shown;
}

/// These and no others: somebody else may have issued codes since.
Outcome take_back(Session& session, const std::string& user, const Codes& codes, Failure why) {
  for (const auto& code : codes) {
    const auto gone = guard::use_recovery_code(session.store, user, code.view());
    if (gone) continue;
    why.lines.push_back(gone.error().reason);
    why.lines.push_back(fmt::format(
        "some of the new codes are still good; take them back: wavix2fa recovery revoke {}", user));
    return unexpected(std::move(why));
  }
  log_deed(session.config, "recovery revoke",
           {{"user", user}, {"codes", fmt::to_string(codes.size())}, {"reason", "they could not be shown"}});
  why.lines.push_back(
      fmt::format("the new codes of {0} were taken back, and the old ones are gone; issue again", user));
  return unexpected(std::move(why));
}

}  // namespace

Outcome issue_recovery(const Global& global, const IssueWords& words) {
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  const auto user = known_name(words.user);
  if (auto agreed = ask_to_replace(session->store, user, words.yes); !agreed) return agreed;
  const auto page = words.json ? as_json(user) : for_people_to_keep(user);

  const Uninterrupted until_shown;
  // Before there are codes: where not even this can be shown, the old ones stay.
  if (auto shown = show(page.before); !shown) return shown;
  const auto codes = guard::issue_recovery_codes(session->store, user);
  if (!codes) return failed(codes.error());
  log_deed(session->config, "recovery issue", {{"user", user}, {"codes", fmt::to_string(codes->size())}});
  auto shown = show_codes(*codes, page);
  if (shown) return {};
  return take_back(*session, user, *codes, std::move(shown.error()));
}

}  // namespace wavix::cli
