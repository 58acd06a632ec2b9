// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/account.hpp"
#include "base/expected.hpp"

namespace wavix::policy {

/// What the system says of a user and a group.
struct Membership {
  bool group_exists = false;
  bool lists_members = false;  ///< the group's entry names somebody
  bool member = false;
};

/// The seam to the system, for one user. An error is "could not tell", never "not a member", and is for
/// people.
class Groups {
public:
  Groups(const Groups&) = delete;
  Groups& operator=(const Groups&) = delete;

  /// The user's; nothing if there is none. Asked again, it says the same.
  virtual Expected<std::optional<Account>, std::string> account() = 0;
  /// `group`: a name or a numeric gid. Whoever has no account is in no group.
  virtual Expected<Membership, std::string> look_up(const std::string& group) = 0;

protected:
  Groups() = default;
  ~Groups() = default;
};

/// Groups of the system (getpwnam_r(3), getgrnam_r(3), getgrgid_r(3), getgrouplist(3)). Digits alone are the
/// group of that very name if there is one, else the gid, as chgrp(1) has it.
///
/// What cannot be seen from here: where nsswitch.conf(5) names a source behind one that fails ("group: files
/// systemd", and /etc/group cannot be read), glibc reports the last one's "not found" in place of the
/// failure.
class SystemGroups final : public Groups {
public:
  explicit SystemGroups(std::string user) : user_(std::move(user)) {}

  Expected<std::optional<Account>, std::string> account() override;
  Expected<Membership, std::string> look_up(const std::string& group) override;

private:
  std::string user_;
  std::optional<Expected<std::optional<Account>, std::string>> account_;
  std::optional<std::vector<gid_t>> gids_;
};

}  // namespace wavix::policy
