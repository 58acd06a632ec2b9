// SPDX-License-Identifier: BSD-3-Clause
#include "cli/users_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/account.hpp"
#include "base/text.hpp"
#include "cli/json.hpp"
#include "cli/output.hpp"
#include "cli/phones.hpp"
#include "cli/progress.hpp"
#include "cli/session.hpp"
#include "cli/table.hpp"
#include "cli/users_file.hpp"
#include "contacts/user_entry.hpp"

namespace wavix::cli {
namespace {

struct User {
  std::string name;
  unsigned line = 0;
  Phones phones;
  std::string channel, language;    ///< empty: not the user's own
  std::optional<bool> has_account;  ///< nothing: could not be told
  std::vector<std::string> problems;
};

std::string text_of(const std::optional<contacts::Written>& value) {
  return value ? std::string(value->text) : std::string();
}

User judged(const contacts::UserEntry& named, const config::Config& config) {
  User user{std::string(named.name),       named.line, {}, text_of(named.entry.channel),
            text_of(named.entry.language), {},         {}};
  constexpr std::size_t separator = 2;  // ": " behind the name, which is left out
  auto contact = contacts::contact_from(named.entry, "", config.users.default_region);
  if (contact) {
    user.phones = std::move(contact->phones);
    for (const auto& phone : user.phones)
      if (const auto why = never_gets_a_code(phone, config); !why.empty())
        user.problems.push_back((user.phones.size() == 1 ? "phone " : phone.masked() + " ") + why);
  } else {
    for (const auto& [line, reason] : contact.error())
      user.problems.push_back((line == named.entry.phone->line ? "phone " : "") + reason.substr(separator));
  }
  const auto account = account_named(user.name);
  if (account) user.has_account = account->has_value();
  if (!account) user.problems.push_back("no one knows whether there is an account: " + account.error());
  if (account && !*account) user.problems.emplace_back("no account has this name");
  return user;
}

/// Two people with one phone: one of them can log in as the other.
void note_shared_phones(std::vector<User>& users) {
  std::map<std::string, std::vector<std::size_t>> owners;
  for (std::size_t i = 0; i < users.size(); ++i)
    for (const auto& phone : users[i].phones)
      owners[phone.digits()].push_back(i);
  for (const auto& [digits, all] : owners)
    for (const auto one : all) {
      const auto other = std::find_if(all.begin(), all.end(), [&](std::size_t i) { return i != one; });
      if (other == all.end()) continue;
      users[one].problems.push_back(
          fmt::format("{} is the phone of {}{} too", PhoneNumber(digits).masked(), users[*other].name,
                      all.size() > 2 ? fmt::format(" and {} more", all.size() - 2) : ""));
    }
}

std::vector<User> users_of(const contacts::UserFile& file, const config::Config& config) {
  std::vector<User> users;
  Progress progress;
  for (const auto& entry : file.entries()) {
    progress.at(with_commas(users.size()) + " users");
    users.push_back(judged(entry, config));
  }
  note_shared_phones(users);
  return users;
}

std::string as_json(const std::vector<User>& users, const std::string& path, bool whole) {
  const auto list = json_array();
  for (const auto& user : users) {
    auto phones = json_array(), problems = json_array();
    for (const auto& phone : user.phones)
      append(phones, json(shown({phone}, whole)));
    for (const auto& problem : user.problems)
      append(problems, json(problem));
    append(list, JsonObject()
                     .with("user", user.name)
                     .with("phones", std::move(phones))
                     .with("channel", user.channel.empty() ? Json() : json(user.channel))
                     .with("language", user.language.empty() ? Json() : json(user.language))
                     .with("file", path)
                     .with("line", user.line)
                     .with("account", user.has_account ? json(*user.has_account) : Json())
                     .with("problems", std::move(problems))
                     .done());
  }
  return to_text(list) + "\n";
}

std::string as_table(const std::vector<User>& users, const std::string& path, bool whole) {
  const auto file = path.substr(path.rfind('/') + 1);
  std::vector<Row> rows = {{"USER", "PHONE", "CHANNEL", "FROM", "WRONG"}};
  for (const auto& user : users)
    rows.push_back({user.name,
                    user.phones.empty() ? "-" : shown(user.phones, whole),
                    user.channel.empty() ? "-" : user.channel,
                    fmt::format("{}:{}", file, user.line),
                    {fmt::format("{}", fmt::join(user.problems, "; ")), Paint::warning}});
  const auto nothing_is_wrong = [](const User& user) { return user.problems.empty(); };
  if (std::all_of(users.begin(), users.end(), nothing_is_wrong))
    for (auto& row : rows)
      row.pop_back();
  return table(std::move(rows));
}

}  // namespace

Outcome list_users(const Global& global, const UsersListWords& words) {
  const auto loaded = load_config(global);
  if (!loaded) return unexpected(loaded.error());
  const auto& config = loaded->config;
  const auto& path = config.users.file;
  const auto text = read_users_file(path);
  if (!text) return unexpected(text.error());
  const contacts::UserFile file(*text);
  if (auto good = sound(file, path); !good) return good;
  const auto users = users_of(file, config);
  if (words.json) return show(as_json(users, path, words.full));
  auto shown = users.empty() ? fmt::format("Nobody is in {}.\n", path) : as_table(users, path, words.full);
  const auto& sources = config.users.sources;
  if (std::find(sources.begin(), sources.end(), config::Source::ldap) != sources.end())
    shown += "Users of the directory are not listed. wavix2fa users show USER looks there too.\n";
  warn_if_unread(config);
  return show(shown);
}

}  // namespace wavix::cli
