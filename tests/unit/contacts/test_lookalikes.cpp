// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/lookalikes.hpp"

#include "check.hpp"
#include "folder.hpp"

namespace {

using wavix::contacts::lookalikes;
using wavix::contacts::read_users;

std::string digits_of(const std::vector<wavix::PhoneNumber>& numbers) {
  std::string all;
  for (const auto& number : numbers)
    all += (all.empty() ? "" : " ") + number.digits();
  return all;
}

void one_of_each_beginning_comes_from_the_file() {
  const wavix::test::Folder folder;
  const auto path = folder.file("[users]\nalice = +371 28782931\nbob = +37128782932, +447919433768\n"
                                "[user carol]\nphone = 020 7946 0958\nchannel = voice\n");
  CHECK_EQ(digits_of(lookalikes(read_users(path), "GB", {"DE"})), "37128782931 442079460958");
}

void a_user_who_is_added_changes_nothing() {
  const wavix::test::Folder folder;
  const auto before = lookalikes(read_users(folder.file("[users]\nalice = +37128782931\n")), "", {});
  const auto after =
      lookalikes(read_users(folder.file("[users]\nalice = +37128782931\nbob = +37128799999\n")), "", {});
  CHECK_EQ(digits_of(after), digits_of(before));
}

void without_a_file_they_are_examples_of_the_countries() {
  const auto numbers = lookalikes(read_users("/nonexistent"), "", {"LV", "XX", "GB"});
  CHECK_EQ(numbers.size(), 2U);
  CHECK(numbers[0].digits().starts_with("371"));
  CHECK(numbers[1].digits().starts_with("44"));
  CHECK(lookalikes(read_users("/nonexistent"), "", {}).empty());
}

void what_is_wrong_in_the_file_is_passed_over() {
  const wavix::test::Folder folder;
  CHECK_EQ(digits_of(lookalikes(
               read_users(folder.file("nonsense\n[users]\nalice = nobody\nbob = +37128782931\n")), "", {})),
           "37128782931");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("one of each beginning comes from the file", one_of_each_beginning_comes_from_the_file),
      TEST("a user who is added changes nothing", a_user_who_is_added_changes_nothing),
      TEST("without a file they are examples of the countries",
           without_a_file_they_are_examples_of_the_countries),
      TEST("what is wrong in the file is passed over", what_is_wrong_in_the_file_is_passed_over),
  };
  return cmocka_run_group_tests_name("contacts lookalikes", tests, nullptr, nullptr);
}
