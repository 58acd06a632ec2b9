// SPDX-License-Identifier: BSD-3-Clause
#include "config/load.hpp"

#include <syslog.h>

#include <string>
#include <vector>

#include "check.hpp"
#include "folder.hpp"

namespace {

using namespace std::chrono_literals;
using namespace wavix::config;
using wavix::Channel;

Config loaded(const std::string& text, const std::vector<std::string_view>& arguments = {},
              std::string_view service = "sshd") {
  const wavix::test::Folder folder;
  auto loaded = load({folder.file(text), arguments}, service);
  if (!loaded) wavix::test::failed(__FILE__, __LINE__, to_string(loaded.error().front()));
  return loaded->config;
}

const std::string least = "[wavix]\nservice_id = abc\n";

void a_file_with_a_service_alone_gives_the_defaults() {
  const auto config = loaded(least);
  CHECK_EQ(config.wavix.service_id, "abc");
  CHECK_EQ(config.wavix.api_key_file, "/etc/wavix2fa/api_key");
  CHECK_EQ(config.wavix.api_url, "https://api.wavix.com");
  CHECK(config.wavix.connect_timeout == 5s);
  CHECK(config.wavix.request_timeout == 10s);
  CHECK(config.users.sources == std::vector{Source::file});
  CHECK_EQ(config.users.file, "/etc/wavix2fa/users.conf");
  CHECK(config.users.unmapped == Unmapped::deny);
  CHECK(config.code.channels == (std::vector{Channel::sms, Channel::voice}));
  CHECK(config.code.login_timeout == 110s);
  CHECK_EQ(config.log.facility, LOG_AUTHPRIV);
}

void who_needs_no_code_and_where_phones_are_is_by_default_nobody_and_nowhere() {
  const auto config = loaded(least);
  CHECK(config.ldap.uri.empty());
  CHECK(!config.ldap.start_tls);
  CHECK(config.ldap.phone_attributes == (std::vector<std::string>{"mobile", "telephoneNumber"}));
  CHECK(config.ldap.timeout == 3s);
  CHECK(config.code.send == Send::at_once);
  CHECK(config.policy.include_groups.empty());
  CHECK(config.policy.trusted_networks.empty());
  CHECK(config.policy.exempt_result == ExemptResult::ignore);
  CHECK(!config.policy.monitor);
  CHECK(!config.policy.enrol_until);
  CHECK(config.policy.su_user == SuUser::target);
}

void limits_and_locks_hold_by_default_and_outages_deny() {
  const auto config = loaded(least);
  CHECK(config.code.reuse_window == 120s);
  CHECK(config.outage.action == OutageAction::deny);
  CHECK(!config.outage.unreachable && !config.outage.timeout && !config.outage.tls);
  CHECK(!config.outage.server && !config.outage.rate_limit);
  CHECK(config.outage.breaker == (Breaker{5, 30s}));
  CHECK(config.limits.sends_per_user == (std::vector{Limit{5, 1h}, Limit{20, 24h}}));
  CHECK(config.limits.sends_per_number == (std::vector{Limit{5, 1h}, Limit{20, 24h}}));
  CHECK(config.limits.sends_per_rhost == (std::vector{Limit{20, 1h}, Limit{100, 24h}}));
  CHECK(config.limits.sends_total == (std::vector{Limit{200, 1h}, Limit{1000, 24h}}));
  CHECK(config.limits.lockout == (Lockout{5, 15min, 15min}));
  CHECK(!config.limits.root_lockout);
  CHECK(config.grace.period == 0s);
  CHECK(config.grace.key == (GraceKey{true, true}));
  CHECK(config.grace.max == 24h);
  CHECK_EQ(config.state.file, "/var/lib/wavix2fa/state.db");
}

void what_an_outage_does_may_differ_by_cause_and_service() {
  const auto text = least + "[outage]\naction = allow\ntls = deny\nbreaker = 0\n[service su]\n"
                            "outage.action = recovery_only\noutage.tls =\nlimits.lockout = 0\n"
                            "grace.period = 1h\n";
  CHECK(loaded(text).outage.action == OutageAction::allow);
  CHECK(loaded(text).outage.tls == OutageAction::deny);
  CHECK(!loaded(text).outage.breaker);
  CHECK(loaded(text).limits.lockout.has_value());
  const auto su = loaded(text, {}, "su");
  CHECK(su.outage.action == OutageAction::recovery_only);
  CHECK(!su.outage.tls);
  CHECK(!su.limits.lockout);
  CHECK(su.grace.period == 1h);
}

void the_file_goes_before_the_default() {
  const auto config =
      loaded("[code]\nchannels = voice\nchannel = voice\nlength = 8 ; digits\nresend_delay = 1m\n" + least +
             "[log]\nfacility = local3\n[users]\nunmapped = skip\n");
  CHECK(config.code.channel == Channel::voice);
  CHECK(config.code.channels == std::vector{Channel::voice});
  CHECK_EQ(config.code.length, 8U);
  CHECK(config.code.resend_delay == 60s);
  CHECK_EQ(config.log.facility, LOG_LOCAL3);
  CHECK(config.users.unmapped == Unmapped::skip);
}

void a_section_may_come_in_parts() {
  const auto config = loaded(least + "[code]\nlength = 8\n[log]\n[code]\ntries = 2\n");
  CHECK_EQ(config.code.length, 8U);
  CHECK_EQ(config.code.tries, 2U);
}

const std::string with_services = least + "[service sudo]\ncode.length = 4\nusers.file = /run/users\n"
                                          "[code]\nlength = 8\n[service su]\ncode.length = 5\n";

void lists_networks_and_dates_become_what_they_are() {
  const auto config =
      loaded(least + "[ldap]\nuri = ldaps://a ldaps://b\nscope = base\n[policy]\nexclude_users = alice\n"
                     "trusted_networks = 10.0.0.0/8 2001:db8::/32\nenrol_until = 2026-12-31\n");
  CHECK(config.ldap.uri == (std::vector<std::string>{"ldaps://a", "ldaps://b"}));
  CHECK(config.ldap.scope == LdapScope::base);
  CHECK(config.policy.exclude_users == std::vector<std::string>{"alice"});
  CHECK_EQ(config.policy.trusted_networks.size(), 2U);
  CHECK(config.policy.trusted_networks.at(0).contains(*wavix::Address::parse("10.1.2.3")));
  CHECK(config.policy.trusted_networks.at(1).contains(*wavix::Address::parse("2001:db8::1")));
  CHECK(config.policy.enrol_until == 2026y / 12 / 31);
}

void a_service_may_take_back_what_the_file_says_of_all() {
  const auto text = least + "[policy]\nexclude_users = alice\n[service su]\npolicy.exclude_users =\n";
  CHECK_EQ(loaded(text, {}, "sshd").policy.exclude_users.size(), 1U);
  CHECK(loaded(text, {}, "su").policy.exclude_users.empty());
}

void the_section_of_the_service_goes_before_the_file() {
  CHECK_EQ(loaded(with_services, {}, "sudo").code.length, 4U);
  CHECK_EQ(loaded(with_services, {}, "sudo").users.file, "/run/users");
  CHECK_EQ(loaded(with_services, {}, "su").code.length, 5U);
  CHECK_EQ(loaded(with_services, {}, "sshd").code.length, 8U);
  CHECK_EQ(loaded(with_services, {}, "sshd").users.file, "/etc/wavix2fa/users.conf");
  CHECK_EQ(loaded(with_services, {}, "su-l").code.length, 8U);
}

void an_argument_goes_before_all() {
  CHECK_EQ(loaded(with_services, {"code.length=10"}, "sudo").code.length, 10U);
  CHECK_EQ(loaded(with_services, {"code.length=10"}, "sshd").code.length, 10U);
  const auto config = loaded("[log]\nphone = hidden\n", {"wavix.service_id=x=y", "code.channels=voice sms",
                                                         "wavix.ca_file=", "log.phone=masked"});
  CHECK_EQ(config.wavix.service_id, "x=y");
  CHECK(config.code.channels == (std::vector{Channel::voice, Channel::sms}));
  CHECK(config.log.phone == PhoneInLog::masked);
}

void what_contradicts_is_judged_after_all_have_spoken() {
  CHECK(loaded(least + "[code]\nchannel = voice\nchannels = voice\n").code.channel == Channel::voice);
  const auto narrow =
      least + "[code]\nchannels = sms\n[service sudo]\ncode.channels = voice\ncode.channel = voice\n";
  CHECK(loaded(narrow, {}, "sudo").code.channel == Channel::voice);
  CHECK(loaded(narrow, {}, "sshd").code.channel == Channel::sms);
  CHECK(loaded(least + "connect_timeout = 20s\n", {"wavix.request_timeout=20s"}).wavix.connect_timeout ==
        20s);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a file with a service alone gives the defaults", a_file_with_a_service_alone_gives_the_defaults),
      TEST("who needs no code, and where phones are, is by default nobody and nowhere",
           who_needs_no_code_and_where_phones_are_is_by_default_nobody_and_nowhere),
      TEST("limits and locks hold by default, and outages deny",
           limits_and_locks_hold_by_default_and_outages_deny),
      TEST("what an outage does may differ by cause and service",
           what_an_outage_does_may_differ_by_cause_and_service),
      TEST("lists, networks and dates become what they are", lists_networks_and_dates_become_what_they_are),
      TEST("a service may take back what the file says of all",
           a_service_may_take_back_what_the_file_says_of_all),
      TEST("the file goes before the default", the_file_goes_before_the_default),
      TEST("a section may come in parts", a_section_may_come_in_parts),
      TEST("the section of the service goes before the file",
           the_section_of_the_service_goes_before_the_file),
      TEST("an argument goes before all", an_argument_goes_before_all),
      TEST("what contradicts is judged after all have spoken",
           what_contradicts_is_judged_after_all_have_spoken),
  };
  return cmocka_run_group_tests_name("config load", tests, nullptr, nullptr);
}
