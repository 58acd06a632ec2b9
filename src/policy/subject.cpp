// SPDX-License-Identifier: BSD-3-Clause
#include "policy/subject.hpp"

#include <fmt/format.h>

namespace wavix::policy {

Expected<std::string, std::string>
subject(SuUser su_user, const Parties& parties,
        const std::function<Expected<std::optional<Account>, std::string>(uid_t)>& look_up) {
  const bool su = parties.service == "su" || parties.service == "su-l";
  if (su_user == SuUser::target || !su) return std::string(parties.user);
  auto account = look_up(parties.caller);
  const auto denied = [&](std::string_view reason) {
    return unexpected(fmt::format("policy.su_user: the caller, uid {}: {}", parties.caller, reason));
  };
  if (!account) return denied(account.error());
  if (!*account) return denied("there is no such account");
  return std::move((*account)->name);
}

}  // namespace wavix::policy
