// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/api.hpp"

#include "check.hpp"
#include "sandbox/model.hpp"

namespace {

using wavix::sandbox::Answer;
using wavix::sandbox::Api;
using wavix::sandbox::Request;
using wavix::sandbox::Violations;
using wavix::test::Model;

constexpr const char* create_path = "/v1/two-fa/verification";
constexpr const char* good_create =
    R"({"service_id":"7204a030201211ee9fb47d093f2f127c","to":"37128782931","channel":"sms"})";

struct Client {
  Model model;
  Api api{model.service, model.quirks, "the-key"};
  Violations violations;

  Answer call(const std::string& method, const std::string& target, const std::string& body = "",
              const std::string& authorization = "Bearer the-key") {
    violations.clear();
    Request request;
    request.method = method;
    request.target = target;
    request.body = body;
    if (!authorization.empty()) request.headers.emplace_back("authorization", authorization);
    if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
    return api.answer(request, violations);
  }
  void quirk(const char* assignment) { CHECK(model.quirks.set(assignment).has_value()); }
  std::string verification() { return create_path + ("/" + model.created()); }
};

bool has(const Answer& answer, std::string_view part) { return answer.body.find(part) != std::string::npos; }

void a_create_is_answered_as_documented() {
  Client client;
  const auto answer = client.call("POST", create_path, good_create);
  CHECK_EQ(answer.status, 200);
  const auto& id = client.model.phone.back().session_id;
  CHECK_EQ(answer.body, R"({"success":true,"service_id":"7204a030201211ee9fb47d093f2f127c",)"
                        R"("session_url":"https://api.wavix.com/v1/two-fa/verification/)" +
                            id + R"(","session_id":")" + id +
                            R"(","destination":"37128782931","created_at":"2023-07-11T18:04:25.786Z"})");
  CHECK(client.violations.empty());
}

void the_key_belongs_in_the_header() {
  Client client;
  CHECK_EQ(client.call("POST", create_path, good_create, "").status, 401);
  CHECK_EQ(client.call("POST", create_path, good_create, "Bearer other").body,
           R"({"success":false,"error":true,"message":"Unauthorized"})");
  CHECK(client.violations.empty());
  CHECK_EQ(client.call("POST", std::string(create_path) + "?appid=the-key", good_create, "").status, 401);
  CHECK_EQ(client.violations.at(0), "the key is in the URL (appid)");
  client.quirk("appid=accept");
  CHECK_EQ(client.call("POST", std::string(create_path) + "?appid=the-key", good_create, "").status, 200);
}

void a_key_may_lack_rights() {
  Client client;
  client.quirk("access=read-only");
  client.quirk("forbidden-body=access-denied");
  const auto answer = client.call("POST", create_path, good_create);
  CHECK_EQ(answer.status, 403);
  CHECK(has(answer, R"("error_code":"012")"));
  CHECK_EQ(client.call("GET", "/v1/two-fa/session/x/events").status, 404);
}

void bodies_are_taken_strictly() {
  for (const auto* body :
       {"", "[]", "null", "{", "{}x", R"({"service_id":"7204a030201211ee9fb47d093f2f127c","channel":"sms"})",
        R"({"service_id":"s","to":37128782931,"channel":"sms"})",
        R"({"service_id":"s","to":"+37128782931","channel":"sms"})",
        R"({"service_id":"s","to":"3712 8782931","channel":"sms"})",
        R"({"service_id":"s","to":"37128782931","channel":"fax"})",
        R"({"service_id":"s","to":"37128782931","channel":"sms","x":1})"}) {
    Client client;
    const auto answer = client.call("POST", create_path, body);
    CHECK_EQ(answer.status, 400);
    CHECK(has(answer, R"({"success":false,"message":"Request validation errors: )"));
    CHECK(!client.violations.empty());
    CHECK(client.model.phone.empty());
  }
}

void a_check_takes_its_code_as_a_string() {
  Client client;
  const auto path = client.verification() + "/check";
  CHECK_EQ(client.call("POST", path, R"({"code":123456})").status, 400);
  CHECK_EQ(client.call("POST", path, "{}").body,
           R"({"success":false,"message":"Request validation errors: Field \"code\" is required"})");
  CHECK_EQ(client.call("POST", path, R"({"code":"12"})").body, R"({"is_valid":false})");
  CHECK_EQ(client.violations.at(0), "the code is not 6 digits");
  CHECK_EQ(client.call("POST", path, R"({"code":")" + client.model.code() + R"("})").body,
           R"({"is_valid":true})");
  CHECK(client.violations.empty());
}

