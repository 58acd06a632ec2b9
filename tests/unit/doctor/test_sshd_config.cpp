// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/sshd_config.hpp"

#include <map>

#include "check.hpp"

namespace {

using wavix::doctor::line_that_sets;
using wavix::doctor::Place;
using wavix::doctor::read_sshd_config;
using wavix::doctor::SshdConfig;
using wavix::doctor::SshdFiles;

using Texts = std::map<std::string, std::string>;

constexpr const char* main_file = "/etc/ssh/sshd_config";

SshdConfig config_of(const Texts& texts) {
  const SshdFiles files{[&](const std::string& path) -> std::optional<std::string> {
                          const auto found = texts.find(path);
                          if (found == texts.end()) return std::nullopt;
                          return found->second;
                        },
                        [&](const std::string& pattern) {
                          std::vector<std::string> found;
                          for (const auto& [path, text] : texts)
                            if (path != main_file && path.starts_with(pattern.substr(0, pattern.find('*'))))
                              found.push_back(path);
                          return found;
                        }};
  return read_sshd_config(main_file, files);
}
SshdConfig config_of(const std::string& text) { return config_of(Texts{{main_file, text}}); }

std::string told(const std::optional<Place>& place) {
  return place ? place->file + ":" + std::to_string(place->line) + ": " + place->text : "nowhere";
}

void the_first_line_that_sets_it_is_named() {
  const auto config = config_of("# UsePAM no\n\n  UsePAM yes\nUsePAM no\n");
  CHECK_EQ(told(line_that_sets(config, "usepam", {})), "/etc/ssh/sshd_config:3: UsePAM yes");
  CHECK_EQ(told(line_that_sets(config, "maxauthtries", {})), "nowhere");
}

void keywords_are_of_any_case_and_may_have_an_equals_sign() {
  const auto config = config_of("USEPAM=yes\nMaxAuthTries = 3 # three\nBanner \"a # b\" c\n");
  CHECK_EQ(told(line_that_sets(config, "usepam", {})), "/etc/ssh/sshd_config:1: USEPAM=yes");
  CHECK_EQ(config.lines[1].arguments.front(), "3");
  CHECK_EQ(config.lines[1].arguments.size(), 1U);
  CHECK_EQ(config.lines[2].arguments.front(), "a # b");
  CHECK_EQ(config.lines[2].arguments.size(), 2U);
}

void the_old_name_of_keyboard_interactive_is_known() {
  const auto config = config_of("ChallengeResponseAuthentication no\n");
  CHECK_EQ(told(line_that_sets(config, "kbdinteractiveauthentication", {})),
           "/etc/ssh/sshd_config:1: ChallengeResponseAuthentication no");
}

void a_line_of_a_match_is_for_that_match_alone() {
  const auto config = config_of("Match User a\n  UsePAM no\nMatch User b\n  MaxAuthTries 1\n");
  CHECK_EQ(told(line_that_sets(config, "usepam", {})), "nowhere");
  CHECK_EQ(told(line_that_sets(config, "usepam", 1)), "nowhere");
  CHECK_EQ(told(line_that_sets(config, "usepam", 0)), "/etc/ssh/sshd_config:2: UsePAM no");
}

void a_match_wins_over_what_is_for_all() {
  const auto config = config_of("UsePAM yes\nMaxAuthTries 6\nMatch User a\n  UsePAM no\n");
  CHECK_EQ(told(line_that_sets(config, "usepam", 0)), "/etc/ssh/sshd_config:4: UsePAM no");
  CHECK_EQ(told(line_that_sets(config, "maxauthtries", 0)), "/etc/ssh/sshd_config:2: MaxAuthTries 6");
  CHECK_EQ(told(line_that_sets(config, "usepam", {})), "/etc/ssh/sshd_config:1: UsePAM yes");
}

void included_files_are_read_where_they_are_included() {
  const auto config = config_of({{main_file, "Include sshd_config.d/*.conf\nUsePAM no\n"},
                                 {"/etc/ssh/sshd_config.d/10.conf", "UsePAM yes\n"},
                                 {"/etc/ssh/sshd_config.d/20.conf", "MaxAuthTries 2\n"}});
  CHECK_EQ(told(line_that_sets(config, "usepam", {})), "/etc/ssh/sshd_config.d/10.conf:1: UsePAM yes");
  CHECK_EQ(config.lines.size(), 3U);
}

void a_match_ends_with_the_file_that_it_is_in() {
  const auto config = config_of({{main_file, "Include sshd_config.d/*\nUsePAM no\n"},
                                 {"/etc/ssh/sshd_config.d/10.conf", "Match User a\nMaxAuthTries 2\n"}});
  CHECK(config.lines[0].block == 0U);
  CHECK(!config.lines[1].block);
}

void what_is_included_in_a_match_is_of_the_match() {
  const auto config = config_of({{main_file, "Match User a\nInclude sshd_config.d/*\n"},
                                 {"/etc/ssh/sshd_config.d/10.conf", "UsePAM no\n"}});
  CHECK(config.lines[0].block == 0U);
}

void a_file_that_includes_itself_ends() {
  const auto config = config_of({{main_file, "Include a/*\n"}, {"/etc/ssh/a/b", "Include a/*\nUsePAM no\n"}});
  CHECK_EQ(told(line_that_sets(config, "usepam", {})), "/etc/ssh/a/b:2: UsePAM no");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("the first line that sets it is named", the_first_line_that_sets_it_is_named),
      TEST("keywords are of any case and may have an equals sign",
           keywords_are_of_any_case_and_may_have_an_equals_sign),
      TEST("the old name of keyboard-interactive is known", the_old_name_of_keyboard_interactive_is_known),
      TEST("a line of a Match is for that Match alone", a_line_of_a_match_is_for_that_match_alone),
      TEST("a Match wins over what is for all", a_match_wins_over_what_is_for_all),
      TEST("included files are read where they are included",
           included_files_are_read_where_they_are_included),
      TEST("a Match ends with the file that it is in", a_match_ends_with_the_file_that_it_is_in),
      TEST("what is included in a Match is of the Match", what_is_included_in_a_match_is_of_the_match),
      TEST("a file that includes itself ends", a_file_that_includes_itself_ends),
  };
  return cmocka_run_group_tests_name("doctor sshd_config", tests, nullptr, nullptr);
}
