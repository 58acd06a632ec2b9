// SPDX-License-Identifier: BSD-3-Clause
#include "wavix/json.hpp"

#include "check.hpp"

namespace {

using namespace std::string_view_literals;
using wavix::api::Json;

void all_refused(std::initializer_list<std::string_view> texts) {
  for (const auto text : texts)
    if (Json::parse(text)) wavix::test::failed(__FILE__, __LINE__, "parsed: " + std::string(text));
}

void all_taken(std::initializer_list<std::string_view> texts) {
  for (const auto text : texts)
    if (const auto json = Json::parse(text); !json)
      wavix::test::failed(__FILE__, __LINE__, std::string(text) + ": " + json.error());
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

void what_json_allows_is_taken() {
  all_taken({R"({})", R"([])", "{}  \r\n\t", " {}", R"({"":1})", R"({"a":{"a":{"a":[{"a":1},{"a":2}]}}})",
             R"([0,-0,1.5,-1.5e+10,2E-3,1e5,true,false,null,""])", R"({"a:b":"c:d","e\"f":":"})",
             R"({"a" : "\\"})", R"(["\u0041\/\b\f\n\r\t\"\\"])", "[\"\x7f\"]", R"(["Jānis"])",
             R"(["\u0000"])", R"([123456789012345678901234567890])", "{\"a\"\n:\t1}"});
}

void what_json_does_not_allow_is_refused() {
  all_refused({"",
               " ",
               "{",
               "}",
               "[",
               "{}{}",
               "{} x",
               "{}]",
               "{,}",
               "[,]",
               "[1 2]",
               "[1,]",
               R"({"a":1,})",
               R"({"a" 1})",
               R"({"a":1 "b":2})",
               R"({a:1})",
               R"(["\x41"])",
               R"(["\u12G4"])",
               R"(["\u00"])",
               R"(["\'"])",
               R"(["a)",
               R"(["a\)",
               "<html>",
               "\xef\xbb\xbf{}",
               "{}\0"sv,
               "[\"a\0b\"]"sv,
               "[1\0]"sv,
               "[1];",
               "\"\xff\""});
}

void what_json_c_takes_beyond_json_is_refused() {
  all_refused({"{'a':1}", "['a']",  "[NaN]", "[nan]",      "[Infinity]", "[-Infinity]", "[True]",
               "[TRUE]",  "[nUll]", "[01]",  "[-01]",      "[00]",       "[1.]",        "[.5]",
               "[+1]",    "[1e]",   "[1e+]", "[-]",        "[1.5.6]",    "[0x1]",       "[/*c*/1]",
               "[1]//c",  "{}\v",   "[\f]",  "[\"\x01\"]", "[\"\n\"]",   "[\"\t\"]"});
}

void bytes_that_are_not_utf8_are_refused() {
  all_refused({"[\"\xff\"]", "[\"\xe2\x82\"]", "{\"\xff\":1}", "[\xff]"});
}

void two_members_of_one_name_are_refused() {
  all_refused({R"({"a":1,"a":1})", R"({"is_valid":false,"is_valid":true})", R"([{"b":{"a":1,"c":2,"a":3}}])",
               R"({"a":{"x":1},"a":{}})", R"({"a":1,"\u0061":2})", R"({"a":{"b":1,"b":{"c":1}},"d":1})"});
}

void a_name_with_a_nul_is_refused() {
  all_refused({R"({"is_valid\u0000":true})", R"({"is_valid\u0000x" :true})", R"({"\u0000":1})"});
  all_taken({R"({"a\\u0000":1})"});  // an escaped backslash
}

void nesting_is_bounded() {
  all_taken({nested(15)});
  all_refused({nested(17), nested(30000), std::string(65536, '['), std::string(65536, '{')});
}

void a_member_has_the_type_that_is_asked_for() {
  const auto json = Json::parse(R"({"s":"x","n":1,"z":null,"t":true,"f":false,"ts":"true","o":{},"l":[]})");
  const auto root = json->root();
  CHECK(root.string("s") == "x");
  for (const auto* name : {"n", "z", "t", "o", "l", "absent"})
    CHECK(!root.string(name));
  CHECK(root.boolean("t") == true);
  CHECK(root.boolean("f") == false);
  for (const auto* name : {"s", "n", "z", "ts", "o", "l", "absent"})
    CHECK(!root.boolean(name));
}

void an_optional_member_is_of_its_type_or_null_or_absent() {
  const auto json = Json::parse(R"({"s":"x","n":1,"z":null,"t":true,"o":{"s":"y"},"l":[]})");
  const auto root = json->root();
  CHECK(root.optional_string("s").value() == "x");
  CHECK(root.optional_boolean("t").value() == true);
  CHECK((**root.optional_object("o")).string("s") == "y");
  for (const auto* name : {"z", "absent"}) {
    CHECK(root.optional_string(name) && !*root.optional_string(name));
    CHECK(root.optional_boolean(name) && !*root.optional_boolean(name));
    CHECK(root.optional_object(name) && !*root.optional_object(name));
  }
  CHECK(!root.optional_string("n") && !root.optional_boolean("n") && !root.optional_object("n"));
  CHECK(!root.optional_string("t") && !root.optional_boolean("s") && !root.optional_object("l"));
  CHECK(root.has("z") && !root.has("absent"));
}

void an_error_names_the_member() {
  const auto json = Json::parse(R"({"is_valid":"true"})");
  CHECK_EQ(json->root().boolean("is_valid").error(), "is_valid is not a boolean");
}

void a_nul_does_not_end_a_string() {
  CHECK(Json::parse(R"({"s":"a\u0000b"})")->root().string("s") == std::string("a\0b", 3));
}

void what_is_no_object_has_no_members() {
  const auto json = Json::parse(R"(["a"])");
  CHECK(json && json->root().is_array() && !json->root().is_object());
  CHECK(!json->root().has("a") && !json->root().string("a") && !json->root().items()[0].has("a"));
  CHECK_EQ(Json::parse("{}")->root().items().size(), 0U);
  CHECK_EQ(Json::parse("[null,1,{}]")->root().items().size(), 3U);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("what JSON allows is taken", what_json_allows_is_taken),
      TEST("what JSON does not allow is refused", what_json_does_not_allow_is_refused),
      TEST("what json-c takes beyond JSON is refused", what_json_c_takes_beyond_json_is_refused),
      TEST("bytes that are not UTF-8 are refused", bytes_that_are_not_utf8_are_refused),
      TEST("two members of one name are refused", two_members_of_one_name_are_refused),
      TEST("a name with a NUL is refused", a_name_with_a_nul_is_refused),
      TEST("nesting is bounded", nesting_is_bounded),
      TEST("a member has the type that is asked for", a_member_has_the_type_that_is_asked_for),
      TEST("an optional member is of its type, or null, or absent",
           an_optional_member_is_of_its_type_or_null_or_absent),
      TEST("an error names the member", an_error_names_the_member),
      TEST("a NUL does not end a string", a_nul_does_not_end_a_string),
      TEST("what is no object has no members", what_is_no_object_has_no_members),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
