// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/csv.hpp"

#include <string>

#include "check.hpp"

namespace {

/// "1[a|b] 2[c|d]", or "2!what is wrong"
std::string rows(std::string_view text) {
  std::string all;
  for (const auto& row : wavix::contacts::read_csv(text)) {
    all += (all.empty() ? "" : " ") + std::to_string(row.line);
    if (!row.problem.empty()) {
      all += "!" + row.problem;
      continue;
    }
    all += "[";
    for (std::size_t i = 0; i < row.fields.size(); ++i)
      all += (i == 0 ? "" : "|") + row.fields[i];
    all += "]";
  }
  return all;
}

void a_line_is_a_record() {
  CHECK_EQ(rows("a,b\nc,d\n"), "1[a|b] 2[c|d]");
  CHECK_EQ(rows("a,b\nc,d"), "1[a|b] 2[c|d]");
  CHECK_EQ(rows("a,b\r\nc,d\r\n"), "1[a|b] 2[c|d]");
  CHECK_EQ(rows(""), "");
}

void fields_are_as_they_stand() {
  CHECK_EQ(rows("a, b ,c\n"), "1[a| b |c]");
  CHECK_EQ(rows("x,\n,,\n"), "1[x|] 2[||]");
}

void empty_lines_are_no_records() { CHECK_EQ(rows("\na,b\n\r\n\nc,d\n\n"), "2[a|b] 5[c|d]"); }

void quotes_keep_separators_quotes_and_line_ends_together() {
  CHECK_EQ(rows("a,\"b,c\"\n"), "1[a|b,c]");
  CHECK_EQ(rows("\"a \"\"b\"\"\",c\n"), "1[a \"b\"|c]");
  CHECK_EQ(rows("\"\",\"\"\"\"\n"), "1[|\"]");
  CHECK_EQ(rows("\"a\nb\",c\nd,e\n"), "1[a\nb|c] 3[d|e]");
  CHECK_EQ(rows("a,\"b\"\r\nc,\"d\""), "1[a|b] 2[c|d]");
}

void a_byte_order_mark_is_no_part_of_the_first_field() {
  CHECK_EQ(rows("\xEF\xBB\xBF"
                "a,b\n"),
           "1[a|b]");
}

void other_separators_are_known_by_the_first_line() {
  CHECK_EQ(rows("a;b\nc,x;d\n"), "1[a|b] 2[c,x|d]");
  CHECK_EQ(rows("a\tb\nc;x\td\n"), "1[a|b] 2[c;x|d]");
  CHECK_EQ(rows("a,b\nc;d\n"), "1[a|b] 2[c;d]");
}

void a_wrong_record_leaves_the_others() {
  CHECK_EQ(rows("a,b\nc\"d,e\nf,g\n"),
           "1[a|b] 2!has a double quote inside a field that does not begin with one 3[f|g]");
  CHECK_EQ(rows("a,b\n\"c\" ,d\nf,g\n"),
           "1[a|b] 2!has more behind the double quote that closes a field 3[f|g]");
  CHECK_EQ(rows("a,b\n\"c,d\nf,g\n"), "1[a|b] 2!has a double quote that is never closed 3[f|g]");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a line is a record", a_line_is_a_record),
      TEST("fields are as they stand", fields_are_as_they_stand),
      TEST("empty lines are no records", empty_lines_are_no_records),
      TEST("quotes keep separators, quotes and line ends together",
           quotes_keep_separators_quotes_and_line_ends_together),
      TEST("a byte order mark is no part of the first field",
           a_byte_order_mark_is_no_part_of_the_first_field),
      TEST("other separators are known by the first line", other_separators_are_known_by_the_first_line),
      TEST("a wrong record leaves the others", a_wrong_record_leaves_the_others),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
