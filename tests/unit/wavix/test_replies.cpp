// SPDX-License-Identifier: BSD-3-Clause
#include "check.hpp"
#include "wavix/operations.hpp"

namespace {

using namespace wavix::api;

bool is_malformed(const Failure& failure) { return failure.cause == Cause::malformed; }

Reply created(const std::string& rest) {
  return {200, R"({"success":true,"session_id":"5f1a")" + rest + "}"};
}

void a_created_verification_in_wavix_own_words_is_taken() {
  const auto result = create_reply({200,
                                    R"({"success":true,"service_id":"7204a030201211ee9fb47d093f2f127c",
 "session_url":"https://api.wavix.com/v1/two-fa/verification/5f1a8680201511eeafdfcfc3dedfac51",
 "session_id":"5f1a8680201511eeafdfcfc3dedfac51","destination":"37128782931",
 "created_at":"2023-07-11T18:04:25.786Z",
 "number_lookup":{"number_type":"mobile","country":"LV","current_carrier":"Latvijas Mobilais Telefons"}})"});
  CHECK(result);
  CHECK_EQ(result->verification, "5f1a8680201511eeafdfcfc3dedfac51");
  CHECK_EQ(result->lookup->number_type, "mobile");
  CHECK_EQ(result->lookup->country, "LV");
  CHECK_EQ(result->lookup->carrier, "Latvijas Mobilais Telefons");
}

void any_2xx_with_an_id_is_a_creation() {
  for (const long status : {200L, 201L, 202L, 299L})
    CHECK(create_reply({status, R"({"session_id":"x"})"}));
  CHECK(create_reply(created(R"(,"charge":"0.05","session_url":7,"x":[{"y":null}],"destination":null)")));
}

void an_id_is_opaque_but_fit_for_a_path() {
  for (const auto& id :
       {std::string("5f1a8680201511eeafdfcfc3dedfac51"), std::string("eeddca80-1e7e-11ef-871f-b5f648545118"),
        std::string("1c7d5259092eb11f083eed7e070f20a2b"), std::string("w"), std::string("..."),
        std::string("a?b#c%d\\u005c"), std::string(128, 'x')})
    CHECK(create_reply({200, R"({"session_id":")" + id + "\"}"}));
  for (const auto& id :
       {std::string(R"("")"), std::string(R"(".")"), std::string(R"("..")"), std::string(R"("a/b")"),
        std::string(R"("a b")"), std::string(R"("a\u0000")"), std::string(R"("a\n")"), std::string(R"("é")"),
        '"' + std::string(129, 'x') + '"', std::string("7"), std::string("null"), std::string("true"),
        std::string("[\"x\"]"), std::string("{}")})
    CHECK(is_malformed(create_reply({200, R"({"success":true,"session_id":)" + id + "}"}).error()));
  CHECK(is_malformed(create_reply({200, R"({"success":true})"}).error()));
  CHECK(is_malformed(create_reply({204, ""}).error()));
}

void a_number_lookup_may_lack_anything() {
  CHECK(!create_reply(created(""))->lookup);
  CHECK(!create_reply(created(R"(,"number_lookup":null)"))->lookup);
  CHECK_EQ(create_reply(created(R"(,"number_lookup":{})"))->lookup->country, "");
  const auto nulls =
      create_reply(created(R"(,"number_lookup":{"number_type":null,"country":null,"current_carrier":null})"));
  CHECK_EQ(nulls->lookup->number_type, "");
  CHECK_EQ(create_reply(created(R"(,"lookup":{"country":"LV","x":1})"))->lookup->country, "LV");
  CHECK_EQ(create_reply(created(R"(,"number_lookup":{"current_carrier":"a\u001bb"})"))->lookup->carrier,
           "a?b");
}

void a_number_lookup_of_a_wrong_type_is_malformed() {
  for (const auto* wrong :
       {"7", "\"mobile\"", "[]", "true", R"({"country":371})", R"({"number_type":["mobile"]})"})
    CHECK(is_malformed(create_reply(created(std::string(",\"number_lookup\":") + wrong)).error()));
}

void a_resend_needs_no_body() {
  for (const auto* body :
       {"", " \n", "{}", R"({"success":true,"channel":"voice","destination":"37128782931"})"})
    for (const long status : {200L, 201L, 204L})
      CHECK(resend_reply({status, body}));
  CHECK(resend_reply({404, ""}).error().cause == Cause::rejected);
}

void only_a_200_with_the_literal_true_is_a_valid_code() {
  CHECK(check_reply({200, R"({"is_valid":true})"})->valid);
  CHECK(check_reply({200, R"( {"is_valid" : true, "success":true, "error":false, "x":[]} )"})->valid);
  CHECK(!check_reply({200, R"({"is_valid":false})"})->valid);
  for (const long status : {201L, 202L, 204L, 206L, 226L, 299L})
    CHECK(is_malformed(check_reply({status, R"({"is_valid":true})"}).error()));
}

void an_odd_answer_to_a_check_is_malformed() {
  for (const auto* body : {"",
                           "{}",
                           "[]",
                           "true",
                           R"([{"is_valid":true}])",
                           R"({"is_valid":"true"})",
                           R"({"is_valid":1})",
                           R"({"is_valid":null})",
                           R"({"is_valid":[true]})",
                           R"({"is_valid":{"is_valid":true}})",
                           R"({"is_valid":True})",
                           R"({'is_valid':true})",
                           R"({"is_valid":true,})",
                           R"({"is_valid":true} {})",
                           R"({"is_valid":true)",
                           R"({"is_valid":true,"is_valid":true})",
                           R"({"is_valid":false,"is_valid":true})",
                           R"({"is_valid\u0000":true})",
                           R"({"Is_valid":true})",
                           R"({"is_valid ":true})",
                           R"({"valid":true})",
                           R"({"data":{"is_valid":true}})"})
    CHECK(is_malformed(check_reply({200, body}).error()));
}

void used_up_checks_are_a_rate_limit_and_gone_sessions_a_rejection() {
  CHECK(check_reply({429, R"({"success":false,"message":"x"})"}).error().cause == Cause::rate_limit);
  for (const long status : {400L, 404L, 422L})
    CHECK(check_reply({status, R"({"success":false,"is_valid":true})"}).error().cause == Cause::rejected);
}

void what_is_gone_is_cancelled() {
  for (const auto* body : {"", R"({"success":true})", "{}"})
    for (const long status : {200L, 202L, 204L})
      CHECK(cancel_reply({status, body}));
  for (const auto* body : {"", "<html>", R"({"success":false,"message":"Two FA session is not canceled"})"})
    CHECK(cancel_reply({404, body}));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a created verification in Wavix's own words is taken",
           a_created_verification_in_wavix_own_words_is_taken),
      TEST("any 2xx with an id is a creation", any_2xx_with_an_id_is_a_creation),
      TEST("an id is opaque but fit for a path", an_id_is_opaque_but_fit_for_a_path),
      TEST("a number lookup may lack anything", a_number_lookup_may_lack_anything),
      TEST("a number lookup of a wrong type is malformed", a_number_lookup_of_a_wrong_type_is_malformed),
      TEST("a resend needs no body", a_resend_needs_no_body),
      TEST("only a 200 with the literal true is a valid code",
           only_a_200_with_the_literal_true_is_a_valid_code),
      TEST("an odd answer to a check is malformed", an_odd_answer_to_a_check_is_malformed),
      TEST("used-up checks are a rate limit and gone sessions a rejection",
           used_up_checks_are_a_rate_limit_and_gone_sessions_a_rejection),
      TEST("what is gone is cancelled", what_is_gone_is_cancelled),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
