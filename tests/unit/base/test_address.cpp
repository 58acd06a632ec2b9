// SPDX-License-Identifier: BSD-3-Clause
#include "base/address.hpp"

#include "check.hpp"

namespace {

using wavix::Address;
using wavix::Network;

bool contains(std::string_view network, std::string_view address) {
  return Network::parse(network)->contains(*Address::parse(address));
}

void only_numeric_addresses_are_addresses() {
  for (const auto* text :
       {"203.0.113.9", "0.0.0.0", "2001:db8::1", "::1", "::ffff:203.0.113.9", "fe80::1%eth0", "fe80::1%2"})
    CHECK(Address::parse(text).has_value());
  for (const auto* text :
       {"", "localhost", "127.1", "010.0.0.1", "1.2.3.4.5", "203.0.113.9 ", " ::1", "[::1]", "1.2.3.4%eth0",
        "fe80::1%", "fe80::1%eth 0", "203.0.113.9/32", "0x7f000001", "2130706433"})
    CHECK(!Address::parse(text).has_value());
  CHECK(!Address::parse(std::string_view("1.2.3.4\0x", 9)).has_value());
}

void a_mapped_address_is_the_ipv4_one() {
  CHECK(*Address::parse("::ffff:203.0.113.9") == *Address::parse("203.0.113.9"));
  CHECK(contains("203.0.113.0/24", "::ffff:203.0.113.9"));
  CHECK(contains("::ffff:203.0.113.0/120", "203.0.113.9"));
  CHECK(*Network::parse("::ffff:10.0.0.0/104") == *Network::parse("10.0.0.0/8"));
}

void an_address_is_written_in_one_way() {
  CHECK_EQ(Address::parse("203.0.113.9")->text(), "203.0.113.9");
  CHECK_EQ(Address::parse("::ffff:203.0.113.9")->text(), "203.0.113.9");
  CHECK_EQ(Address::parse("2001:DB8:0::1")->text(), "2001:db8::1");
  CHECK_EQ(Address::parse("fe80::1%eth0")->text(), "fe80::1");
}

void a_zone_counts_no_further() { CHECK(contains("fe80::/10", "fe80::1%eth0")); }

void a_network_has_its_addresses_and_no_other() {
  CHECK(contains("10.0.0.0/8", "10.255.255.255"));
  CHECK(!contains("10.0.0.0/8", "11.0.0.0"));
  CHECK(contains("192.0.2.128/25", "192.0.2.128"));
  CHECK(!contains("192.0.2.128/25", "192.0.2.127"));
  CHECK(contains("192.0.2.7", "192.0.2.7"));
  CHECK(!contains("192.0.2.7", "192.0.2.6"));
  CHECK(contains("2001:db8::/33", "2001:db8:7fff::1"));
  CHECK(!contains("2001:db8::/33", "2001:db8:8000::1"));
  CHECK(contains("::1", "::1"));
  CHECK(contains("0.0.0.0/0", "203.0.113.9"));
}

void the_whole_of_ipv6_is_nothing_of_ipv4() {
  CHECK(contains("::/0", "2001:db8::1"));
  CHECK(!contains("::/0", "203.0.113.9"));
  CHECK(!contains("0.0.0.0/0", "2001:db8::1"));
}

void what_is_no_network_is_refused_with_a_reason() {
  for (const auto* text :
       {"", "example.com", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0.0/255.0.0.0",
        "2001:db8::/129", "fe80::1%eth0", "fe80::%eth0/10", "10.0.0/8"})
    CHECK(!Network::parse(text).has_value());
  CHECK_EQ(Network::parse("10.1.0.0/8").error(), "has bits set behind its prefix");
  CHECK_EQ(Network::parse("2001:db8::1/64").error(), "has bits set behind its prefix");
}

void one_client_has_a_block_of_addresses() {
  for (const auto& [address, block] : {std::pair("203.0.113.9", "203.0.113.9"),
                                       {"::ffff:203.0.113.9", "203.0.113.9"},
                                       {"64:ff9b::203.0.113.9", "64:ff9b::cb00:7109"},
                                       {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
                                       {"2001:db8:1:2::", "2001:db8:1:2::/64"},
                                       {"fe80::1%eth0", "fe80::/64"}})
    CHECK_EQ(Address::parse(address)->block(), block);
}

void loopback_is_known() {
  for (const auto* text : {"127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"})
    CHECK(Address::parse(text)->is_loopback());
  for (const auto* text : {"128.0.0.1", "::", "::2", "fe80::1"})
    CHECK(!Address::parse(text)->is_loopback());
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("only numeric addresses are addresses", only_numeric_addresses_are_addresses),
      TEST("a mapped address is the IPv4 one", a_mapped_address_is_the_ipv4_one),
      TEST("an address is written in one way", an_address_is_written_in_one_way),
      TEST("a zone counts no further", a_zone_counts_no_further),
      TEST("a network has its addresses and no other", a_network_has_its_addresses_and_no_other),
      TEST("the whole of IPv6 is nothing of IPv4", the_whole_of_ipv6_is_nothing_of_ipv4),
      TEST("what is no network is refused with a reason", what_is_no_network_is_refused_with_a_reason),
      TEST("one client has a block of addresses", one_client_has_a_block_of_addresses),
      TEST("loopback is known", loopback_is_known),
  };
  return cmocka_run_group_tests_name("base address", tests, nullptr, nullptr);
}
