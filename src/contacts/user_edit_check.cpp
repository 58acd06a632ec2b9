// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/user_edit_check.hpp"

#include <map>
#include <optional>

#include "base/text.hpp"
#include "contacts/user_file.hpp"

namespace wavix::contacts {
namespace {

struct Says {
  std::string phone, channel, language;
  bool operator==(const Says&) const = default;
};
using Users = std::map<std::string, Says, std::less<>>;

std::string text_of(const std::optional<Written>& value) {
  return value ? std::string(value->text) : std::string();
}

Users users_in(const UserFile& file) {
  Users users;
  for (const auto& [name, line, has_section, entry] : file.entries())
    users.insert_or_assign(std::string(name),
                           Says{text_of(entry.phone), text_of(entry.channel), text_of(entry.language)});
  return users;
}

Users wanted(Users users, const UserChanges& changes) {
  for (const auto& [user, phone, channel, language] : changes.set) {
    auto& says = users[user];
    says.phone = phone;
    if (channel) says.channel = *channel;
    if (language) says.language = *language;
  }
  for (const auto& user : changes.removed)
    users.erase(user);
  return users;
}

}  // namespace

std::string problem_of_edit(std::string_view before, std::string_view after, const UserChanges& changes) {
  const auto expected = wanted(users_in(UserFile(before)), changes);
  const UserFile now(after);
  const auto found = users_in(now);
  for (const auto& change : changes.set)
    if (const auto user = found.find(change.user);
        user == found.end() || user->second != expected.at(change.user))
      return quoted(change.user, 100) + " is a name, or has a value, that the file cannot express";
  if (!now.problems().empty()) return "would come out with: " + now.problems().front().reason;
  return found == expected ? "" : "the change would touch others too; change the file by hand";
}

}  // namespace wavix::contacts
