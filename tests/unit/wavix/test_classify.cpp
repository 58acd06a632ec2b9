// SPDX-License-Identifier: BSD-3-Clause
#include "check.hpp"
#include "wavix/operations.hpp"
#include "wavix/session_list.hpp"

// What holds for each of the six operations alike.
namespace {

using namespace wavix::api;

template <typename Result>
std::optional<Failure> failure_in(const wavix::Expected<Result, Failure>& result) {
  if (result) return std::nullopt;
  return result.error();
}

/// As a transport has it read: the body of a 2xx goes to the sink, any other stays in the reply.
wavix::Expected<void, Failure> read_list(const Reply& reply) {
  SessionList list([](const Session&) { return true; });
  const auto request = list.request("7204", "2026-11-22", "2026-11-22");
  if (reply.status < 200 || reply.status > 299) return list.result(reply);
  if (!request.sink(reply.body)) return list.result(wavix::unexpected(Failure{}));
  return list.result(Reply{reply.status, {}});
}

struct Operation {
  const char* name;
  std::optional<Failure> (*read)(const Reply&);
};
constexpr Operation operations[] = {
    {"create", [](const Reply& reply) { return failure_in(create_reply(reply)); }},
    {"resend", [](const Reply& reply) { return failure_in(resend_reply(reply)); }},
    {"check", [](const Reply& reply) { return failure_in(check_reply(reply)); }},
    {"cancel", [](const Reply& reply) { return failure_in(cancel_reply(reply)); }},
    {"sessions", [](const Reply& reply) { return failure_in(read_list(reply)); }},
    {"events", [](const Reply& reply) { return failure_in(events_reply(reply)); }},
};

/// That `read` fails with `cause`, whatever else the body says.
void check_cause(const Operation& operation, long status, const std::string& body, Cause cause) {
  const auto failure = operation.read({status, body});
  const auto what = std::string(operation.name) + " " + std::to_string(status) + " " + body.substr(0, 80);
  if (!failure) wavix::test::failed(__FILE__, __LINE__, what + " was taken");
  CHECK_EQ(what + ": " + std::string(to_string(failure->cause)), what + ": " + std::string(to_string(cause)));
  CHECK_EQ(failure->status, status);
  CHECK(failure->may_have_arrived);
}

/// A body that would be a success of every operation that takes an object.
constexpr auto all_good = R"({"success":true,"is_valid":true,"session_id":"5f1a"})";
const std::string bodies[] = {"",
                              "{}",
                              "[]",
                              "null",
                              "<html>Bad Gateway</html>",
                              R"({"success":false,"message":"Access Denied","error_code":"012"})",
                              R"({"success":false,"error":true,"message":"Unauthorized"})",
                              R"({"success":false,"success":true})",
                              R"({"message":7})",
                              all_good};

void a_status_that_is_not_2xx_is_never_a_success() {
  struct Row {
    long status;
    Cause cause;
  };
  constexpr Row rows[] = {
      {0, Cause::malformed},    {100, Cause::malformed}, {199, Cause::malformed}, {300, Cause::malformed},
      {301, Cause::malformed},  {302, Cause::malformed}, {307, Cause::malformed}, {304, Cause::malformed},
      {400, Cause::rejected},   {401, Cause::auth},      {402, Cause::rejected},  {403, Cause::auth},
      {405, Cause::rejected},   {409, Cause::rejected},  {410, Cause::rejected},  {422, Cause::rejected},
      {429, Cause::rate_limit}, {499, Cause::rejected},  {500, Cause::server},    {502, Cause::server},
      {503, Cause::server},     {504, Cause::server},    {599, Cause::server},    {600, Cause::malformed},
      {999, Cause::malformed},  {-200, Cause::malformed}};
  for (const auto& operation : operations)
    for (const auto& row : rows)
      for (const auto& body : bodies)
        check_cause(operation, row.status, body, row.cause);
}

void a_2xx_that_says_no_is_a_rejection() {
  for (const auto& operation : operations)
    for (const long status : {200L, 201L, 202L, 299L})
      for (const auto* body :
           {R"({"success":false})", R"({"success":false,"session_id":"5f1a","is_valid":true})",
            R"({"error":true,"session_id":"5f1a","is_valid":true})", R"({"success":true,"error":true})"})
        check_cause(operation, status, body, Cause::rejected);
}

void a_2xx_that_cannot_be_read_is_malformed() {
  for (const auto& operation : operations)
    for (const auto* body :
         {"<html>", "null", "true", "\"ok\"", "{", "{}{}", R"({"success":true,"success":true})", "[1]",
          "[[]]", R"({"success":"true","is_valid":true,"session_id":"5f1a"})",
          R"({"success":1,"is_valid":true,"session_id":"5f1a"})",
          R"({"success":null,"is_valid":true,"session_id":"5f1a"})",
          R"({"error":"x","is_valid":true,"session_id":"5f1a"})", "\xef\xbb\xbf{}", "{\"a\":\"\xff\"}"})
      check_cause(operation, 200, body, Cause::malformed);
}

void validation_is_a_400_or_422_in_the_form_of_wavix() {
  constexpr auto form =
      R"({"success":false,"message":"Request validation errors: Field \"code\" is required"})";
  for (const auto& operation : operations) {
    for (const long status : {400L, 422L}) {
      CHECK(operation.read({status, form})->validation);
      for (const auto* other :
           {"", "<html>", "[]", "{}", R"({"success":true})", R"({"success":"false"})", R"({"success":0})",
            R"({"success":false,"success":false})", "\"success\":false"})
        CHECK(!operation.read({status, other})->validation);
    }
    for (const long status : {401L, 403L, 409L, 429L, 500L})
      CHECK(!operation.read({status, form})->validation);
  }
}

void a_message_is_kept_clean_and_short() {
  const auto message = [](const std::string& body) { return create_reply({400, body}).error().message; };
  CHECK_EQ(message(R"({"success":false,"message":"The service is not provisioned"})"),
           "The service is not provisioned");
  CHECK_EQ(message(R"({"message":"a\u001b[31m\u0000\u202eb"})"), "a?[31m??b");
  CHECK_EQ(message(R"({"message":")" + std::string(5000, 'x') + "\"}").size(), 200U);
  for (const auto* body : {"", "x", "{}", R"({"message":7})", R"({"message":null})"})
    CHECK_EQ(message(body), "");
}

void retry_after_is_passed_on() {
  for (const long status : {429L, 503L}) {
    const auto failure = check_reply({status, "", std::chrono::seconds(17)}).error();
    CHECK(failure.retry_after == std::chrono::seconds(17));
  }
}

void each_cause_has_a_word_of_its_own() {
  for (const auto cause : {Cause::unreachable, Cause::timeout, Cause::tls, Cause::auth, Cause::rate_limit,
                           Cause::rejected, Cause::server, Cause::malformed})
    CHECK(cause_from(to_string(cause)) == cause);
  CHECK(!cause_from("") && !cause_from("Server"));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("each cause has a word of its own", each_cause_has_a_word_of_its_own),
      TEST("a status that is not 2xx is never a success", a_status_that_is_not_2xx_is_never_a_success),
      TEST("a 2xx that says no is a rejection", a_2xx_that_says_no_is_a_rejection),
      TEST("a 2xx that cannot be read is malformed", a_2xx_that_cannot_be_read_is_malformed),
      TEST("validation is a 400 or 422 in the form of Wavix",
           validation_is_a_400_or_422_in_the_form_of_wavix),
      TEST("a message is kept clean and short", a_message_is_kept_clean_and_short),
      TEST("Retry-After is passed on", retry_after_is_passed_on),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
