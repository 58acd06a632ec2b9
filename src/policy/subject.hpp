// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/account.hpp"
#include "base/expected.hpp"

namespace wavix::policy {

/// policy.su_user: whose second factor su(1) asks for.
enum class SuUser { target, caller };

/// Who takes part in a login, as the host program says.
struct Parties {
  std::string_view service;  ///< PAM_SERVICE
  std::string_view user;     ///< PAM_USER
  uid_t caller = 0;          ///< real uid of the host program; PAM_RUSER is only what it claims
};

/// The user whose second factor is asked: PAM_USER, but with SuUser::caller under su and su-l the account of
/// the caller. The error, if that has none or cannot be looked up, must deny. `look_up`: account_of().
Expected<std::string, std::string>
subject(SuUser su_user, const Parties& parties,
        const std::function<Expected<std::optional<Account>, std::string>(uid_t)>& look_up = account_of);

}  // namespace wavix::policy
