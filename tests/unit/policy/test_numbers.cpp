// SPDX-License-Identifier: BSD-3-Clause
#include "policy/numbers.hpp"

#include "check.hpp"

namespace {

using wavix::policy::country_allowed;
using Types = std::vector<std::string>;

const std::string voip_why =
    "voip: numbers of this type get codes only if policy.number_types names it (NIST SP 800-63B-4)";

std::string verdict(const Types& types, const std::optional<std::string>& told) {
  const auto allowed = wavix::policy::type_allowed(types, told);
  return allowed ? "allowed" : allowed.error();
}

void without_a_list_every_country_is_allowed() {
  for (const auto* country : {"LV", "US", "ZZ", "001", ""})
    CHECK(country_allowed({}, country));
}

void with_a_list_only_its_countries_are() {
  CHECK(country_allowed({"LV", "GB"}, "GB"));
  for (const auto* country : {"US", "lv", "L", "LVA", " LV", "ZZ", "001", ""})
    CHECK(!country_allowed({"LV", "GB"}, country));
  for (const auto* unknown : {"ZZ", "001", ""})
    CHECK(!country_allowed({"LV", unknown}, unknown));
}

void without_a_list_only_the_types_that_cost_or_prove_nothing_are_refused() {
  for (const auto* told :
       {"mobile", "landline", "toll-free", "fixed line or mobile", "some new word", "", " "})
    CHECK_EQ(verdict({}, told), "allowed");
  CHECK_EQ(verdict({}, {}), "allowed");
  CHECK_EQ(verdict({}, "voip"), voip_why);
  CHECK_EQ(verdict({}, "premium-rate"), "premium-rate: numbers of this type never get codes");
  CHECK_EQ(verdict({}, "shared-cost"), "shared-cost: numbers of this type never get codes");
}

void with_a_list_only_its_types_are_allowed() {
  CHECK_EQ(verdict({"mobile"}, "mobile"), "allowed");
  CHECK_EQ(verdict({"mobile", "toll-free"}, "toll-free"), "allowed");
  CHECK_EQ(verdict({"mobile"}, "landline"), "landline: policy.number_types does not name this type");
  CHECK_EQ(verdict({"mobile"}, "mobile-ish"), "mobile-ish: policy.number_types does not name this type");
  CHECK_EQ(verdict({"mobile"}, "voip"), voip_why);
  CHECK_EQ(verdict({"mobile", "voip"}, "voip"), "allowed");
}

void numbers_that_cost_more_never_get_codes() {
  CHECK_EQ(verdict({"premium-rate"}, "premium-rate"), "premium-rate: numbers of this type never get codes");
  CHECK_EQ(verdict({"shared-cost"}, "shared-cost"), "shared-cost: numbers of this type never get codes");
  CHECK_EQ(verdict({"voip"}, "premium voip"), "premium-rate: numbers of this type never get codes");
}

void a_list_needs_to_be_told_the_type() {
  const std::string why = "Wavix told no number type; switch on 'Number validation' for the service";
  CHECK_EQ(verdict({"mobile"}, {}), why);
  CHECK_EQ(verdict({"mobile"}, ""), why);
  CHECK_EQ(verdict({"mobile"}, " \t"), why);
}

void a_type_may_be_written_in_any_way() {
  for (const auto* told : {"VoIP", "VOIP", "non-fixed voip", "Non-Fixed VoIP", "fixed_voip", " voip "}) {
    CHECK_EQ(verdict({}, told), voip_why);
    CHECK_EQ(verdict({"voip"}, told), "allowed");
  }
  for (const auto* told : {"toll-free", "Toll Free", "TOLL_FREE", " toll free\n"}) {
    CHECK_EQ(verdict({"toll-free"}, told), "allowed");
    CHECK_EQ(verdict({"Toll Free"}, told), "allowed");
  }
  for (const auto* told : {"premium", "Premium Rate", "premium_rate", "PREMIUM-RATE"})
    CHECK_EQ(verdict({}, told), "premium-rate: numbers of this type never get codes");
  for (const auto* told : {"shared", "Shared Cost", "shared_cost"})
    CHECK_EQ(verdict({}, told), "shared-cost: numbers of this type never get codes");
}

void a_reason_has_neither_control_characters_nor_a_number() {
  CHECK_EQ(verdict({"mobile"}, "\x1b[2J37128782931"),
           "?[2j***********: policy.number_types does not name this type");
  CHECK(verdict({"mobile"}, std::string(10000, 'x')).size() < 120);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("without a list every country is allowed", without_a_list_every_country_is_allowed),
      TEST("with a list only its countries are", with_a_list_only_its_countries_are),
      TEST("without a list only the types that cost or prove nothing are refused",
           without_a_list_only_the_types_that_cost_or_prove_nothing_are_refused),
      TEST("with a list only its types are allowed", with_a_list_only_its_types_are_allowed),
      TEST("numbers that cost more never get codes", numbers_that_cost_more_never_get_codes),
      TEST("a list needs to be told the type", a_list_needs_to_be_told_the_type),
      TEST("a type may be written in any way", a_type_may_be_written_in_any_way),
      TEST("a reason has neither control characters nor a number",
           a_reason_has_neither_control_characters_nor_a_number),
  };
  return cmocka_run_group_tests_name("policy numbers", tests, nullptr, nullptr);
}
