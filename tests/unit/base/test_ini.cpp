// SPDX-License-Identifier: BSD-3-Clause
#include "base/ini.hpp"

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "check.hpp"

namespace {

/// All that was found, one a line: "2 [section]", "3 key=value", "4 ! reason".
class Record final : public wavix::IniSink {
public:
  std::string text;

  void section(std::string_view name, unsigned line) override { add(line, "[" + std::string(name) + "]"); }
  void setting(std::string_view key, std::string_view value, unsigned line) override {
    add(line, std::string(key) + "=" + std::string(value));
  }
  void wrong(unsigned line, std::string reason) override { add(line, "! " + reason); }

private:
  void add(unsigned line, const std::string& what) { text += std::to_string(line) + " " + what + "\n"; }
};

std::string found_in(std::string_view text) {
  Record record;
  wavix::read_ini(text, record);
  return record.text;
}

void sections_and_settings_come_with_their_lines() {
  CHECK_EQ(found_in("top = 0\n\n[a]\nk = v\n# comment\n; comment\nl=w x\n[b]\n[a]\nk =\n"),
           "1 top=0\n3 [a]\n4 k=v\n7 l=w x\n8 [b]\n9 [a]\n10 k=\n");
  CHECK_EQ(found_in(""), "");
  CHECK_EQ(found_in("[a]\nk = v"), "1 [a]\n2 k=v\n");
}

void a_comment_behind_a_value_needs_white_space_and_a_semicolon() {
  CHECK_EQ(found_in("k = v ; w"), "1 k=v\n");
  CHECK_EQ(found_in("k = v;w"), "1 k=v;w\n");
  CHECK_EQ(found_in("k = v # w"), "1 k=v # w\n");
  CHECK_EQ(found_in("k =;v"), "1 k=;v\n");
  CHECK_EQ(found_in("[a] ; w"), "1 [a]\n");
  CHECK_EQ(found_in("k ; w = v"), "1 ! has no '='; write 'key = value'\n");
}

void the_separator_is_the_first_equals_sign_and_never_a_colon() {
  CHECK_EQ(found_in("k = a=b:c"), "1 k=a=b:c\n");
  CHECK_EQ(found_in("k: v"), "1 ! has ':' in front of any '='; write 'key = value'\n");
  CHECK_EQ(found_in("k:l = v"), "1 ! has ':' in front of any '='; write 'key = value'\n");
  CHECK_EQ(found_in("= v"), "1 ! has no key in front of its '='\n");
  CHECK_EQ(found_in("="), "1 ! has no key in front of its '='\n");
  CHECK_EQ(found_in("word\nk = v"), "1 ! has no '='; write 'key = value'\n2 k=v\n");
}

void an_indented_line_stands_for_itself() {
  CHECK_EQ(found_in("[a]\nk = v\n  l = w\n\tmore\n"),
           "1 [a]\n2 k=v\n3 l=w\n4 ! has no '='; write 'key = value'\n");
}

void a_section_line_that_is_wrong_takes_its_keys_with_it() {
  CHECK_EQ(found_in("[a\nk = v\n[b]\nk = v\n"), "1 ! starts a section and has no ']'\n3 [b]\n4 k=v\n");
  CHECK_EQ(found_in("[a] b\nk = v\n"), "1 ! has more after the ']' of its section\n");
  CHECK_EQ(found_in("[a ;b]\nk = v\n"), "1 ! starts a section and has no ']'\n");
}

void the_name_of_a_section_is_never_cut() {
  const std::string longest(49, 's');
  CHECK_EQ(found_in("[" + longest + "]\nk=v"), "1 [" + longest + "]\n2 k=v\n");
  CHECK_EQ(found_in("[" + longest + "s]\nk=v"), "1 ! has 50 bytes between its brackets; 49 are the most\n");
}

void a_line_is_never_cut() {
  const std::string longest(195, 'v');
  CHECK_EQ(found_in("k = " + longest + "\nl = w"), "1 k=" + longest + "\n2 l=w\n");
  CHECK_EQ(found_in("k = " + longest + "v\nl = w"), "1 ! is 200 bytes long; 199 are the most\n2 l=w\n");
  CHECK_EQ(found_in("# " + longest + longest + "\nl = w"), "2 l=w\n");
}

void control_characters_are_wrong_and_tabs_are_blanks() {
  using namespace std::string_view_literals;
  CHECK_EQ(found_in("k = v\0w\nl = w"sv), "1 ! has a control character (0x00), which no text has\n2 l=w\n");
  CHECK_EQ(found_in("k = \033[2J"), "1 ! has a control character (0x1b), which no text has\n");
  CHECK_EQ(found_in("k = v\rl = w"), "1 ! has a control character (0x0d), which no text has\n");
  CHECK_EQ(found_in("\tk\t=\tv\t"), "1 k=v\n");
}

void other_bytes_are_left_alone() { CHECK_EQ(found_in("j\xF6rg = \xC3\xA4 b"), "1 j\xF6rg=\xC3\xA4 b\n"); }

void a_byte_order_mark_and_windows_line_ends_are_tolerated() {
  CHECK_EQ(found_in("\xEF\xBB\xBF[a]\r\nk = v\r\n\r\n"), "1 [a]\n2 k=v\n");
}

void what_is_found_is_a_view_of_the_text() {
  static const std::string text = "[name]\nkey = value\n";
  struct Views final : wavix::IniSink {
    static void check(std::string_view view) {
      CHECK(view.data() >= text.data() && view.data() + view.size() <= text.data() + text.size());
    }
    void section(std::string_view name, unsigned) override { check(name); }
    void setting(std::string_view key, std::string_view value, unsigned) override {
      check(key);
      check(value);
    }
    void wrong(unsigned, std::string) override { CHECK(false); }
  } views;
  wavix::read_ini(text, views);
}

void an_exception_of_the_sink_comes_back_and_ends_the_reading() {
  struct Thrower final : wavix::IniSink {
    int calls = 0;
    void section(std::string_view, unsigned) override {}
    void setting(std::string_view, std::string_view, unsigned) override {
      ++calls;
      throw std::runtime_error("full");
    }
    void wrong(unsigned, std::string) override { ++calls; }
  } thrower;
  try {
    wavix::read_ini("a = 1\nb = 2\n", thrower);
    CHECK(false);
  } catch (const std::runtime_error& error) {
    CHECK_EQ(std::string(error.what()), "full");
  }
  CHECK_EQ(thrower.calls, 1);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("sections and settings come with their lines", sections_and_settings_come_with_their_lines),
      TEST("a comment behind a value needs white space and a semicolon",
           a_comment_behind_a_value_needs_white_space_and_a_semicolon),
      TEST("the separator is the first equals sign and never a colon",
           the_separator_is_the_first_equals_sign_and_never_a_colon),
      TEST("an indented line stands for itself", an_indented_line_stands_for_itself),
      TEST("a section line that is wrong takes its keys with it",
           a_section_line_that_is_wrong_takes_its_keys_with_it),
      TEST("the name of a section is never cut", the_name_of_a_section_is_never_cut),
      TEST("a line is never cut", a_line_is_never_cut),
      TEST("control characters are wrong and tabs are blanks",
           control_characters_are_wrong_and_tabs_are_blanks),
      TEST("other bytes are left alone", other_bytes_are_left_alone),
      TEST("a byte order mark and Windows line ends are tolerated",
           a_byte_order_mark_and_windows_line_ends_are_tolerated),
      TEST("what is found is a view of the text", what_is_found_is_a_view_of_the_text),
      TEST("an exception of the sink comes back and ends the reading",
           an_exception_of_the_sink_comes_back_and_ends_the_reading),
  };
  return cmocka_run_group_tests_name("base ini", tests, nullptr, nullptr);
}
