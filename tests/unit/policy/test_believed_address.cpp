// SPDX-License-Identifier: BSD-3-Clause
#include "policy/believed_address.hpp"

#include "check.hpp"

namespace {

std::string believed(std::string_view rhost, std::string_view ssh_connection) {
  const auto address = wavix::policy::believed_address(rhost, ssh_connection);
  return address ? address->text() : "nothing";
}

void an_address_is_believed_if_nothing_contradicts_it() {
  struct Row {
    const char *rhost, *ssh_connection, *believed;
  };
  const Row rows[] = {
      {"203.0.113.9", "", "203.0.113.9"},
      {"2001:db8::1", "", "2001:db8::1"},
      {"::ffff:203.0.113.9", "", "203.0.113.9"},
      {"fe80::1%eth0", "", "fe80::1"},
      {"203.0.113.9", "203.0.113.9 50022 10.0.0.1 22", "203.0.113.9"},
      {"203.0.113.9", "::ffff:203.0.113.9 50022 ::ffff:10.0.0.1 22", "203.0.113.9"},
      {"fe80::1%eth0", "fe80::1%eth0 50022 fe80::2%eth0 22", "fe80::1"},
      {"203.0.113.9", "203.0.113.9", "203.0.113.9"},
      {"host.example", "203.0.113.9 50022 10.0.0.1 22", "203.0.113.9"},
      {"203.0.113.9", "UNKNOWN 65535 UNKNOWN 65535", "203.0.113.9"},
      // At odds.
      {"203.0.113.9", "10.0.0.5 50022 10.0.0.1 22", "nothing"},
      {"203.0.113.9", "2001:db8::1 50022 2001:db8::2 22", "nothing"},
      // No address at all.
      {"host.example", "", "nothing"},
      {"host.example", "UNKNOWN 65535 UNKNOWN 65535", "nothing"},
      {"host.example", " 203.0.113.9 50022 10.0.0.1 22", "nothing"},
      {"host.example", "203.0.113.9,50022", "nothing"},
      {"127.1", "", "nothing"},
      {"203.0.113.9 ", "", "nothing"},
      // No remote host: what SSH_CONNECTION says is of some other login.
      {"", "", "nothing"},
      {"", "203.0.113.9 50022 10.0.0.1 22", "nothing"},
  };
  for (const auto& row : rows) {
    const auto here = std::string(row.rhost) + " | " + row.ssh_connection + ": ";
    CHECK_EQ(here + believed(row.rhost, row.ssh_connection), here + row.believed);
  }
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("an address is believed if nothing contradicts it",
           an_address_is_believed_if_nothing_contradicts_it),
  };
  return cmocka_run_group_tests_name("policy believed_address", tests, nullptr, nullptr);
}
