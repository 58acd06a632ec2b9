// SPDX-License-Identifier: BSD-3-Clause
#include "guard/recovery_code.hpp"

#include <set>

#include "stage.hpp"

namespace {

using namespace wavix::test;
using wavix::guard::looks_like_recovery_code;
using wavix::guard::new_recovery_code;
using wavix::guard::recovery_code_parts;

void a_new_one_is_four_groups_of_four_and_never_the_same() {
  std::set<std::string> seen;
  std::set<char> symbols;
  for (int i = 0; i < 1000; ++i) {
    const auto code = new_recovery_code();
    const std::string text(code.view());
    CHECK_EQ(text.size(), 19U);
    for (std::size_t at = 0; at < text.size(); ++at) {
      CHECK((text[at] == '-') == (at % 5 == 4));
      if (text[at] != '-') symbols.insert(text[at]);
    }
    CHECK(looks_like_recovery_code(text));
    seen.insert(text);
  }
  CHECK_EQ(seen.size(), 1000U);
  CHECK_EQ(std::string(symbols.begin(), symbols.end()), "0123456789abcdefghjkmnpqrstvwxyz");
}

void it_is_read_however_people_write_it() {
  for (const auto* const typed : {"k7qm-x2fd-9hta-01zn", "K7QM-X2FD-9HTA-01ZN", "k7qmx2fd9hta01zn",
                                  "k7qm x2fd 9hta 01zn", "k7qm-x2fd-9hta-olzn", "k7qm-x2fd-9hta-OIzn"}) {
    const auto parts = recovery_code_parts(typed);
    CHECK(parts.has_value());
    CHECK_EQ(parts->selector, "k7q");
    CHECK_EQ(parts->secret.view(), "mx2fd9hta01zn");
  }
}

void nothing_else_is_taken_for_one() {
  for (const auto* const typed :
       {"", "-", "r", "v", "s", "4829", "482913", "4829131234", "k7qm-x2fd-9hta-01z", "k7qm-x2fd-9hta-01zn2",
        "k7qm-x2fd-9hta-01zn-k7qm", "k7qm-x2fd-9hta-01zu", "k7qm_x2fd_9hta_01zn",
        "k7qm-x2fd-9hta-01z\xC3\xA5", "\b\n\r\177INCORRECT\b\n\r\177IN"})
    CHECK(!looks_like_recovery_code(typed));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a new one is four groups of four and never the same",
           a_new_one_is_four_groups_of_four_and_never_the_same),
      TEST("it is read however people write it", it_is_read_however_people_write_it),
      TEST("nothing else is taken for one", nothing_else_is_taken_for_one),
  };
  return cmocka_run_group_tests_name("guard recovery_code", tests, nullptr, nullptr);
}
