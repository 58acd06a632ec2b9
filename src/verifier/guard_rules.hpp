// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>

#include "config/config.hpp"
#include "guard/breaker.hpp"
#include "guard/grace.hpp"
#include "guard/limits.hpp"
#include "guard/lockout.hpp"
#include "guard/pending.hpp"
#include "verifier/host.hpp"

/// The guard's rules as the configuration has them.
namespace wavix::verifier {

guard::SendLimits send_limits(const config::Config& config);
/// The host that a login from `client`, as client_address() has it, counts for in limits.sends_per_rhost.
std::string counted_rhost(const std::string& client);
/// "5 in 1h"
std::string in_words(const guard::Limit& limit);
/// As a user is told a time: "14:20" (when()).
std::string in_words(guard::WallTime time);

/// Nothing: the user is never locked out.
std::optional<guard::LockoutRule> lockout_rule(const config::Config& config, const std::string& user);
/// Nothing: Wavix is asked each time.
std::optional<guard::BreakerRule> breaker_rule(const config::Config& config);

guard::GraceRule grace_rule(const config::Config& config);
/// What a grace is good for, by grace.key; nothing: this login gets and has none.
std::optional<guard::GraceKey> grace_key(const config::Config& config, const Request& request,
                                         const guard::LoginKey& key);

}  // namespace wavix::verifier
