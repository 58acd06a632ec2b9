// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/edit.hpp"

#include "check.hpp"

namespace {

using wavix::sandbox::edited;
using wavix::sandbox::fault_from;

std::string with(const std::string& body, const std::string& spec) {
  return edited(body, fault_from("any:" + spec)->edits);
}

void members_are_set_dropped_and_doubled() {
  CHECK_EQ(with(R"({"is_valid":true})", R"(set=is_valid:"true")"), R"({"is_valid":"true"})");
  CHECK_EQ(with(R"({"a":1})", "set=b:not json"), R"({"a":1,"b":not json})");
  CHECK_EQ(with(R"({"a":1,"b":2})", "drop=a"), R"({"b":2})");
  CHECK_EQ(with(R"({"is_valid":true})", "duplicate=is_valid"), R"({"is_valid":false,"is_valid":true})");
  CHECK_EQ(with(R"({"is_valid":false})", "duplicate=is_valid"), R"({"is_valid":true,"is_valid":false})");
  CHECK_EQ(with(R"({"id":"x"})", "duplicate=id"), R"({"id":"00000000000000000000000000000000","id":"x"})");
}

void bodies_grow_wide_and_deep() {
  CHECK_EQ(with(R"({"a":1})", "pad=3"), R"({"padding":"xxx","a":1})");
  CHECK_EQ(with("[]", "pad=3"), "   []");
  CHECK_EQ(with("{}", "nest=2"), R"({"nest":[[]]})");
  CHECK_EQ(with("{}", "bom=yes"), "\xef\xbb\xbf{}");
}

void what_is_no_object_stays() {
  for (const auto* body : {"", "[1]", "<html>"})
    for (const auto* spec : {"set=a:1", "drop=a", "duplicate=a"})
      CHECK_EQ(with(body, spec), body);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("members are set, dropped and doubled", members_are_set_dropped_and_doubled),
      TEST("bodies grow wide and deep", bodies_grow_wide_and_deep),
      TEST("what is no object stays", what_is_no_object_stays),
  };
  return cmocka_run_group_tests_name("sandbox edit", tests, nullptr, nullptr);
}
