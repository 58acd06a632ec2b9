// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include "cli/declare.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/session.hpp"
#include "cli/uninterrupted.hpp"
#include "cli/verification.hpp"
#include "cli/wavix_client.hpp"

namespace wavix::cli {
namespace {

struct CancelWords {
  std::string id;
};

Outcome cancel(const Global& global, const CancelWords& words) {
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  const auto owner = owner_of(session->store, words.id);
  if (!owner) return unexpected(owner.error());
  auto client = WavixClient::open(session->config);
  if (!client) return unexpected(std::move(client.error()));
  const Uninterrupted until_logged;
  const auto reply = client->ask(api::cancel_request(words.id));
  if (reply && reply->status == 404)
    return failed(
        fmt::format("{}: is over already, or Wavix does not know it; nothing was cancelled", words.id));
  const auto done = reply.and_then(api::cancel_reply);
  if (!done) {
    auto failure = told(done.error(), session->config);
    if (done.error().status == 0 && done.error().may_have_arrived)
      failure.lines.push_back(
          fmt::format("{0}: whether it was cancelled is not known; wavix2fa sessions tells", words.id));
    return unexpected(std::move(failure));
  }
  log_deed(session->config, "cancel", {{"verification", words.id}, {"user", *owner ? (*owner)->user : ""}});
  return show(fmt::format("{}: cancelled; its code is no longer good.\n", words.id));
}

}  // namespace

void add_cancel(CLI::App& app, Command& chosen) {
  add_command<CancelWords>(
      app, "cancel", "End a verification: its code is no longer good", chosen, cancel,
      [](CLI::App& command, CancelWords& words) { add_verification(command, words.id); });
}

}  // namespace wavix::cli
