// SPDX-License-Identifier: BSD-3-Clause
#include "check.hpp"
#include "doctor/sshd_config.hpp"

namespace {

using wavix::doctor::connection_for;
using wavix::doctor::read_sshd_config;
using wavix::doctor::SshdConnection;
using wavix::doctor::SshdFiles;

/// For "Match " and these words; carol is in the group staff.
std::optional<SshdConnection> made_for(const std::string& words) {
  const SshdFiles files{[&](const std::string&) { return std::optional("Match " + words + "\n"); },
                        [](const std::string&) { return std::vector<std::string>(); }};
  const auto config = read_sshd_config("/etc/ssh/sshd_config", files);
  return connection_for(config.matches.front(), [](const std::string& group) {
    return group == "staff" ? std::optional<std::string>("carol") : std::nullopt;
  });
}

void a_user_is_who_is_named_first() {
  CHECK_EQ(made_for("User alice,bob")->user, "alice");
  CHECK_EQ(made_for("User !root,svc-*")->user, "svc-x");
  CHECK_EQ(made_for("user=alice")->user, "alice");
}

void a_group_is_one_of_its_members() {
  CHECK_EQ(made_for("Group wheel,staff")->user, "carol");
  CHECK(!made_for("Group wheel"));
}

void an_address_is_in_the_network() {
  CHECK_EQ(made_for("Address 10.0.0.0/8,192.168.0.1")->address, "10.0.0.0");
  CHECK_EQ(made_for("Address 192.168.*")->address, "192.168.1.1");
  CHECK_EQ(made_for("Address 2001:db8::/32")->address, "2001:db8::");
  CHECK_EQ(made_for("Address !10.0.0.1,*")->address, "192.0.2.1");
}

void all_criteria_hold_together() {
  const auto made = made_for("User alice Host *.example.com LocalPort 2222");
  CHECK_EQ(made->user, "alice");
  CHECK_EQ(made->host, "x.example.com");
  CHECK_EQ(made->local_port, "2222");
}

void what_cannot_be_made_up_is_none() {
  CHECK(!made_for("exec \"test -e /etc/nologin\""));
  CHECK(!made_for("RDomain blue"));
  CHECK(!made_for(""));
}

void for_all_is_everybody() { CHECK(made_for("all")); }

void only_exact_names_are_users_one_by_one() {
  CHECK(made_for("User alice,bob")->named_users_alone);
  CHECK(made_for("User alice Address 10.0.0.0/8")->named_users_alone);
  CHECK(!made_for("User svc-*")->named_users_alone);
  CHECK(!made_for("User *,!root")->named_users_alone);
  CHECK(!made_for("Address 10.0.0.0/8")->named_users_alone);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a user is who is named first", a_user_is_who_is_named_first),
      TEST("a group is one of its members", a_group_is_one_of_its_members),
      TEST("an address is in the network", an_address_is_in_the_network),
      TEST("all criteria hold together", all_criteria_hold_together),
      TEST("what cannot be made up is none", what_cannot_be_made_up_is_none),
      TEST("for all is everybody", for_all_is_everybody),
      TEST("only exact names are users one by one", only_exact_names_are_users_one_by_one),
  };
  return cmocka_run_group_tests_name("doctor sshd_connection", tests, nullptr, nullptr);
}
