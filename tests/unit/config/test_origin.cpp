// SPDX-License-Identifier: BSD-3-Clause
#include "config/origin.hpp"

#include <string>

#include "check.hpp"
#include "config/load.hpp"
#include "folder.hpp"

namespace {

using namespace wavix::config;

const std::string text = "[wavix]\nservice_id = abc\n"
                         "[policy]\n\nmonitor = no\nexclude_users = alice\n"
                         "[service sudo]\npolicy.exclude_users = bob\n"
                         "[code]\nlength = 8\n";

/// Where `key` comes from, with "file" for the file.
std::string origin_in(std::string_view service, std::string_view key) {
  const wavix::test::Folder folder;
  const auto path = folder.file(text);
  const auto loaded = load({path, {"code.length=10"}}, service);
  CHECK(loaded.has_value());
  auto origin = origin_of(loaded->origins, key_named(key));
  return origin.starts_with(path) ? "file" + origin.substr(path.size()) : origin;
}

void a_value_of_the_file_has_its_line() {
  CHECK_EQ(origin_in("sshd", "wavix.service_id"), "file:2");
  CHECK_EQ(origin_in("sshd", "policy.monitor"), "file:5");  // although it is what the default is
}

void an_override_of_a_service_has_its_own_line() {
  CHECK_EQ(origin_in("sshd", "policy.exclude_users"), "file:6");
  CHECK_EQ(origin_in("sudo", "policy.exclude_users"), "file:8");
  CHECK_EQ(origin_in("sudo", "policy.monitor"), "file:5");
}

void an_argument_has_no_line() { CHECK_EQ(origin_in("sshd", "code.length"), "pam.d argument"); }

void what_nobody_gave_is_a_default() { CHECK_EQ(origin_in("sshd", "policy.trusted_networks"), "default"); }

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a value of the file has its line", a_value_of_the_file_has_its_line),
      TEST("an override of a service has its own line", an_override_of_a_service_has_its_own_line),
      TEST("an argument has no line", an_argument_has_no_line),
      TEST("what nobody gave is a default", what_nobody_gave_is_a_default),
  };
  return cmocka_run_group_tests_name("config origin", tests, nullptr, nullptr);
}
