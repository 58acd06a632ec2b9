// SPDX-License-Identifier: BSD-3-Clause
#include "config/guard_keys.hpp"

#include "config/form_guard.hpp"
#include "config/key_row.hpp"

namespace wavix::config {
namespace {

using Outage = decltype(Config::outage);
using Limits = decltype(Config::limits);
using Grace = decltype(Config::grace);
using State = decltype(Config::state);

constexpr Section<Outage> in_outage{"outage", &Config::outage, true};
constexpr Section<Limits> in_limits{"limits", &Config::limits, true};
constexpr Section<Grace> in_grace{"grace", &Config::grace, true};
constexpr Section<State> in_state{"state", &Config::state, false};

Word<OutageAction> outage_action() {
  return {{{"deny", OutageAction::deny},
           {"allow", OutageAction::allow},
           {"recovery_only", OutageAction::recovery_only}}};
}
OrNothing<Word<OutageAction>> outage_action_or_nothing() { return {outage_action()}; }

}  // namespace

// clang-format off: a table, in a function for each section
std::vector<Key> keys_of_outage() {
  return {
      row(in_outage, "action", &Outage::action, "deny", outage_action(),
          "When Wavix cannot be asked: the login is denied, let past, or asked for a recovery code."),
      row(in_outage, "unreachable", &Outage::unreachable, "", outage_action_or_nothing(),
          "The action when Wavix cannot be connected to; empty: as action."),
      row(in_outage, "timeout", &Outage::timeout, "", outage_action_or_nothing(),
          "The action when Wavix takes too long; empty: as action."),
      row(in_outage, "tls", &Outage::tls, "", outage_action_or_nothing(),
          "The action when there is no TLS, or not to Wavix; empty: as action."),
      row(in_outage, "server", &Outage::server, "", outage_action_or_nothing(),
          "The action when Wavix has an error of its own; empty: as action."),
      row(in_outage, "rate_limit", &Outage::rate_limit, "", outage_action_or_nothing(),
          "The action when Wavix says that it was asked too often; empty: as action."),
      row(in_outage, "breaker", &Outage::breaker, "5 failures / 30s", BreakerOrZero{},
          "After how many outages in a row Wavix is not asked, and how long; 0: it always is."),
  };
}

std::vector<Key> keys_of_limits() {
  return {
      row(in_limits, "sends_per_user", &Limits::sends_per_user, "5/1h, 20/1d", LimitList{},
          "How many messages one user may cause; empty: any number."),
      row(in_limits, "sends_per_number", &Limits::sends_per_number, "5/1h, 20/1d", LimitList{},
          "How many messages may be sent to one number; empty: any number."),
      row(in_limits, "sends_per_rhost", &Limits::sends_per_rhost, "20/1h, 100/1d", LimitList{},
          "How many messages logins from one address may cause; empty: any number."),
      row(in_limits, "sends_total", &Limits::sends_total, "200/1h, 1000/1d", LimitList{},
          "How many messages may be sent in all; empty: any number."),
      row(in_limits, "lockout", &Limits::lockout, "5 failures / 15m for 15m", LockoutOrZero{},
          "How many failed logins within what time lock a user, and how long; 0: none do."),
      row(in_limits, "root_lockout", &Limits::root_lockout, "no", yes_or_no(),
          "Whether root may be locked too."),
  };
}

std::vector<Key> keys_of_grace() {
  return {
      row(in_grace, "period", &Grace::period, "0s", Duration{0s, longest_memory},
          "How long after a login with a code the next one needs none; 0: it always does."),
      row(in_grace, "key", &Grace::key, "user rhost service", GraceKeyForm{},
          "What must be the same as at the login with the code."),
      row(in_grace, "max", &Grace::max, "1d", Duration{1s, longest_memory},
          "The longest period that may be set, for a service too."),
  };
}

std::vector<Key> keys_of_state() {
  return {
      row(in_state, "file", &State::file, "/var/lib/wavix2fa/state.db", absolute_path(),
          "The file of what is remembered across logins, in a folder of root's alone."),
  };
}
// clang-format on

}  // namespace wavix::config
