// SPDX-License-Identifier: BSD-3-Clause
#include "config/key_table.hpp"

#include <syslog.h>

#include <algorithm>
#include <stdexcept>

#include "config/form_ldap.hpp"
#include "config/form_policy.hpp"
#include "config/forms.hpp"
#include "config/guard_keys.hpp"
#include "config/key_row.hpp"

namespace wavix::config {
namespace {

using Wavix = decltype(Config::wavix);
using Users = decltype(Config::users);
using Ldap = decltype(Config::ldap);
using Code = decltype(Config::code);
using Policy = decltype(Config::policy);
using Log = decltype(Config::log);

constexpr Section<Wavix> in_wavix{"wavix", &Config::wavix, false};
constexpr Section<Users> in_users{"users", &Config::users, true};
constexpr Section<Ldap> in_ldap{"ldap", &Config::ldap, false};
constexpr Section<Code> in_code{"code", &Config::code, true};
constexpr Section<Policy> in_policy{"policy", &Config::policy, true};
constexpr Section<Log> in_log{"log", &Config::log, false};

Word<Source> sources() { return {{{"file", Source::file}, {"ldap", Source::ldap}}}; }
Word<Channel> channels() { return {{{"sms", Channel::sms}, {"voice", Channel::voice}}}; }

Word<int> facilities() {
  return {{{"authpriv", LOG_AUTHPRIV},
           {"auth", LOG_AUTH},
           {"daemon", LOG_DAEMON},
           {"local0", LOG_LOCAL0},
           {"local1", LOG_LOCAL1},
           {"local2", LOG_LOCAL2},
           {"local3", LOG_LOCAL3},
           {"local4", LOG_LOCAL4},
           {"local5", LOG_LOCAL5},
           {"local6", LOG_LOCAL6},
           {"local7", LOG_LOCAL7}}};
}

// clang-format off: a table, in a function for each section
std::vector<Key> keys_of_wavix() {
  return {
      row(in_wavix, "service_id", &Wavix::service_id, "", service_id(),
          "The 2FA service, as the Wavix portal shows its id.", {.required = true}),
      row(in_wavix, "api_key_file", &Wavix::api_key_file, "/etc/wavix2fa/api_key", absolute_path(),
          "The file with the API key: one line, readable by root alone."),
      row(in_wavix, "api_url", &Wavix::api_url, "https://api.wavix.com", api_url(),
          "Where the Wavix API is; http only on a loopback address, for the sandbox."),
      row(in_wavix, "ca_file", &Wavix::ca_file, "", absolute_path_or_nothing(),
          "The certificates to trust, as PEM; empty: the system's."),
      row(in_wavix, "proxy", &Wavix::proxy, "", proxy_url_or_nothing(),
          "The proxy on the way to Wavix; empty: none. The environment never counts.", {.secret = true}),
      row(in_wavix, "connect_timeout", &Wavix::connect_timeout, "5s", Duration{100ms, 60s},
          "How long a connection may take, TLS included."),
      row(in_wavix, "request_timeout", &Wavix::request_timeout, "10s", Duration{100ms, 60s},
          "How long one request may take, connection included."),
  };
}

std::vector<Key> keys_of_users() {
  return {
      row(in_users, "sources", &Users::sources, "file", one_or_more(sources()),
          "Where phone numbers are looked up, in this order."),
      row(in_users, "file", &Users::file, "/etc/wavix2fa/users.conf", absolute_path(),
          "The file with the users' phone numbers."),
      row(in_users, "default_region", &Users::default_region, "", country_or_nothing(),
          "The country of numbers without one; empty: all numbers must start with +."),
      row(in_users, "unmapped", &Users::unmapped, "deny",
          Word<Unmapped>{{{"deny", Unmapped::deny}, {"decoy", Unmapped::decoy}, {"skip", Unmapped::skip}}},
          "A user who has no phone is denied, asked in vain, or skipped: let past without a code."),
  };
}

std::vector<Key> keys_of_ldap() {
  return {
      row(in_ldap, "uri", &Ldap::uri, "", any_number_of(ldap_uri()),
          "The directory's servers, asked in this order."),
      row(in_ldap, "start_tls", &Ldap::start_tls, "no", yes_or_no(),
          "Whether TLS is started on ldap:// connections."),
      row(in_ldap, "ca_file", &Ldap::ca_file, "", absolute_path_or_nothing(),
          "The certificates to trust for the directory, as PEM; empty: the system's."),
      row(in_ldap, "bind_dn", &Ldap::bind_dn, "", ldap_name_or_nothing(),
          "The entry to bind to the directory as; empty: an anonymous bind."),
      row(in_ldap, "bind_password_file", &Ldap::bind_password_file, "", absolute_path_or_nothing(),
          "The file with the password of bind_dn: one line, readable by root alone."),
      row(in_ldap, "base", &Ldap::base, "", ldap_name_or_nothing(), "Where in the directory users are."),
      row(in_ldap, "scope", &Ldap::scope, "sub",
          Word<LdapScope>{{{"base", LdapScope::base}, {"one", LdapScope::one}, {"sub", LdapScope::sub}}},
          "How far below the base: that entry alone, one level, or all."),
      row(in_ldap, "filter", &Ldap::filter, "(uid=%u)", LdapFilter{},
          "The one entry of a user; %u is the name, %U and %d its parts around an @."),
      row(in_ldap, "phone_attributes", &Ldap::phone_attributes, "mobile telephoneNumber",
          one_or_more(ldap_attribute()), "Which attributes have the phone numbers, in this order."),
      row(in_ldap, "channel_attribute", &Ldap::channel_attribute, "", ldap_attribute_or_nothing(),
          "Which attribute says how the user's first code is sent; empty: none."),
      row(in_ldap, "timeout", &Ldap::timeout, "3s", Duration{100ms, 30s}, "How long each server may take."),
  };
}

std::vector<Key> keys_of_code() {
  return {
      row(in_code, "channel", &Code::channel, "sms", channels(), "How the first code is sent."),
      row(in_code, "channels", &Code::channels, "sms voice", one_or_more(channels()),
          "How codes may be sent at all; the user may ask for these."),
      row(in_code, "length", &Code::length, "6", Number{4, 10}, "How many digits a code has."),
      row(in_code, "tries", &Code::tries, "3", Number{1, 5},
          "How many codes a user may type before the login ends."),
      row(in_code, "send", &Code::send, "auto", Word<Send>{{{"auto", Send::at_once}, {"ask", Send::ask}}},
          "Whether the first code is sent at once, or the user is asked how before."),
      row(in_code, "echo", &Code::echo, "yes", yes_or_no(),
          "Whether the code is seen while typed; if not, sshd's password method answers for the user."),
      row(in_code, "resend_delay", &Code::resend_delay, "30s", Duration{0s, 5min},
          "How long to wait before another code can be sent; doubles each time."),
      row(in_code, "login_timeout", &Code::login_timeout, "110s", Duration{5s, 10min},
          "How long all of it may take; below sshd's LoginGraceTime."),
      row(in_code, "language", &Code::language, "en", Word<std::string>{{{"en", "en"}}},
          "The language of the prompts."),
      row(in_code, "reuse_window", &Code::reuse_window, "2m", Duration{0s, 5min},
          "How long a code that was sent is asked for again instead of sending another; 0: it is not."),
  };
}

std::vector<Key> keys_of_policy() {
  return {
      row(in_policy, "include_groups", &Policy::include_groups, "", any_number_of(account_name()),
          "Only members of these groups need a code; empty: everybody does."),
      row(in_policy, "exclude_groups", &Policy::exclude_groups, "", any_number_of(account_name()),
          "Members of these groups need no code."),
      row(in_policy, "exclude_users", &Policy::exclude_users, "", any_number_of(account_name()),
          "These users need no code."),
      row(in_policy, "trusted_networks", &Policy::trusted_networks, "", any_number_of(NetworkForm{}),
          "Logins from these addresses need no code."),
      row(in_policy, "exempt_result", &Policy::exempt_result, "ignore",
          Word<ExemptResult>{{{"ignore", ExemptResult::ignore}, {"success", ExemptResult::success}}},
          "What PAM is told of a login that needs no code."),
      row(in_policy, "monitor", &Policy::monitor, "no", yes_or_no(),
          "Whether all is only looked up and logged: nothing is sent and everybody passes."),
      row(in_policy, "enrol_until", &Policy::enrol_until, "", OrNothing<Date>{},
          "The last day on which users without a phone pass, with a warning; empty: none."),
      row(in_policy, "su_user", &Policy::su_user, "target",
          Word<SuUser>{{{"target", SuUser::target}, {"caller", SuUser::caller}}},
          "Whose phone su asks for: of the user to become, or of the one who calls it."),
      row(in_policy, "countries", &Policy::countries, "", any_number_of(country()),
          "The countries that codes may be sent to; empty: all."),
      row(in_policy, "number_types", &Policy::number_types, "", any_number_of(NumberType{}),
          "The types of number that codes may be sent to; empty: all but voip, premium-rate and "
          "shared-cost."),
  };
}

std::vector<Key> keys_of_log() {
  return {
      row(in_log, "facility", &Log::facility, "authpriv", facilities(), "The facility of syslog(3)."),
      row(in_log, "phone", &Log::phone, "masked",
          Word<PhoneInLog>{{{"masked", PhoneInLog::masked}, {"hidden", PhoneInLog::hidden}}},
          "Whether the log has the masked phone number, or none."),
  };
}
// clang-format on

std::vector<Key> all_keys() {
  std::vector<Key> all;
  for (auto* const keys_of_section :
       {keys_of_wavix, keys_of_users, keys_of_ldap, keys_of_code, keys_of_policy, keys_of_outage,
        keys_of_limits, keys_of_grace, keys_of_state, keys_of_log})
    for (auto& key : keys_of_section())
      all.push_back(std::move(key));
  return all;
}

}  // namespace

std::string Key::full_name() const { return fmt::format("{}.{}", section, name); }

const std::vector<Key>& keys() {
  static const std::vector<Key> table = all_keys();
  return table;
}

const Key* find_key(std::string_view section, std::string_view name) {
  for (const auto& key : keys())
    if (key.section == section && key.name == name) return &key;
  return nullptr;
}

const Key& key_named(std::string_view full_name) {
  const auto dot = full_name.find('.');
  const auto* const key = find_key(full_name.substr(0, dot), full_name.substr(dot + 1));
  if (key == nullptr) throw std::logic_error(fmt::format("there is no key {}", full_name));
  return *key;
}

bool is_section(std::string_view name) {
  return std::any_of(keys().begin(), keys().end(), [&](const Key& key) { return key.section == name; });
}

}  // namespace wavix::config
