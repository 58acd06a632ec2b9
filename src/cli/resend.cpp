// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <optional>
#include <variant>

#include "base/channel.hpp"
#include "base/text.hpp"
#include "cli/declare.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/session.hpp"
#include "cli/uninterrupted.hpp"
#include "cli/verification.hpp"
#include "cli/wavix_client.hpp"
#include "guard/limits.hpp"

namespace wavix::cli {
namespace {

struct ResendWords {
  std::string id;
  Channel channel = Channel::voice;
  bool yes = false;
};

const char* by(Channel channel) { return channel == Channel::sms ? "by SMS" : "by a voice call"; }

/// Counts the message: no limit holds an administrator back, but what they spend is spent.
Expected<std::int64_t, guard::StoreError> count_send(guard::Store& store,
                                                     const std::optional<guard::LoginRecord>& owner) {
  guard::SendAsk ask;
  if (owner) ask = {owner->user, "", owner->rhost, owner->service};
  return guard::reserve_send(store, ask, {}).map([](const auto& decided) {
    return std::get<guard::Reserved>(decided).id;
  });
}

Failure why_not(const api::Failure& failure, const ResendWords& words, const config::Config& config) {
  if (failure.status == 404) return {{fmt::format("{}: Wavix knows no verification of this ID", words.id)}};
  auto lines = told(failure, config);
  if (failure.validation)
    lines.lines.push_back(
        fmt::format("{}: five codes are sent for a verification, and none once it is over", words.id));
  if (failure.status == 0 && failure.may_have_arrived)
    lines.lines.push_back(
        fmt::format("{0}: whether a code was sent is not known; wavix2fa events {0} tells", words.id));
  return lines;
}

Outcome resend(const Global& global, const ResendWords& words) {
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  auto owner = owner_of(session->store, words.id);
  if (!owner) return unexpected(std::move(owner.error()));
  auto client = WavixClient::open(session->config);
  if (!client) return unexpected(std::move(client.error()));
  const auto whose = *owner ? fmt::format(" ({})", in_words(**owner)) : std::string();
  if (!words.yes)
    if (auto said =
            confirm(fmt::format("A new code goes out {}, and is paid for; the one before is no longer "
                                "good. {}{}. Go on?",
                                by(words.channel), words.id, whose),
                    "a new code is paid for, and ends the one before; --yes sends it");
        !said)
      return said;
  const Uninterrupted until_logged;
  const auto counted = count_send(session->store, *owner);
  if (!counted) return failed(counted.error());
  const auto sent = client->ask(api::resend_request(words.id, words.channel)).and_then(api::resend_reply);
  if (!sent && !sent.error().may_have_arrived)
    if (const auto back = guard::give_back(session->store, *counted); !back) return failed(back.error());
  log_deed(session->config, "resend",
           {{"verification", words.id},
            {"channel", std::string(to_string(words.channel))},
            {"user", *owner ? (*owner)->user : ""},
            {"result", sent ? "sent" : std::string(to_string(sent.error().cause))}});
  if (!sent) return unexpected(why_not(sent.error(), words, session->config));
  return show(fmt::format("{}: a new code goes out {}.\n", words.id, by(words.channel)));
}

}  // namespace

void add_resend(CLI::App& app, Command& chosen) {
  add_command<ResendWords>(app, "resend", "Send a new code for a verification", chosen, resend,
                           [](CLI::App& command, ResendWords& words) {
                             add_verification(command, words.id);
                             const auto set = [&words](const std::string& text) {
                               const auto channel = channel_from(text);
                               if (!channel)
                                 throw CLI::ValidationError("--channel", wavix::quoted(text, 100) +
                                                                             " is no channel: sms or voice");
                               words.channel = *channel;
                             };
                             command.add_option_function<std::string>("--channel", set, "how it is to go")
                                 ->type_name("sms|voice")
                                 ->required();
                             add_yes(command, words.yes);
                           });
}

}  // namespace wavix::cli
