// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/audit.hpp"

#include "check.hpp"

namespace {

using namespace wavix;
using namespace wavix::verifier;

Record full_record() {
  return {.user = "alice",
          .service = "sshd",
          .rhost = "203.0.113.9",
          .channel = Channel::sms,
          .phone = "+371*****931",
          .verification = "5f1a8680201511eeafdfcfc3dedfac51",
          .sends = 1,
          .checks = 2,
          .took = milliseconds(21840)};
}

void a_login_is_one_line_of_keys_and_values() {
  CHECK_EQ(audit_line(full_record(), {Verdict::verified}),
           "verdict=verified user='alice' service='sshd' rhost=203.0.113.9 channel=sms phone=+371*****931 "
           "verification=5f1a8680201511eeafdfcfc3dedfac51 sends=1 checks=2 ms=21840");
}

void a_cause_is_a_word_or_a_quoted_sentence() {
  CHECK_EQ(
      audit_line({.user = "bob", .service = "sudo"}, {Verdict::unavailable, "tls", "self-signed", 0}),
      "verdict=unavailable user='bob' service='sudo' sends=0 checks=0 ms=0 cause=tls detail=self-signed");
  CHECK_EQ(
      audit_line({.user = "bob", .service = "sudo"}, {Verdict::refused, "it's \"over\"", "", 404}),
      "verdict=refused user='bob' service='sudo' sends=0 checks=0 ms=0 cause=\"it's 'over'\" status=404");
}

void whose_phone_and_which_rule_are_told() {
  Record record{.user = "root", .service = "su", .contact = "alice"};
  record.rule = "policy.include_groups (/etc/wavix2fa/wavix2fa.conf:31)";
  CHECK_EQ(audit_line(record, {Verdict::refused}),
           "verdict=refused user='root' service='su' contact='alice' sends=0 checks=0 ms=0 "
           "rule=\"policy.include_groups (/etc/wavix2fa/wavix2fa.conf:31)\"");
}

void nothing_from_outside_can_forge_a_key_or_a_line() {
  auto record = full_record();
  record.user = "x' verdict=verified\nroot";
  record.rhost = "host\x1b[2J verdict=verified";
  record.verification = "a b";
  const auto line = audit_line(record, {Verdict::refused, "a\"b\nc"});
  CHECK(line.starts_with("verdict=refused user='x\\' verdict=verified?root' service='sshd' "
                         "rhost='host?[2J verdict=verified' "));
  CHECK(line.find("verification='a b'") != std::string::npos);
  CHECK(line.ends_with("cause=\"a'b?c\""));
}

void the_address_of_sshd_goes_before_rhost() {
  CHECK_EQ(client_address("2001:db8::7 50022 2001:db8::1 22", "host.example"), "2001:db8::7");
  CHECK_EQ(client_address("", "198.51.100.3"), "198.51.100.3");
  CHECK_EQ(client_address("evil text", "198.51.100.3"), "198.51.100.3");
  CHECK_EQ(client_address("fe80::1%eth0 1 fe80::2 22", ""), "fe80::1%eth0");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a login is one line of keys and values", a_login_is_one_line_of_keys_and_values),
      TEST("a cause is a word or a quoted sentence", a_cause_is_a_word_or_a_quoted_sentence),
      TEST("whose phone and which rule are told", whose_phone_and_which_rule_are_told),
      TEST("nothing from outside can forge a key or a line", nothing_from_outside_can_forge_a_key_or_a_line),
      TEST("the address that sshd tells goes before rhost", the_address_of_sshd_goes_before_rhost),
  };
  return cmocka_run_group_tests_name("verifier audit", tests, nullptr, nullptr);
}
