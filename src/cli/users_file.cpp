// SPDX-License-Identifier: BSD-3-Clause
#include "cli/users_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>

#include "base/file.hpp"
#include "base/text.hpp"
#include "contacts/user_entry.hpp"

namespace wavix::cli {
namespace {

constexpr std::string_view beginning =
    "# The users' phone numbers. The manual: wavix2fa.conf(5).\n\n[users]\n";
constexpr mode_t mode_of_a_new_one = 0600;

std::string told(const std::string& path, const contacts::WrongLine& problem) {
  return fmt::format("{}:{}: {}", path, problem.line, sanitised(problem.reason, 1000));
}

/// That the numbers of those who were set come out as numbers, as a login judges them.
Outcome usable(const std::string& text, const contacts::UserChanges& changes, const config::Config& config) {
  std::set<std::string_view> names;
  for (const auto& change : changes.set)
    names.insert(change.user);
  const contacts::UserFile file(text);
  for (const auto& [name, line, has_section, entry] : file.entries()) {
    if (!names.contains(name)) continue;
    const auto contact = contacts::contact_from(entry, name, config.users.default_region);
    if (!contact) return failed(told(config.users.file, contact.error().front()));
  }
  return {};
}

bool says(const std::optional<contacts::Written>& value, const std::optional<std::string>& wanted) {
  return !wanted || (value ? value->text : std::string_view()) == *wanted;
}

}  // namespace

Expected<std::string, Failure> read_users_file(const std::string& path) {
  auto text = read_safely(path, Readers::anyone, contacts::largest_user_file);
  if (text) return std::move(*text);
  if (text.error().kind == FileError::Kind::missing) return std::string(beginning);
  return failed(fmt::format("{}: {}", path, text.error().reason));
}

Outcome sound(const contacts::UserFile& file, const std::string& path) {
  if (file.problems().empty()) return {};
  Failure failure;
  for (const auto& problem : file.problems())
    failure.lines.push_back(told(path, problem));
  failure.lines.emplace_back("nobody whose phone is looked for in this file gets in; mend it first");
  return unexpected(std::move(failure));
}

Expected<LockedFile, Failure> lock_users_file(const config::Config& config) {
  auto file = LockedFile::take(config.users.file);
  if (!file) return failed(fmt::format("{}: {}", config.users.file, file.error()));
  return std::move(*file);
}

Expected<std::optional<std::string>, Failure>
change_users_file(LockedFile& file, const config::Config& config, const Decide& decide) {
  const auto& path = config.users.file;
  const auto text = read_users_file(path);
  if (!text) return unexpected(text.error());
  const contacts::UserFile users(*text);
  if (auto good = sound(users, path); !good) return unexpected(std::move(good.error()));
  const auto changes = decide(users);
  if (!changes) return unexpected(changes.error());
  if (changes->set.empty() && changes->removed.empty()) return std::nullopt;
  auto changed = contacts::edited(*text, *changes);
  if (!changed) return failed(fmt::format("{}: {}; nothing was changed", path, changed.error()));
  if (auto good = usable(*changed, *changes, config); !good) return unexpected(std::move(good.error()));
  if (const auto done = file.replace(*changed, mode_of_a_new_one); !done)
    return failed(fmt::format("{}: {}", path, done.error()));
  return std::move(*changed);
}

Phones phones_of(const contacts::UserEntry& entry, const config::Config& config) {
  auto phones = contacts::phones_from(entry.entry.phone->text, config.users.default_region);
  return phones ? std::move(*phones) : Phones();
}

bool says_already(const contacts::UserEntry& entry, const contacts::UserChange& change, const Phones& phones,
                  const config::Config& config) {
  return phones_of(entry, config) == phones && says(entry.entry.channel, change.channel) &&
         says(entry.entry.language, change.language);
}

std::string place_in_file(const std::string& text, const std::string& user, const std::string& path) {
  const contacts::UserFile file(text, user);
  return file.entry() == nullptr ? path : fmt::format("{}:{}", path, file.entry()->phone->line);
}

void warn_if_unread(const config::Config& config) {
  const auto& sources = config.users.sources;
  if (std::find(sources.begin(), sources.end(), config::Source::file) == sources.end())
    fmt::print(stderr, "wavix2fa: warning: logins do not look in {}: users.sources does not name 'file'\n",
               config.users.file);
}

}  // namespace wavix::cli
