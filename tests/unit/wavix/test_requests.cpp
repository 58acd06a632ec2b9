// SPDX-License-Identifier: BSD-3-Clause
#include "check.hpp"
#include "wavix/operations.hpp"

namespace {

using namespace wavix::api;
using wavix::Channel;

void check_request_is(const Request& request, Method method, const char* path, const char* body) {
  CHECK(request.method == method);
  CHECK_EQ(request.path, path);
  CHECK_EQ(request.body, body);
}

void create_is_a_post_of_three_strings() {
  check_request_is(create_request("7204a030201211ee9fb47d093f2f127c", "37128782931", Channel::sms),
                   Method::post, "/v1/two-fa/verification",
                   R"({"service_id":"7204a030201211ee9fb47d093f2f127c","to":"37128782931","channel":"sms"})");
}

void there_is_room_for_every_create() {
  for (const auto channel : {Channel::sms, Channel::voice})
    for (const auto* number : {"1", "37128782931", "491761234567890"}) {
      const auto request = create_request("a\"b", number, channel);
      CHECK_EQ(request.path, create_path);
      CHECK(request.body.size() <= create_room("a\"b"));
    }
  CHECK_EQ(create_request("7204", "491761234567890", Channel::voice).body.size(), create_room("7204"));
}

void resend_is_a_post_of_the_channel() {
  check_request_is(resend_request("5f1a8680201511eeafdfcfc3dedfac51", Channel::voice), Method::post,
                   "/v1/two-fa/verification/5f1a8680201511eeafdfcfc3dedfac51", R"({"channel":"voice"})");
}

void a_code_is_sent_as_a_string_and_keeps_its_zeros() {
  check_request_is(check_request("5f1a", "001234"), Method::post, "/v1/two-fa/verification/5f1a/check",
                   R"({"code":"001234"})");
  CHECK_EQ(check_request("5f1a", "0000").body, R"({"code":"0000"})");
}

void cancel_is_a_patch_without_a_body() {
  check_request_is(cancel_request("5f1a"), Method::patch, "/v1/two-fa/verification/5f1a/cancel", "");
}

void lists_are_gets() {
  check_request_is(sessions_request("7204", "2026-06-01", "2026-06-30"), Method::get,
                   "/v1/two-fa/service/7204/sessions?from=2026-06-01&to=2026-06-30", "");
  check_request_is(events_request("5f1a"), Method::get, "/v1/two-fa/session/5f1a/events", "");
}

void an_id_cannot_leave_its_segment() {
  CHECK_EQ(cancel_request("a/b?c#d%e f").path, "/v1/two-fa/verification/a%2Fb%3Fc%23d%25e%20f/cancel");
  CHECK_EQ(events_request("\xc3\xa9\r\n").path, "/v1/two-fa/session/%C3%A9%0D%0A/events");
  CHECK_EQ(events_request("eeddca80-1e7e-11ef_~.z").path, "/v1/two-fa/session/eeddca80-1e7e-11ef_~.z/events");
  CHECK_EQ(sessions_request("s", "a&b=c", "d").path, "/v1/two-fa/service/s/sessions?from=a%26b%3Dc&to=d");
}

void text_is_escaped_in_a_body() {
  CHECK_EQ(create_request("a\"b\\c\n/d", "1", Channel::sms).body,
           R"({"service_id":"a\"b\\c\n/d","to":"1","channel":"sms"})");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("create is a POST of three strings", create_is_a_post_of_three_strings),
      TEST("there is room for every create", there_is_room_for_every_create),
      TEST("resend is a POST of the channel", resend_is_a_post_of_the_channel),
      TEST("a code is sent as a string and keeps its zeros", a_code_is_sent_as_a_string_and_keeps_its_zeros),
      TEST("cancel is a PATCH without a body", cancel_is_a_patch_without_a_body),
      TEST("lists are GETs", lists_are_gets),
      TEST("an id cannot leave its segment of the path", an_id_cannot_leave_its_segment),
      TEST("text is escaped in a body", text_is_escaped_in_a_body),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
