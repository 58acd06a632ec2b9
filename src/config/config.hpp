// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.hpp"
#include "base/channel.hpp"

namespace wavix::config {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

/// What to do about a user who definitely has no phone (never about an error).
enum class Unmapped { deny, decoy, skip };
/// Where phone numbers are looked up.
enum class Source { file, ldap };
/// How far below the base the directory searches (RFC 4511, 4.5.1.2).
enum class LdapScope { base, one, sub };
/// Whether the first code is sent at once, or the user first asked how and where to.
enum class Send { at_once, ask };
/// What PAM is told of a login that needs no code: PAM_IGNORE or PAM_SUCCESS.
enum class ExemptResult { ignore, success };
/// Whose phone su(1) asks for.
enum class SuUser { target, caller };
enum class PhoneInLog { masked, hidden };
/// What becomes of a login when Wavix cannot be asked: denied, let past without a code, or asked for a
/// recovery code.
enum class OutageAction { deny, allow, recovery_only };

/// "5 failures / 30s": so many outages in a row, and for how long Wavix is not asked then.
struct Breaker {
  unsigned failures;
  milliseconds open_for;
  bool operator==(const Breaker&) const = default;
};
/// "5/1h": at most so many messages in any such time.
struct Limit {
  unsigned most;
  milliseconds window;
  bool operator==(const Limit&) const = default;
};
/// "5 failures / 15m for 15m": so many failed logins within the window, and how long the lock lasts.
struct Lockout {
  unsigned failures;
  milliseconds window, duration;
  bool operator==(const Lockout&) const = default;
};
/// What must be as it was for grace to count, besides the user.
struct GraceKey {
  bool rhost, service;
  bool operator==(const GraceKey&) const = default;
};

/// The configuration of one login: the file, its [service NAME] overrides and the module's arguments, in that
/// order. Each member is a key of /etc/wavix2fa/wavix2fa.conf (wavix2fa.conf(5)); key_table.cpp knows how
/// each is written.
struct Config {
  struct {
    std::string service_id;
    std::string api_key_file = "/etc/wavix2fa/api_key";
    std::string api_url = "https://api.wavix.com";
    std::string ca_file;  ///< empty: the system's
    std::string proxy;    ///< empty: none
    milliseconds connect_timeout = 5s;
    milliseconds request_timeout = 10s;
  } wavix;
  struct {
    std::vector<Source> sources = {Source::file};  ///< the first that knows the user decides
    std::string file = "/etc/wavix2fa/users.conf";
    std::string default_region;  ///< ISO 3166-1 alpha-2; empty: numbers must be international
    Unmapped unmapped = Unmapped::deny;
  } users;
  struct {
    std::vector<std::string> uri;  ///< ldaps://, ldap:// or ldapi://, asked in this order
    bool start_tls = false;
    std::string ca_file;             ///< empty: the system's
    std::string bind_dn;             ///< empty: anonymous
    std::string bind_password_file;  ///< of bind_dn; load_bind_password()
    std::string base;
    LdapScope scope = LdapScope::sub;
    std::string filter = "(uid=%u)";  ///< with %u, %U, %d and %%
    std::vector<std::string> phone_attributes = {"mobile", "telephoneNumber"};
    std::string channel_attribute;  ///< empty: none
    milliseconds timeout = 3s;      ///< for each of uri
  } ldap;
  struct {
    Channel channel = Channel::sms;
    std::vector<Channel> channels = {Channel::sms, Channel::voice};
    unsigned length = 6;
    unsigned tries = 3;
    Send send = Send::at_once;
    bool echo = true;
    milliseconds resend_delay = 30s;
    milliseconds login_timeout = 110s;
    std::string language = "en";
    milliseconds reuse_window = 2min;  ///< 0: off
  } code;
  struct {
    std::vector<std::string> include_groups;  ///< empty: everybody
    std::vector<std::string> exclude_groups;
    std::vector<std::string> exclude_users;
    std::vector<Network> trusted_networks;
    ExemptResult exempt_result = ExemptResult::ignore;
    bool monitor = false;
    std::optional<std::chrono::year_month_day> enrol_until;  ///< the last day, in local time
    SuUser su_user = SuUser::target;
    std::vector<std::string> countries;  ///< ISO 3166-1 alpha-2; empty: all
    std::vector<std::string>
        number_types;  ///< as Wavix writes them; empty: all but those that never get a code
  } policy;
  struct {
    OutageAction action = OutageAction::deny;
    std::optional<OutageAction> unreachable, timeout, tls, server, rate_limit;  ///< nothing: as `action`
    std::optional<Breaker> breaker = Breaker{5, 30s};                           ///< nothing: off
  } outage;
  struct {
    std::vector<Limit> sends_per_user = {{5, 1h}, {20, 24h}};  ///< all of a list hold; empty: no limit
    std::vector<Limit> sends_per_number = {{5, 1h}, {20, 24h}};
    std::vector<Limit> sends_per_rhost = {{20, 1h}, {100, 24h}};
    std::vector<Limit> sends_total = {{200, 1h}, {1000, 24h}};
    std::optional<Lockout> lockout = Lockout{5, 15min, 15min};  ///< nothing: off
    bool root_lockout = false;
  } limits;
  struct {
    milliseconds period{0};  ///< 0: off
    GraceKey key = {.rhost = true, .service = true};
    milliseconds max = 24h;
  } grace;
  struct {
    std::string file = "/var/lib/wavix2fa/state.db";
  } state;
  struct {
    int facility = 0;  ///< LOG_AUTHPRIV and so on; set from the table's default by load()
    PhoneInLog phone = PhoneInLog::masked;
  } log;
};

/// One thing that is wrong, and where: "/etc/wavix2fa/wavix2fa.conf:14: code.lenght: no such key
/// (code.length?)".
struct Problem {
  std::string where;   ///< a file, or "pam.d argument"
  unsigned line = 0;   ///< 0: no line
  std::string key;     ///< "section.key"; empty where it is about the file or the line
  std::string reason;  ///< what is wrong, and the mend

  bool operator==(const Problem&) const = default;
};
std::string to_string(const Problem& problem);

}  // namespace wavix::config
