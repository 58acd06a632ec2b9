// SPDX-License-Identifier: BSD-3-Clause
#include "cli/users_show.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "base/account.hpp"
#include "base/text.hpp"
#include "cli/json.hpp"
#include "cli/output.hpp"
#include "cli/paint.hpp"
#include "cli/phones.hpp"
#include "cli/session.hpp"
#include "cli/table.hpp"
#include "config/key_table.hpp"
#include "contacts/number_plan.hpp"
#include "verifier/sources.hpp"

namespace wavix::cli {
namespace {

struct Shown {
  std::string user;
  Expected<std::optional<Account>, std::string> account;
  std::optional<contacts::Contact> contact = {};
  Channel channel = Channel::sms;
  std::string channel_from = {};
  std::vector<std::string> notes = {};
};

std::string rule(const config::Loaded& loaded, std::string_view key) {
  return fmt::format("{} ({})", key, config::origin_of(loaded.origins, config::key_named(key)));
}

/// As verifier/preparation.cpp chooses it.
void choose_channel(Shown& found, const config::Loaded& loaded) {
  const auto& own = found.contact->channel;
  const auto& may = loaded.config.code.channels;
  found.channel = own.value_or(loaded.config.code.channel);
  found.channel_from = own ? "the user's own" : rule(loaded, "code.channel");
  if (!own || std::find(may.begin(), may.end(), *own) != may.end()) return;
  found.notes.push_back(fmt::format("the user's own channel is {}, which {} does not name", to_string(*own),
                                    rule(loaded, "code.channels")));
  found.channel = loaded.config.code.channel;
  found.channel_from = rule(loaded, "code.channel");
}

std::string_view what_becomes_of_the_unmapped(config::Unmapped unmapped) {
  switch (unmapped) {
  case config::Unmapped::deny: break;
  case config::Unmapped::decoy: return "the user is asked for a code in vain";
  case config::Unmapped::skip: return "the user is let past without a code";
  }
  return "the user is denied";
}

std::string kind_and_country(const PhoneNumber& phone) {
  const auto country = contacts::country_of(phone);
  return fmt::format("{}, {}", country.empty() ? "of no country" : country, contacts::kind_of(phone));
}

std::string account_in_words(const Expected<std::optional<Account>, std::string>& account) {
  if (!account) return "could not be looked up: " + account.error();
  return *account ? fmt::format("{} (uid {})", (*account)->name, (*account)->uid) : "there is none";
}

std::string as_text(const Shown& found, const config::Loaded& loaded, bool whole) {
  std::string text;
  const auto line = [&text](std::string_view name, const std::string& value, Paint paint = Paint::none) {
    text += fmt::format("{}{}\n", padded(name, 10), painted(paint, sanitised(value, 1000)));
  };
  line("user", found.user);
  line("account", account_in_words(found.account),
       found.account && *found.account ? Paint::none : Paint::warning);
  if (const auto& contact = found.contact) {
    line("from", contact->origin);
    for (const auto& phone : contact->phones) {
      const auto why = never_gets_a_code(phone, loaded.config);
      line("phone",
           fmt::format("{}  {}{}", shown({phone}, whole), kind_and_country(phone),
                       why.empty() ? "" : "; it " + why),
           why.empty() ? Paint::none : Paint::bad);
    }
    line("channel", fmt::format("{}, by {}", to_string(found.channel), found.channel_from));
  } else {
    line("phone",
         fmt::format("none; {}, by {}", what_becomes_of_the_unmapped(loaded.config.users.unmapped),
                     rule(loaded, "users.unmapped")),
         Paint::warning);
  }
  for (const auto& note : found.notes)
    line("note", note, Paint::warning);
  return text;
}

Json phone_as_json(const PhoneNumber& phone, const config::Config& config, bool whole) {
  const auto country = contacts::country_of(phone);
  const auto why = never_gets_a_code(phone, config);
  return JsonObject()
      .with("number", shown({phone}, whole))
      .with("country", country.empty() ? Json() : json(country))
      .with("type", std::string(contacts::kind_of(phone)))
      .with("problem", why.empty() ? Json() : json(why))
      .done();
}

std::string as_json(const Shown& found, const config::Config& config, bool whole) {
  auto phones = json_array(), notes = json_array();
  if (found.contact)
    for (const auto& phone : found.contact->phones)
      append(phones, phone_as_json(phone, config, whole));
  for (const auto& note : found.notes)
    append(notes, json(note));
  const auto* const account = found.account && *found.account ? &**found.account : nullptr;
  return to_text(JsonObject()
                     .with("user", found.user)
                     .with("account", account == nullptr ? Json() : json(account->name))
                     .with("from", found.contact ? json(found.contact->origin) : Json())
                     .with("phones", std::move(phones))
                     .with("channel", found.contact ? json(std::string(to_string(found.channel))) : Json())
                     .with("notes", std::move(notes))
                     .done()) +
         "\n";
}

}  // namespace

Outcome show_user(const Global& global, const UsersShowWords& words) {
  const auto loaded = load_config(global, words.service);
  if (!loaded) return unexpected(loaded.error());
  Shown found{.user = words.user, .account = account_named(words.user)};
  const verifier::Sources sources(loaded->config);
  auto contact =
      sources.find(words.user, own_name(found.account.value_or(std::nullopt), words.user), found.notes);
  if (!contact) {
    auto lines = std::move(found.notes);
    lines.push_back(contact.error().reason);
    for (auto& line : lines)
      line = fmt::format("{}: {}", words.user, sanitised(line, 1000));
    return unexpected(Failure{std::move(lines)});
  }
  found.contact = std::move(*contact);
  if (found.contact) choose_channel(found, *loaded);
  if (words.json) return show(as_json(found, loaded->config, words.full));
  return show(as_text(found, *loaded, words.full));
}

}  // namespace wavix::cli
