// SPDX-License-Identifier: BSD-3-Clause
#include "policy/groups.hpp"

#include <fmt/format.h>
#include <grp.h>

#include <algorithm>
#include <cstring>
#include <new>

#include "base/name_service.hpp"
#include "base/text.hpp"

namespace wavix::policy {
namespace {

/// What is kept of a group(5) entry, for one user.
struct Entry {
  gid_t gid = 0;
  bool lists_members = false;
  bool lists_user = false;
};

/// `get`: getgrnam_r or getgrgid_r for one group.
template <typename Get>
Expected<std::optional<Entry>, int> entry_by(Get get, const std::string& user) {
  return name_service_entry<::group>(get, [&](const ::group& group) {
    Entry entry{group.gr_gid, *group.gr_mem != nullptr, false};
    for (char** member = group.gr_mem; *member != nullptr; ++member)
      entry.lists_user = entry.lists_user || user == *member;
    return entry;
  });
}

Expected<std::optional<Entry>, int> entry_of(const std::string& group, std::optional<gid_t> gid,
                                             const std::string& user) {
  auto named =
      entry_by([&](::group* entry, char* buffer, std::size_t size,
                   ::group** found) { return ::getgrnam_r(group.c_str(), entry, buffer, size, found); },
               user);
  if (!named || *named || !gid) return named;
  return entry_by([&](::group* entry, char* buffer, std::size_t size,
                      ::group** found) { return ::getgrgid_r(*gid, entry, buffer, size, found); },
                  user);
}

/// Primary group and supplementary ones.
std::vector<gid_t> gids_of(const Account& account) {
  std::vector<gid_t> gids(64);
  for (;;) {
    int count = static_cast<int>(gids.size());
    const bool all = ::getgrouplist(account.name.c_str(), account.gid, gids.data(), &count) >= 0;
    // Too few places are the one failure that it tells, with the number it wants; else memory has run out.
    if (!all && static_cast<std::size_t>(count) <= gids.size()) throw std::bad_alloc();
    gids.resize(static_cast<std::size_t>(count));
    if (all) return gids;
  }
}

}  // namespace

Expected<std::optional<Account>, std::string> SystemGroups::account() {
  if (!account_) account_ = account_named(user_);
  return *account_;
}

// Two questions, since each hides something. An entry's members leave out whom it is the primary group of,
// and sssd may leave out all (ignore_group_members); getgrouplist(3) knows these, but takes a directory that
// does not answer for one that has no groups. That is told by the lookup of the entry.
Expected<Membership, std::string> SystemGroups::look_up(const std::string& group) {
  const auto user = account();
  if (!user) return unexpected(user.error());
  const auto gid = number_from<gid_t>(group);
  const auto entry = entry_of(group, gid, *user ? (*user)->name : std::string());
  if (!entry)
    return unexpected(
        fmt::format("group {} cannot be looked up: {}", quoted(group), ::strerrordesc_np(entry.error())));
  if (!*user) return Membership{entry->has_value(), *entry && (*entry)->lists_members, false};
  if (!gids_) gids_ = gids_of(**user);
  const auto carries = [&](gid_t wanted) {
    return std::find(gids_->begin(), gids_->end(), wanted) != gids_->end();
  };
  // A gid needs no entry to be somebody's group.
  if (!*entry) return Membership{gid && carries(*gid), false, gid && carries(*gid)};
  return Membership{true, (*entry)->lists_members, (*entry)->lists_user || carries((*entry)->gid)};
}

}  // namespace wavix::policy
