// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/quirks.hpp"

#include "check.hpp"

namespace {

using wavix::sandbox::Quirk;
using wavix::sandbox::quirk_rows;
using wavix::sandbox::Quirks;

void defaults_are_the_first_values() {
  const Quirks quirks;
  CHECK_EQ(quirks.get(Quirk::access), "full");
  CHECK_EQ(quirks.get(Quirk::delivery_delay), "0");
  CHECK_EQ(quirks.get(Quirk::carrier), "Latvijas Mobilais Telefons");
  CHECK_EQ(quirks.number(Quirk::wrong_method), 405);
}

void each_row_stands_at_its_quirk() {
  CHECK_EQ(quirk_rows()[static_cast<std::size_t>(Quirk::cancel_reply)].name, "cancel-reply");
  CHECK_EQ(quirk_rows()[static_cast<std::size_t>(Quirk::number_lookup)].name, "number-lookup");
  for (std::size_t i = 1; i < quirk_rows().size(); ++i)
    CHECK(quirk_rows()[i - 1].name < quirk_rows()[i].name);
}

void a_value_is_set_by_name() {
  Quirks quirks;
  CHECK(quirks.set("exhausted=429-retry-after").has_value());
  CHECK_EQ(quirks.number(Quirk::exhausted), 429);
  CHECK(quirks.set("carrier", "Bité, a=b").has_value());
  CHECK(quirks.is(Quirk::carrier, "Bité, a=b"));
  CHECK(quirks.set("delivery-delay=30").has_value());
}

void what_is_not_known_is_named() {
  Quirks quirks;
  CHECK_EQ(quirks.set("colour=red").error(), "'colour' is no quirk");
  CHECK_EQ(quirks.set("plus=maybe").error(), "quirk plus is one of 'reject accept', not 'maybe'");
  CHECK(!quirks.set("plus"));
  CHECK(!quirks.set("plus="));
  CHECK(!quirks.set("plus=reject accept"));
  CHECK(!quirks.set("delivery-delay=soon"));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("defaults are the first values", defaults_are_the_first_values),
      TEST("each row stands at its quirk", each_row_stands_at_its_quirk),
      TEST("a value is set by name", a_value_is_set_by_name),
      TEST("what is not known is named", what_is_not_known_is_named),
  };
  return cmocka_run_group_tests_name("sandbox quirks", tests, nullptr, nullptr);
}
