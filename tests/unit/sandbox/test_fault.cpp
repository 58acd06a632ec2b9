// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/fault.hpp"

#include "check.hpp"
#include "sandbox/faults.hpp"

namespace {

using namespace std::chrono_literals;
using wavix::sandbox::Fault;
using wavix::sandbox::fault_from;
using wavix::sandbox::fault_from_json;
using wavix::sandbox::Faults;
using wavix::sandbox::Operation;
using wavix::sandbox::Wire;

void a_spec_says_where_how_often_and_what() {
  const auto fault = fault_from("check:status=503,body=html,retry-after=7,times=2");
  CHECK(fault->on == Operation::check);
  CHECK_EQ(fault->times, 2U);
  CHECK(fault->status == 503);
  CHECK(fault->body->starts_with("<html>"));
  CHECK(fault->content_type == "text/html");
  CHECK_EQ(fault->headers.at(0).second, "7");
  CHECK(fault->is_canned());
}

void text_takes_the_rest_commas_and_all() {
  CHECK(fault_from(R"(any:status=201,text={"a":1,"b":2})")->body == R"({"a":1,"b":2})");
  CHECK(!fault_from("any:delay=1")->on);
}

void json_says_the_same() {
  const auto fault = fault_from_json(
      R"({"on":"check","times":"always","set":{"is_valid":"true","n":null},"header":{"X-A":"b"},"drip":3})");
  CHECK_EQ(fault->times, Fault::always);
  CHECK_EQ(fault->edits.size(), 2U);
  CHECK_EQ(fault->edits[0].value, "\"true\"");
  CHECK_EQ(fault->edits[1].value, "null");
  CHECK_EQ(fault->headers.at(0).first, "X-A");
  CHECK(fault->wire.drip == 3ms);
  CHECK(!fault->is_canned());
  CHECK(fault_from_json(R"({"spec":"create:reset=after"})")->wire.end == Wire::End::reset);
}

void bytes_of_any_kind_come_in_hex() {
  CHECK(fault_from("any:hex=00fF7b")->body == std::string("\0\xff{", 3));
  CHECK(fault_from("any:wire-hex=4f4b")->wire.literal == "OK");
}

void a_reset_says_whether_the_work_was_done() {
  CHECK(fault_from("create:reset=before")->processed == false);
  CHECK(fault_from("create:reset=after")->processed == true);
  CHECK(!fault_from("create:delay=5")->processed);
}

void what_is_wrong_is_named() {
  CHECK_EQ(fault_from("chekc:status=1").error(), "'chekc' is no value for on");
  CHECK_EQ(fault_from("check:statsu=1").error(), "'statsu' is no key of a fault");
  CHECK_EQ(fault_from("check:status=abc").error(), "'abc' is no value for status");
  for (const auto* wrong : {"check", "check:status", "check:times=0", "check:hex=0", "check:hex=zz",
                            "check:status=99", "check:interim=200", "check:framing=x", "check:connection=x",
                            "check:set=x", "check:drop=", "check:header=x", "check:when=never",
                            "check:reset=", "check:delay=-1", "check:body=xml", "check:bom=1"})
    CHECK(!fault_from(wrong));
  for (const auto* wrong : {"", "[]", "null", R"({"on":"check")", R"({"nope":1})", R"({"status":"x"})"})
    CHECK(!fault_from_json(wrong));
}

void faults_are_used_up_in_their_order() {
  Faults faults;
  faults.add(*fault_from("check:status=500,times=2"));
  faults.add(*fault_from("any:status=501"));
  CHECK(faults.take(Operation::create)->status == 501);
  CHECK(!faults.take(Operation::create));
  CHECK(faults.take(Operation::check)->status == 500);
  CHECK(faults.take(Operation::check)->status == 500);
  CHECK(!faults.take(Operation::check));
  faults.add(*fault_from("any:status=502,times=always"));
  for (int i = 0; i < 3; ++i)
    CHECK(faults.take({})->status == 502);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a spec says where, how often and what", a_spec_says_where_how_often_and_what),
      TEST("text takes the rest, commas and all", text_takes_the_rest_commas_and_all),
      TEST("JSON says the same", json_says_the_same),
      TEST("bytes of any kind come in hex", bytes_of_any_kind_come_in_hex),
      TEST("a reset says whether the work was done", a_reset_says_whether_the_work_was_done),
      TEST("what is wrong is named", what_is_wrong_is_named),
      TEST("faults are used up in their order", faults_are_used_up_in_their_order),
  };
  return cmocka_run_group_tests_name("sandbox fault", tests, nullptr, nullptr);
}
