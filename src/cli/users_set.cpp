// SPDX-License-Identifier: BSD-3-Clause
#include "cli/users_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/account.hpp"
#include "base/text.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/session.hpp"
#include "cli/uninterrupted.hpp"
#include "cli/user.hpp"
#include "cli/users_file.hpp"

namespace wavix::cli {
namespace {

const contacts::UserEntry* entry_of(const contacts::UserFile& file, std::string_view user) {
  const auto& entries = file.entries();
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.name == user; });
  return found == entries.end() ? nullptr : &*found;
}

std::string in_words(const Phones& phones) { return phones.empty() ? "what was no number" : shown(phones); }

}  // namespace

Expected<std::string, Failure> write_user(const config::Config& config, const std::string& user,
                                          const Phones& phones, const UsersSetWords& words,
                                          std::string_view deed) {
  auto locked = lock_users_file(config);
  if (!locked) return unexpected(std::move(locked.error()));
  const Uninterrupted until_logged;
  std::optional<Phones> before;
  const contacts::UserChange change{user, written(phones), words.channel, words.language};
  const auto changed = change_users_file(
      *locked, config, [&](const contacts::UserFile& file) -> Expected<contacts::UserChanges, Failure> {
        if (const auto* const entry = entry_of(file, user)) {
          before = phones_of(*entry, config);
          if (says_already(*entry, change, phones, config)) return contacts::UserChanges{};
        }
        return contacts::UserChanges{{change}, {}};
      });
  if (!changed) return unexpected(changed.error());
  if (!*changed) return fmt::format("{} has {} already; nothing was changed.\n", user, shown(phones));
  log_deed(config, deed,
           {{"user", user},
            {"phone", for_log(phones, config)},
            {"before", for_log(before.value_or(Phones()), config)}});
  const auto instead = before && *before != phones ? " instead of " + in_words(*before) : std::string();
  return fmt::format("{} has {}{}, in {}.\n", user, shown(phones), instead,
                     place_in_file(**changed, user, config.users.file));
}

Outcome set_user(const Global& global, const UsersSetWords& words) {
  const auto loaded = load_config(global);
  if (!loaded) return unexpected(loaded.error());
  const auto& config = loaded->config;
  const auto phones = usable_phones(words.phones, config);
  if (!phones) return failed(fmt::format("{}: {}", words.user, phones.error()));
  const auto told = write_user(config, known_name(words.user), *phones, words, "users set");
  if (!told) return unexpected(told.error());
  warn_if_unread(config);
  return show(*told);
}

Outcome remove_user(const Global& global, const UsersRemoveWords& words) {
  const auto loaded = load_config(global);
  if (!loaded) return unexpected(loaded.error());
  const auto& config = loaded->config;
  const auto account = account_named(words.user);
  auto user = own_name(account.value_or(std::nullopt), words.user);
  auto locked = lock_users_file(config);
  if (!locked) return unexpected(std::move(locked.error()));
  const Uninterrupted until_logged;
  Phones before;
  const auto changed = change_users_file(
      *locked, config, [&](const contacts::UserFile& file) -> Expected<contacts::UserChanges, Failure> {
        if (entry_of(file, words.user) != nullptr)
          user = words.user;  // names there are compared byte for byte
        const auto* const entry = entry_of(file, user);
        if (entry == nullptr) return contacts::UserChanges{};
        before = phones_of(*entry, config);
        return contacts::UserChanges{{}, {user}};
      });
  if (!changed) return unexpected(changed.error());
  if (!*changed) return show(fmt::format("{} is not in {}.\n", user, config.users.file));
  log_deed(config, "users remove", {{"user", user}, {"before", for_log(before, config)}});
  return show(fmt::format("{} is no longer in {}.\n", user, config.users.file));
}

}  // namespace wavix::cli
