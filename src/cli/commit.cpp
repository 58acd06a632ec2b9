// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <filesystem>

#include "base/file.hpp"
#include "base/replace_file.hpp"
#include "cli/difference.hpp"
#include "cli/enable.hpp"

namespace wavix::cli {
namespace {

/// Somebody may have changed it while the question stood.
bool is_as_it_was(const pamd::Change& change) {
  const auto now = read_safely(change.file, Readers::anyone, 1U << 20U);
  if (!now) return change.is_new && now.error().kind == FileError::Kind::missing;
  return !change.is_new && *now == change.before;
}

}  // namespace

std::string shown(const pamd::Change& change) {
  return difference(change.is_new ? "/dev/null" : change.file, change.is_new ? "" : change.before,
                    change.after.empty() ? "/dev/null" : change.file, change.after);
}

Outcome commit(const pamd::Change& change) {
  if (!is_as_it_was(change))
    return failed(fmt::format("{} has been changed meanwhile; nothing was changed, try again", change.file));
  const std::filesystem::path path(change.file);
  const auto folder = open_folder(path.parent_path());
  if (!folder) return failed(folder.error());
  const auto done = change.removes ? remove_file(*folder, path.filename())
                                   : replace_file(*folder, path.filename(), change.after, 0644);
  if (!done) return failed(fmt::format("{} {}", change.file, done.error()));
  return {};
}

}  // namespace wavix::cli
