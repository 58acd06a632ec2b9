// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/file_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <vector>

#include "contacts/user_entry.hpp"
#include "contacts/user_file.hpp"

namespace wavix::contacts {
namespace {

constexpr std::size_t most_told = 20;  // a file that is something else must not flood the log

using Wrong = WrongLine;

LookupError error_of(const std::string& path, const std::vector<Wrong>& problems) {
  std::string reason;
  for (std::size_t i = 0; i < std::min(problems.size(), most_told); ++i)
    reason += fmt::format("{}{}:{}: {}", i == 0 ? "" : "; ", path, problems[i].line, problems[i].reason);
  if (problems.size() > most_told) reason += fmt::format("; and {} more", problems.size() - most_told);
  return {LookupError::Kind::misconfigured, std::move(reason)};
}

}  // namespace

Expected<std::optional<Contact>, LookupError> find_in_file(const UserText& users, std::string_view user,
                                                           const std::string& default_region) {
  const auto& [path, text] = users;
  if (!text)
    return unexpected(LookupError{LookupError::Kind::misconfigured, path + ": " + text.error().reason});
  const UserFile file(*text, user);
  if (!file.problems().empty()) return unexpected(error_of(path, file.problems()));
  if (!file.entry()) return std::nullopt;
  auto contact = contact_from(*file.entry(), user, default_region);
  if (!contact) return unexpected(error_of(path, contact.error()));
  contact->origin = fmt::format("{}:{}", path, file.entry()->phone->line);
  return std::move(*contact);
}

}  // namespace wavix::contacts