void a_cancel_answers_200_or_204() {
  Client client;
  const auto answer = client.call("PATCH", client.verification() + "/cancel");
  CHECK_EQ(answer.body, R"({"success":true})");
  client.quirk("cancel-reply=204");
  const auto empty = client.call("PATCH", client.verification() + "/cancel");
  CHECK_EQ(empty.status, 204);
  CHECK(empty.body.empty());
}

void the_lists_are_bare_arrays() {
  Client client;
  const auto id = client.model.created();
  const std::string service = "/v1/two-fa/service/7204a030201211ee9fb47d093f2f127c/sessions";
  CHECK_EQ(client.call("GET", service + "?from=2023-07-11&to=2023-07-11").body,
           R"([{"created_at":"2023-07-11T18:04:25.000Z","session_id":")" + id +
               R"(","phone_number":"37128782931","destination_country":"LV","status":"pending",)"
               R"("charge":"0.0522","service_id":"7204a030201211ee9fb47d093f2f127c",)"
               R"("service_name":"2FA Service"}])");
  CHECK_EQ(client.call("GET", service + "?from=2023-07-11").body,
           R"({"success":false,"message":"Request validation errors: Field \"to\" is required"})");
  CHECK_EQ(client.call("GET", service + "?from=2023-07-12&to=2023-07-12").status, 404);
  CHECK_EQ(client.call("GET", "/v1/two-fa/session/" + id + "/events").body,
           R"([{"created_at":"2023-07-11T18:04:25.000Z","event":"Code sent via SMS","status":"delivered",)"
           R"("charge":"0.0522","error":null}])");
}

void number_lookup_comes_in_all_its_forms() {
  for (const auto& [value, part] :
       {std::pair("on", R"("number_lookup":{"number_type":"mobile","country":"LV")"),
        std::pair("null", R"("number_lookup":null)"), std::pair("lookup", R"("lookup":{"number_type")"),
        std::pair("members-null", R"("number_lookup":{"number_type":null,"country":null)")}) {
    Client client;
    CHECK(client.model.quirks.set("number-lookup", value).has_value());
    CHECK(has(client.call("POST", create_path, good_create), part));
    CHECK_EQ((*client.model.service.session(client.model.phone.back().session_id))->events.front().name,
             "Number lookup");
  }
}

void a_create_may_be_refused_with_200() {
  Client client;
  client.quirk("create-result=refused");
  const auto answer = client.call("POST", create_path, good_create);
  CHECK_EQ(answer.status, 200);
  CHECK(has(answer, R"("success":false)"));
  CHECK(client.model.phone.empty());
}

void unknown_paths_and_methods_are_violations() {
  Client client;
  CHECK_EQ(client.call("GET", "/v1/2fa").status, 404);
  CHECK_EQ(client.violations.size(), 1U);
  CHECK_EQ(client.call("DELETE", client.verification() + "/cancel").status, 405);
  CHECK_EQ(client.violations.at(0), "cancel takes PATCH, not DELETE");
  CHECK_EQ(client.call("GET", "/v1/two-fa/session/x/events?page=1").status, 400);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a create is answered as documented", a_create_is_answered_as_documented),
      TEST("the key belongs in the header", the_key_belongs_in_the_header),
      TEST("a key may lack rights", a_key_may_lack_rights),
      TEST("bodies are taken strictly", bodies_are_taken_strictly),
      TEST("a check takes its code as a string", a_check_takes_its_code_as_a_string),
      TEST("a cancel answers 200 or 204", a_cancel_answers_200_or_204),
      TEST("the lists are bare arrays", the_lists_are_bare_arrays),
      TEST("number_lookup comes in all its forms", number_lookup_comes_in_all_its_forms),
      TEST("a create may be refused with 200", a_create_may_be_refused_with_200),
      TEST("unknown paths and methods are violations", unknown_paths_and_methods_are_violations),
  };
  return cmocka_run_group_tests_name("sandbox api", tests, nullptr, nullptr);
}
