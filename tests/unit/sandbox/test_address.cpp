// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/address.hpp"

#include "check.hpp"

namespace {

using wavix::sandbox::address_from;

void loopback_addresses_are_taken() {
  CHECK_EQ(address_from("127.0.0.1:8443")->text(), "127.0.0.1:8443");
  CHECK_EQ(address_from("127.9.9.9:0")->text(), "127.9.9.9:0");
  CHECK_EQ(address_from("[::1]:65535")->text(), "[::1]:65535");
  CHECK_EQ(address_from("localhost:1")->text(), "127.0.0.1:1");
}

void anything_else_is_refused() {
  for (const auto* wrong :
       {"", "127.0.0.1", ":80", "0.0.0.0:80", "[::]:80", "192.168.0.1:80", "example.com:80",
        "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:x", "[::ffff:127.0.0.1]:80"})
    CHECK(!address_from(wrong));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("loopback addresses are taken", loopback_addresses_are_taken),
      TEST("anything else is refused", anything_else_is_refused),
  };
  return cmocka_run_group_tests_name("sandbox address", tests, nullptr, nullptr);
}
