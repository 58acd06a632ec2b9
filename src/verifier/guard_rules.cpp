// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/guard_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <limits>

#include "base/address.hpp"
#include "base/when.hpp"
#include "policy/believed_address.hpp"

namespace wavix::verifier {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

std::vector<guard::Limit> limits_of(const std::vector<config::Limit>& written) {
  std::vector<guard::Limit> limits;
  std::transform(written.begin(), written.end(), std::back_inserter(limits), [](const auto& limit) {
    return guard::Limit{limit.most, limit.window};
  });
  return limits;
}

/// The login session's (proc_pid_loginuid(5)), which this process has from the host.
std::uint32_t own_loginuid() {
  std::uint32_t uid = std::numeric_limits<std::uint32_t>::max();
  std::ifstream file("/proc/self/loginuid");
  if (!(file >> uid)) return std::numeric_limits<std::uint32_t>::max();
  return uid;
}

std::optional<guard::GracePlace> place_of(const Request& request) {
  if (request.rhost.empty()) return guard::GracePlace::local(own_loginuid(), request.tty);
  const auto address = policy::believed_address(request.rhost, request.ssh_connection);
  if (!address) return std::nullopt;
  return guard::GracePlace::remote(address->text());
}

}  // namespace

guard::SendLimits send_limits(const config::Config& config) {
  const auto& limits = config.limits;
  return {limits_of(limits.sends_per_user), limits_of(limits.sends_per_number),
          limits_of(limits.sends_per_rhost), limits_of(limits.sends_total)};
}

std::string counted_rhost(const std::string& client) {
  const auto address = Address::parse(client);
  return address ? address->block() : client;
}

std::string in_words(const guard::Limit& limit) {
  for (const auto& [unit, name] :
       {std::pair<milliseconds, const char*>{24h, "d"}, {1h, "h"}, {1min, "m"}, {1s, "s"}})
    if (limit.window % unit == 0ms) return fmt::format("{} in {}{}", limit.most, limit.window / unit, name);
  return fmt::format("{} in {}ms", limit.most, limit.window.count());
}

std::string in_words(guard::WallTime time) {
  return when(time, std::chrono::floor<milliseconds>(std::chrono::system_clock::now()));
}

std::optional<guard::LockoutRule> lockout_rule(const config::Config& config, const std::string& user) {
  const auto& rule = config.limits.lockout;
  if (!rule || (user == "root" && !config.limits.root_lockout)) return std::nullopt;
  return guard::LockoutRule{rule->failures, rule->window, rule->duration};
}

std::optional<guard::BreakerRule> breaker_rule(const config::Config& config) {
  const auto& rule = config.outage.breaker;
  if (!rule) return std::nullopt;
  return guard::BreakerRule{rule->failures, rule->open_for};
}

guard::GraceRule grace_rule(const config::Config& config) { return {config.grace.period, config.grace.max}; }

std::optional<guard::GraceKey> grace_key(const config::Config& config, const Request& request,
                                         const guard::LoginKey& key) {
  if (config.grace.period == 0ms) return std::nullopt;
  const auto place = place_of(request);
  if (!place) return std::nullopt;
  return guard::GraceKey{key.user, config.grace.key.service ? key.service : "",
                         config.grace.key.rhost ? *place : guard::GracePlace::anywhere()};
}

}  // namespace wavix::verifier
