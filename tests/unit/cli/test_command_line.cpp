// SPDX-License-Identifier: BSD-3-Clause
#include "cli/command_line.hpp"

#include <vector>

#include "check.hpp"

namespace {

using wavix::cli::command_line;

auto parsed(std::vector<const char*> words) {
  words.insert(words.begin(), "wavix2fa");
  return command_line(static_cast<int>(words.size()), words.data());
}

void a_user_may_be_called_like_a_command() {
  CHECK(parsed({"recovery", "issue", "list"}).has_value());
  CHECK(parsed({"recovery", "issue", "recovery"}).has_value());
  CHECK(parsed({"lockout", "clear", "--", "--help"}).has_value());
}

void the_configuration_may_be_named_anywhere() {
  CHECK_EQ(parsed({"--conf", "/a", "recovery", "list"})->global.conf, "/a");
  CHECK_EQ(parsed({"recovery", "--conf=/a", "list"})->global.conf, "/a");
  CHECK_EQ(parsed({"recovery", "list", "--conf", "/a"})->global.conf, "/a");
  CHECK_EQ(parsed({"recovery", "list"})->global.conf, "");
}

void help_is_no_error_and_a_wrong_word_is() {
  CHECK_EQ(parsed({"recovery", "--help"}).error().exit_status, 0);
  CHECK_EQ(parsed({"--version"}).error().exit_status, 0);
  CHECK_EQ(parsed({"recovery", "list", "--all"}).error().exit_status, 2);
  CHECK_EQ(parsed({"recovery", "list", "--conf"}).error().exit_status, 2);
}

void a_word_that_is_wrong_is_told_before_one_that_is_missing() {
  CHECK_EQ(parsed({"breakglass", "start", "--tll", "2h"}).error().text,
           "wavix2fa breakglass start: '--tll' is not known here; see wavix2fa breakglass start --help\n");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a user may be called like a command", a_user_may_be_called_like_a_command),
      TEST("the configuration may be named anywhere", the_configuration_may_be_named_anywhere),
      TEST("help is no error, and a wrong word is", help_is_no_error_and_a_wrong_word_is),
      TEST("a word that is wrong is told before one that is missing",
           a_word_that_is_wrong_is_told_before_one_that_is_missing),
  };
  return cmocka_run_group_tests_name("cli command_line", tests, nullptr, nullptr);
}
