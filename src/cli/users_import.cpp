// SPDX-License-Identifier: BSD-3-Clause
#include "cli/users_import.hpp"

#include <fmt/format.h>

#include <utility>

#include "cli/import_difference.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/session.hpp"
#include "cli/uninterrupted.hpp"
#include "cli/users_file.hpp"

namespace wavix::cli {
namespace {

/// The rows that are to count. What is wrong with others is told, and if they are not to be left out, it ends
/// here.
Expected<std::vector<ImportRow>, Failure> rows(const config::Config& config, const UsersImportWords& words) {
  auto read = words.ldap ? rows_from_ldap(config) : rows_from_csv(words.file, config);
  if (!read) return unexpected(std::move(read.error()));
  for (const auto& note : read->notes)
    fmt::print(stderr, "wavix2fa: note: {}\n", note);
  if (read->bad.empty()) return std::move(read->good);
  if (!words.skip_bad) {
    read->bad.emplace_back("nothing was written; --skip-bad leaves these out");
    return unexpected(Failure{std::move(read->bad)});
  }
  for (const auto& bad : read->bad)
    fmt::print(stderr, "wavix2fa: left out: {}\n", bad);
  return std::move(read->good);
}

Outcome ask(const Difference& found, const config::Config& config, bool yes) {
  if (yes) return {};
  const auto what = in_words(found);
  return confirm(fmt::format("{}. Write this to {}?", what, config.users.file),
                 fmt::format("{}; --yes writes this to {}", what, config.users.file));
}

Outcome write(const Difference& shown, const std::vector<ImportRow>& rows, const config::Config& config,
              const UsersImportWords& words) {
  auto locked = lock_users_file(config);
  if (!locked) return unexpected(std::move(locked.error()));
  const Uninterrupted until_logged;
  const auto changed = change_users_file(
      *locked, config, [&](const contacts::UserFile& file) -> Expected<contacts::UserChanges, Failure> {
        auto now = difference(file, rows, words.prune, config);
        if (now.lines != shown.lines || now.changes != shown.changes)
          return failed(
              fmt::format("{} was changed meanwhile; nothing was written, import again", config.users.file));
        return std::move(now.changes);
      });
  if (!changed) return unexpected(changed.error());
  using Kind = Difference::Line::Kind;
  log_deed(config, "users import",
           {{"from", words.ldap ? "ldap" : words.file},
            {"added", fmt::to_string(shown.count(Kind::added))},
            {"changed", fmt::to_string(shown.count(Kind::changed))},
            {"removed", fmt::to_string(shown.count(Kind::removed))}});
  return {};
}

}  // namespace

Outcome import_users(const Global& global, const UsersImportWords& words) {
  const auto loaded = load_config(global);
  if (!loaded) return unexpected(loaded.error());
  const auto& config = loaded->config;
  const auto wanted = rows(config, words);
  if (!wanted) return unexpected(wanted.error());
  const auto text = read_users_file(config.users.file);
  if (!text) return unexpected(text.error());
  const contacts::UserFile file(*text);
  if (auto good = sound(file, config.users.file); !good) return good;
  const auto found = difference(file, *wanted, words.prune, config);
  const bool changes = !found.lines.empty();
  if (!words.json && changes)
    if (auto told = show(as_table(found, words.full)); !told) return told;
  if (changes) {
    if (auto agreed = ask(found, config, words.yes); !agreed) return agreed;
    if (auto done = write(found, *wanted, config, words); !done) return done;
    warn_if_unread(config);
  }
  if (words.json) return show(as_json(found, words.full));
  if (!changes) return show(fmt::format("Nothing to change: {}.\n", in_words(found)));
  return show(fmt::format("Written to {}: {}.\n", config.users.file, in_words(found)));
}

}  // namespace wavix::cli
