// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/decoy_number.hpp"

#include <set>

#include "base/text.hpp"
#include "check.hpp"

namespace {

using wavix::ApiKey;
using wavix::PhoneNumber;
using wavix::verifier::decoy_number;

const std::vector<PhoneNumber> templates{PhoneNumber("37128782931"), PhoneNumber("442079460958"),
                                         PhoneNumber("6591234567")};

std::string decoy(const std::string& user, const std::vector<PhoneNumber>& models = templates,
                  const char* key = "s3cr3t") {
  return decoy_number(*ApiKey::copy_of(key), user, models).digits();
}

void it_never_changes() {
  const std::vector<PhoneNumber> latvian{PhoneNumber("37128782931")};
  CHECK_EQ(decoy("mallory", latvian), "37121498029");
  CHECK_EQ(decoy("mallory", {}), "12788255798");
}

void a_template_that_comes_or_goes_changes_only_whose_it_was() {
  const std::vector<PhoneNumber> fewer{templates[2], templates[0]};
  for (int i = 0; i < 100; ++i) {
    const auto user = "user" + std::to_string(i);
    const auto before = decoy(user);
    if (!before.starts_with("4420")) CHECK_EQ(decoy(user, fewer), before);
  }
}

void users_and_keys_tell_it_apart() {
  std::set<std::string> numbers;
  for (int i = 0; i < 100; ++i)
    numbers.insert(decoy("user" + std::to_string(i)));
  CHECK_EQ(numbers.size(), 100U);
  CHECK(decoy("mallory", templates, "another key") != decoy("mallory"));
}

void it_looks_like_one_of_the_templates() {
  std::set<std::string> looks;
  for (int i = 0; i < 100; ++i) {
    const auto number = decoy("user" + std::to_string(i));
    CHECK(wavix::all_digits(number));
    looks.insert(number.substr(0, 4) + "/" + std::to_string(number.size()));
  }
  CHECK(looks == (std::set<std::string>{"3712/11", "4420/12", "6591/10"}));
}

void it_is_never_the_template() {
  const std::vector<PhoneNumber> short_ones{PhoneNumber("12345"), PhoneNumber("12349"), PhoneNumber("7")};
  for (const auto& model : short_ones)
    for (int i = 0; i < 100; ++i) {
      const auto number = decoy("user" + std::to_string(i), {model});
      CHECK(number != model.digits());
      CHECK_EQ(number.size(), model.digits().size());
      CHECK(wavix::all_digits(number));
    }
}

void without_templates_it_is_north_american() {
  for (int i = 0; i < 100; ++i) {
    const auto number = decoy("user" + std::to_string(i), {});
    CHECK_EQ(number.size(), 11U);
    CHECK_EQ(number.substr(0, 2), "12");
    CHECK(wavix::all_digits(number));
  }
}

void the_longest_number_has_digits_enough() {
  CHECK_EQ(decoy("mallory", {PhoneNumber("123456789012345")}).size(), 15U);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("it never changes", it_never_changes),
      TEST("a template that comes or goes changes only whose it was",
           a_template_that_comes_or_goes_changes_only_whose_it_was),
      TEST("users and keys tell it apart", users_and_keys_tell_it_apart),
      TEST("it looks like one of the templates", it_looks_like_one_of_the_templates),
      TEST("it is never the template", it_is_never_the_template),
      TEST("without templates it is North American", without_templates_it_is_north_american),
      TEST("the longest number has digits enough", the_longest_number_has_digits_enough),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
