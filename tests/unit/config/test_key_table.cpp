// SPDX-License-Identifier: BSD-3-Clause
#include "config/key_table.hpp"

#include <syslog.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>

#include "check.hpp"
#include "config/load.hpp"
#include "folder.hpp"

namespace {

using namespace wavix::config;

std::string contents_of(const std::string& path) {
  std::ifstream file(path);
  CHECK(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// For each key a value that is not its default.
const std::map<std::string, std::string> others = {
    {"wavix.service_id", "service-1"},
    {"wavix.api_key_file", "/run/key"},
    {"wavix.api_url", "http://127.0.0.1:8080"},
    {"wavix.ca_file", "/run/ca.pem"},
    {"wavix.proxy", "socks5h://proxy:1080"},
    {"wavix.connect_timeout", "250ms"},
    {"wavix.request_timeout", "1m"},
    {"users.sources", "ldap file"},
    {"users.file", "/run/users"},
    {"users.default_region", "LV"},
    {"users.unmapped", "decoy"},
    {"ldap.uri", "ldaps://a.example ldapi://%2Frun%2Fldapi"},
    {"ldap.start_tls", "yes"},
    {"ldap.ca_file", "/run/ldap.pem"},
    {"ldap.bind_dn", "cn=a b,dc=example"},
    {"ldap.bind_password_file", "/run/password"},
    {"ldap.base", "dc=example"},
    {"ldap.scope", "one"},
    {"ldap.filter", "(sAMAccountName=%U)"},
    {"ldap.phone_attributes", "pager"},
    {"ldap.channel_attribute", "2.5.4.13"},
    {"ldap.timeout", "30s"},
    {"code.channel", "voice"},
    {"code.channels", "voice"},
    {"code.length", "8"},
    {"code.tries", "5"},
    {"code.send", "ask"},
    {"code.echo", "no"},
    {"code.resend_delay", "0s"},
    {"code.login_timeout", "10m"},
    {"code.language", "en"},  // there is no other yet
    {"code.reuse_window", "0s"},
    {"policy.include_groups", "staff 1000"},
    {"policy.exclude_groups", "robots"},
    {"policy.exclude_users", "alice bob@example.com"},
    {"policy.trusted_networks", "10.0.0.0/8 2001:db8::1"},
    {"policy.exempt_result", "success"},
    {"policy.monitor", "yes"},
    {"policy.enrol_until", "2028-02-29"},
    {"policy.su_user", "caller"},
    {"policy.countries", "LV EE"},
    {"policy.number_types", "mobile voip"},
    {"outage.action", "allow"},
    {"outage.unreachable", "recovery_only"},
    {"outage.timeout", "deny"},
    {"outage.tls", "deny"},
    {"outage.server", "allow"},
    {"outage.rate_limit", "recovery_only"},
    {"outage.breaker", "1 failure / 1h"},
    {"limits.sends_per_user", "1/1s"},
    {"limits.sends_per_number", ""},
    {"limits.sends_per_rhost", "1000000/31d, 7/36h"},
    {"limits.sends_total", "9/1d, 8/1h, 7/1m"},
    {"limits.lockout", "10 failures / 1h for 1d"},
    {"limits.root_lockout", "yes"},
    {"grace.period", "8h"},
    {"grace.key", "user service"},
    {"grace.max", "31d"},
    {"state.file", "/run/state"},
    {"log.facility", "local7"},
    {"log.phone", "hidden"},
};

void every_default_is_one_that_the_key_accepts_and_the_struct_has() {
  for (const auto& key : keys()) {
    Config config;
    CHECK_EQ(key.required, key.full_name() == "wavix.service_id");
    if (key.full_name() == "log.facility") config.log.facility = LOG_AUTHPRIV;
    CHECK_EQ(key.text(config), std::string(key.fallback));
    if (!key.required) CHECK(key.set(config, key.fallback).has_value());
    CHECK_EQ(key.text(config), std::string(key.fallback));
  }
}

void every_key_can_be_set_to_something_else_and_changes_nothing_but_itself() {
  for (const auto& key : keys()) {
    Config config;
    std::map<std::string, std::string> before;
    for (const auto& each : keys())
      before[each.full_name()] = each.text(config);
    const auto& other = others.at(key.full_name());
    CHECK(key.set(config, other).has_value());
    before[key.full_name()] = other;
    for (const auto& each : keys())
      CHECK_EQ(each.text(config), before[each.full_name()]);
  }
}

void every_key_says_what_it_is_for() {
  std::set<std::string> names;
  for (const auto& key : keys()) {
    CHECK(!key.accepts.empty());
    CHECK(key.help.ends_with('.'));
    CHECK(names.insert(key.full_name()).second);
    CHECK(find_key(key.section, key.name) == &key);
  }
  CHECK(find_key("code", "file") == nullptr);
}

void a_service_may_differ_in_all_but_how_wavix_the_directory_the_store_and_the_log_are_reached() {
  const std::set<std::string_view> same_for_all = {"wavix", "ldap", "state", "log"};
  for (const auto& key : keys())
    CHECK_EQ(key.per_service, !same_for_all.contains(key.section));
}

void a_key_is_found_by_its_full_name() {
  for (const auto& key : keys())
    CHECK(&key_named(key.full_name()) == &key);
  for (const auto* const wrong : {"", ".", "code", "code.", "length", "code.lenght", "code.length.x"}) {
    try {
      static_cast<void>(key_named(wrong));
    } catch (const std::logic_error&) {
      continue;
    }
    wavix::test::failed(__FILE__, __LINE__, std::string("found: ") + wrong);
  }
}

void a_refused_secret_is_not_repeated() {
  Config config;
  const auto* const proxy = find_key("wavix", "proxy");
  CHECK(proxy->secret);
  CHECK(proxy->set(config, "http://user:geheim@").error().find("geheim") == std::string::npos);
}

/// The keys of each section stand below its heading, in the order of the table.
void check_listed(const std::string& text, const std::string& heading_end,
                  std::string (*line_for)(const Key& key)) {
  std::size_t at = 0;
  std::string_view section;
  for (const auto& key : keys()) {
    const auto heading = "[" + std::string(key.section) + "]" + heading_end;
    if (key.section != section) at = text.find(heading, at);
    if (at == std::string::npos) wavix::test::failed(__FILE__, __LINE__, "no " + heading);
    section = key.section;
    at = text.find("\n" + line_for(key) + "\n", at);
    if (at == std::string::npos) wavix::test::failed(__FILE__, __LINE__, "no line " + line_for(key));
  }
}

void the_manual_has_every_key_at_its_default() {
  check_listed(contents_of(PROJECT "/man/wavix2fa.conf.5.scd"), " SECTION\n", [](const Key& key) {
    const auto fallback = key.fallback.empty() ? "" : " _" + std::string(key.fallback) + "_";
    return "*" + std::string(key.name) + "* =" + fallback;
  });
}

std::string commented(const Key& key) {
  return "#" + std::string(key.name) + " =" + (key.fallback.empty() ? "" : " ") + std::string(key.fallback);
}

void the_example_file_has_every_key_at_its_default() {
  check_listed(contents_of(PROJECT "/conf/wavix2fa.conf"), "\n", commented);
}

void the_example_file_loads_once_the_service_is_set() {
  auto text = contents_of(PROJECT "/conf/wavix2fa.conf");
  const wavix::test::Folder folder;
  const auto lacking = load({folder.file(text), {}}, "sshd");
  CHECK(!lacking);
  CHECK_EQ(lacking.error().size(), 1U);
  CHECK_EQ(lacking.error().front().key, "wavix.service_id");
  for (const auto& key : keys())
    text.replace(text.find("\n" + commented(key) + "\n") + 1, 1, "");  // with all keys at their defaults
  text.replace(text.find("service_id ="), 12, "service_id = x");
  const auto config = load({folder.file(text), {}}, "sshd");
  if (!config) wavix::test::failed(__FILE__, __LINE__, to_string(config.error().front()));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("every default is one that the key accepts and the struct has",
           every_default_is_one_that_the_key_accepts_and_the_struct_has),
      TEST("every key can be set to something else and changes nothing but itself",
           every_key_can_be_set_to_something_else_and_changes_nothing_but_itself),
      TEST("every key says what it is for", every_key_says_what_it_is_for),
      TEST("a service may differ in all but how Wavix, the directory, the store and the log are reached",
           a_service_may_differ_in_all_but_how_wavix_the_directory_the_store_and_the_log_are_reached),
      TEST("a key is found by its full name", a_key_is_found_by_its_full_name),
      TEST("a refused secret is not repeated", a_refused_secret_is_not_repeated),
      TEST("the manual has every key at its default", the_manual_has_every_key_at_its_default),
      TEST("the example file has every key at its default", the_example_file_has_every_key_at_its_default),
      TEST("the example file loads once the service is set", the_example_file_loads_once_the_service_is_set),
  };
  return cmocka_run_group_tests_name("config key_table", tests, nullptr, nullptr);
}
