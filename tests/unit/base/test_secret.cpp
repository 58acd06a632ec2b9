// SPDX-License-Identifier: BSD-3-Clause
#include "base/secret.hpp"

#include <algorithm>
#include <type_traits>

#include "check.hpp"

namespace {

using Small = wavix::Secret<4>;
static_assert(!std::is_copy_constructible_v<Small>);
static_assert(std::is_nothrow_move_constructible_v<Small>);

bool wiped(const Small& secret) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(&secret);
  return std::all_of(bytes, bytes + 4, [](unsigned char byte) { return byte == 0; });
}

void what_is_too_long_is_not_taken() {
  CHECK(!Small::copy_of("12345"));
  const auto secret = Small::copy_of("1234");
  CHECK(secret.has_value());
  CHECK_EQ(secret->view(), "1234");
}

void one_that_is_full_still_ends_in_a_nul() {
  const auto secret = Small::copy_of("1234");
  CHECK_EQ(std::string_view(secret->c_str()), "1234");
}

void a_move_wipes_the_source() {
  auto first = Small::copy_of("1234").value();
  const Small second = std::move(first);
  CHECK_EQ(second.view(), "1234");
  CHECK(wiped(first));  // NOLINT(bugprone-use-after-move): the contract under test
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("what is too long is not taken", what_is_too_long_is_not_taken),
      TEST("one that is full still ends in a NUL, for C", one_that_is_full_still_ends_in_a_nul),
      TEST("a move wipes the source", a_move_wipes_the_source),
  };
  return cmocka_run_group_tests_name("base secret", tests, nullptr, nullptr);
}
