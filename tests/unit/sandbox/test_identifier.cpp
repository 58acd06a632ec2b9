// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/identifier.hpp"

#include "check.hpp"
#include "sandbox/random.hpp"

namespace {

using wavix::sandbox::dashed;
using wavix::sandbox::Identifiers;
using wavix::sandbox::Time;

const Time example_time{std::chrono::milliseconds(1'689'098'665'704)};  // 2023-07-11T18:04:25.704Z

void an_id_is_a_version_1_uuid_of_its_time() {
  Identifiers identifiers([] { return 0xffffffffU; });
  const auto id = identifiers.next(example_time);
  CHECK_EQ(id.size(), 32U);
  CHECK_EQ(id.substr(0, 5), "5f1a8");  // Wavix's own example of that moment
  CHECK_EQ(id.substr(8, 8), "201511ee");
  CHECK_EQ(id.substr(16), "bfffffffffffffff");
}

void two_of_one_moment_differ() {
  Identifiers identifiers([] { return 1U; });
  CHECK(identifiers.next(example_time) != identifiers.next(example_time));
}

void dashes_go_where_a_uuid_has_them() {
  CHECK_EQ(dashed("5f1a8680201511eeafdfcfc3dedfac51"), "5f1a8680-2015-11ee-afdf-cfc3dedfac51");
}

void a_code_has_its_length_and_may_begin_with_zero() {
  CHECK_EQ(wavix::sandbox::random_code(4, [] { return 10U; }), "0000");
  CHECK_EQ(wavix::sandbox::random_code(10, [n = 0U]() mutable { return n++; }), "0123456789");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("an id is a version 1 UUID of its time", an_id_is_a_version_1_uuid_of_its_time),
      TEST("two of one moment differ", two_of_one_moment_differ),
      TEST("dashes go where a UUID has them", dashes_go_where_a_uuid_has_them),
      TEST("a code has its length and may begin with zero", a_code_has_its_length_and_may_begin_with_zero),
  };
  return cmocka_run_group_tests_name("sandbox identifier", tests, nullptr, nullptr);
}
