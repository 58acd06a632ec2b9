// SPDX-License-Identifier: BSD-3-Clause
#include "cli/users_verify.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"
#include "cli/code_dialogue.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/session.hpp"
#include "cli/uninterrupted.hpp"
#include "cli/user.hpp"
#include "cli/users_file.hpp"
#include "cli/wavix_client.hpp"
#include "contacts/user_entry.hpp"
#include "verifier/preparation.hpp"
#include "verifier/sources.hpp"

namespace wavix::cli {
namespace {

using verifier::Verdict;

constexpr const char* service = "wavix2fa";  // in the guard's books, where logins have their PAM service

struct Plan {
  std::string user;
  PhoneNumber phone;
  std::optional<Channel> channel;
  std::string instead;  ///< what is replaced, in words; empty: nothing
  bool writes;
};

/// The phone that the user has, wherever it stands.
Expected<Plan, Failure> plan_for_known(const config::Config& config, const std::string& given,
                                       std::string account) {
  std::vector<std::string> notes;
  const auto found = verifier::Sources(config).find(given, account, notes);
  if (!found) return failed(fmt::format("{}: {}", account, sanitised(found.error().reason, 1000)));
  if (!*found)
    return failed(fmt::format("{0} has no phone; name one: wavix2fa users verify {0} PHONE", account));
  return Plan{std::move(account), (*found)->phones.front(), (*found)->channel, {}, false};
}

/// A phone that is to be written.
Expected<Plan, Failure> plan_for(const config::Config& config, const std::string& list, std::string user) {
  const auto phones = usable_phones(list, config);
  if (!phones) return failed(fmt::format("{}: {}", user, phones.error()));
  if (phones->size() > 1) return failed(fmt::format("{}: one number at a time can be verified", user));
  const auto text = read_users_file(config.users.file);
  if (!text) return unexpected(text.error());
  const contacts::UserFile file(*text, user);
  if (auto good = sound(file, config.users.file); !good) return unexpected(std::move(good.error()));
  Plan plan{std::move(user), phones->front(), {}, {}, true};
  if (file.entry() == nullptr) return plan;
  const auto contact = contacts::contact_from(*file.entry(), plan.user, config.users.default_region);
  if (contact) plan.channel = contact->channel;
  if (!contact || contact->phones != *phones)
    plan.instead = fmt::format("{}, in {}", contact ? shown(contact->phones) : "what is no number",
                               place_in_file(*text, plan.user, config.users.file));
  return plan;
}

Expected<Plan, Failure> plan(const config::Config& config, const UsersVerifyWords& words) {
  auto user = known_name(words.set.user);
  auto plan = words.set.phones.empty() ? plan_for_known(config, words.set.user, std::move(user))
                                       : plan_for(config, words.set.phones, std::move(user));
  if (plan && words.set.channel) plan->channel = channel_from(*words.set.channel);
  return plan;
}

Outcome ask(const Plan& plan, Channel channel, bool yes) {
  if (yes) return {};
  const auto message =
      fmt::format("This {} {}, and Wavix bills it.",
                  channel == Channel::sms ? "sends an SMS with a code to" : "has a code read out to",
                  plan.phone.masked());
  const auto replaced =
      plan.instead.empty() ? "" : fmt::format(" Once verified it takes the place of {}.", plan.instead);
  return confirm(message + replaced + " Go on?", message + " --yes does so unasked");
}

/// The verifier's own settings for a login of this user with this phone alone.
Expected<verifier::FlowSettings, verifier::End> settings_for(const Plan& plan, config::Config config,
                                                             const verifier::Request& request) {
  config.code.send = config::Send::at_once;
  auto settings = verifier::prepare(request, config, contacts::Contact{{plan.phone}, plan.channel, {}});
  if (settings) settings->outage = {};  // what was not judged is not verified
  return settings;
}

std::string why(const verifier::End& end) {
  return end.cause + (end.detail.empty() ? "" : ": " + sanitised(end.detail, 500));
}

/// Nothing: the code was right.
Outcome verified(Session& session, const Plan& plan, const verifier::FlowSettings& settings,
                 const verifier::Request& request) {
  auto client = WavixClient::open(session.config);
  if (!client) return unexpected(std::move(client.error()));
  auto guard = verifier::LoginGuard::open(session.config, request, plan.user);
  if (!guard) return failed(guard.error().cause);
  CodeDialogue dialogue(*client, *guard, session.config, settings);
  const auto end = dialogue.run(request);
  log_deed(session.config, "users verify",
           {{"user", plan.user},
            {"phone", for_log({plan.phone}, session.config)},
            {"verification", dialogue.flow().verification()},
            {"verdict", std::string(to_string(end.verdict))}});
  if (end.verdict == Verdict::verified) return {};
  const auto how = Uninterrupted::is_asked_to_end() ? "interrupted" : why(end);
  return failed(
      fmt::format("{}: {} was not verified: {}; nothing was written", plan.user, plan.phone.masked(), how));
}

/// Tells whoever pressed Ctrl-C what became of it, before that takes effect.
Outcome told_if_asked_to_end(Outcome outcome) {
  if (!outcome && Uninterrupted::is_asked_to_end())
    for (const auto& line : outcome.error().lines)
      fmt::print(stderr, "\nwavix2fa: {}\n", line);
  return outcome;
}

}  // namespace

Outcome verify_user(const Global& global, const UsersVerifyWords& words) {
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  const auto& config = session->config;
  const auto planned = plan(config, words);
  if (!planned) return unexpected(planned.error());
  const verifier::Request request{service, planned->user, {}, {}, {}, {}, {}, 0, false, {}};
  const auto settings = settings_for(*planned, config, request);
  if (!settings) return failed(fmt::format("{}: {}", planned->user, why(settings.error())));
  if (auto agreed = ask(*planned, settings->targets.front().channel, words.yes); !agreed) return agreed;
  const Uninterrupted until_written;
  if (auto right = verified(*session, *planned, *settings, request); !right)
    return told_if_asked_to_end(std::move(right));
  if (!planned->writes)
    return show(fmt::format("{} of {} is verified.\n", planned->phone.masked(), planned->user));
  const auto told = write_user(config, planned->user, {planned->phone}, words.set, "users set");
  if (!told) return unexpected(told.error());
  warn_if_unread(config);
  return show("Verified. " + *told);
}

}  // namespace wavix::cli
