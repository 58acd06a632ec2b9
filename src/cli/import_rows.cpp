// SPDX-License-Identifier: BSD-3-Clause
#include "cli/import_rows.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"

namespace wavix::cli {

void ImportRowsBuilder::add(const std::string& where, contacts::UserChange change, const std::string& list) {
  const auto& user = change.user;
  if (user.empty() || sanitised(user) != user)
    return bad(where, wavix::quoted(user, 100) + " is not the name of a user");
  const auto [known, is_new] = places_.try_emplace(user, where);
  if (!is_new) return bad(where, fmt::format("{}: is given twice, first in {}", user, known->second));
  auto phones = usable_phones(list, config_);
  if (!phones) return bad(where, fmt::format("{}: {}", user, phones.error()));
  change.phone = written(*phones);
  rows_.good.push_back({std::move(change), std::move(*phones)});
}

/// Two people with one phone may be meant so; it is said.
ImportRows ImportRowsBuilder::done() && {
  std::map<std::string, const std::string*> owners;
  for (const auto& [change, phones] : rows_.good)
    for (const auto& phone : phones) {
      const auto [owner, is_new] = owners.try_emplace(phone.digits(), &change.user);
      if (!is_new)
        rows_.notes.push_back(
            fmt::format("{} and {} have one phone, {}", *owner->second, change.user, phone.masked()));
    }
  return std::move(rows_);
}

}  // namespace wavix::cli
