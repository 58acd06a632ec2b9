// SPDX-License-Identifier: BSD-3-Clause
#include "guard/recovery.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "stage.hpp"

namespace {

using namespace wavix::test;
using wavix::guard::issue_recovery_codes;
using wavix::guard::list_recovery_codes;
using wavix::guard::remaining_recovery_codes;
using wavix::guard::revoke_recovery_codes;
using wavix::guard::use_recovery_code;

std::optional<unsigned> used(Store& store, std::string_view code, const std::string& user = "alice") {
  return value_of(use_recovery_code(store, user, code));
}

void each_of_ten_is_good_for_one_login_of_the_user() {
  const Stage stage;
  auto store = stage.open();
  const auto codes = value_of(issue_recovery_codes(store, "alice"));
  CHECK_EQ(codes.size(), 10U);
  CHECK(!used(store, codes[0].view(), "bob"));
  unsigned left = 10;
  for (const auto& code : codes) {
    CHECK_EQ(used(store, code.view()).value(), --left);
    CHECK(!used(store, code.view()));
  }
  CHECK_EQ(value_of(remaining_recovery_codes(store, "alice")), 0U);
}

void a_code_of_which_only_the_public_part_is_right_is_none() {
  const Stage stage;
  auto store = stage.open();
  const auto codes = value_of(issue_recovery_codes(store, "alice"));
  const std::string right(codes[0].view());
  for (std::size_t at = 3; at < right.size(); ++at) {
    if (right[at] == '-') continue;
    auto wrong = right;
    wrong[at] = wrong[at] == 'z' ? 'y' : 'z';
    CHECK(!used(store, wrong));
  }
  for (const auto* const other : {"", "482913", "r", "password"})
    CHECK(!used(store, other));
  CHECK_EQ(used(store, right).value(), 9U);
}

void new_codes_replace_the_old() {
  const Stage stage;
  auto store = stage.open();
  const auto old = value_of(issue_recovery_codes(store, "alice"));
  const auto fresh = value_of(issue_recovery_codes(store, "alice"));
  CHECK(!used(store, old[0].view()));
  CHECK_EQ(used(store, fresh[0].view()).value(), 9U);
}

void they_are_listed_and_taken_away() {
  const Stage stage;
  auto store = stage.open();
  const auto codes = value_of(issue_recovery_codes(store, "alice"));
  value_of(issue_recovery_codes(store, "bob"));
  CHECK(used(store, codes[0].view()).has_value());
  const auto holders = value_of(list_recovery_codes(store));
  CHECK_EQ(holders.size(), 2U);
  CHECK_EQ(holders[0].user, "alice");
  CHECK_EQ(holders[0].remaining, 9U);
  CHECK(holders[0].issued == stage.machine.reading().wall);
  CHECK_EQ(value_of(revoke_recovery_codes(store, "alice")), 9U);
  CHECK(!used(store, codes[1].view()));
  CHECK_EQ(value_of(list_recovery_codes(store)).size(), 1U);
}

void only_hashes_are_in_the_file() {
  const Stage stage;
  wavix::guard::RecoveryCodes codes;
  {
    auto store = stage.open();
    codes = value_of(issue_recovery_codes(store, "alice"));
  }
  std::ifstream file(stage.path(), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  CHECK(bytes.find("$y$") != std::string::npos);
  for (const auto& code : codes) {
    auto parts = wavix::guard::recovery_code_parts(code.view()).value();
    CHECK(bytes.find(parts.secret.view().substr(0, 13)) == std::string::npos);
    CHECK(bytes.find(code.view().substr(5)) == std::string::npos);
  }
}

void of_many_processes_with_one_code_one_gets_in() {
  const Stage stage;
  wavix::guard::RecoveryCodes codes;
  {
    auto store = stage.open();
    codes = value_of(issue_recovery_codes(store, "alice"));
  }
  const auto ends = in_children(10, [&] {
    auto store = stage.open();
    return used(store, codes[0].view()) ? 1 : 0;
  });
  CHECK_EQ(std::count(ends.begin(), ends.end(), 1), 1);
  CHECK_EQ(std::count(ends.begin(), ends.end(), 0), 9);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("each of ten is good for one login of the user", each_of_ten_is_good_for_one_login_of_the_user),
      TEST("a code of which only the public part is right is none",
           a_code_of_which_only_the_public_part_is_right_is_none),
      TEST("new codes replace the old", new_codes_replace_the_old),
      TEST("they are listed and taken away", they_are_listed_and_taken_away),
      TEST("only hashes are in the file", only_hashes_are_in_the_file),
      TEST("of many processes with one code one gets in", of_many_processes_with_one_code_one_gets_in),
  };
  return cmocka_run_group_tests_name("guard recovery", tests, nullptr, nullptr);
}
