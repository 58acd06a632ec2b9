// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <string>
#include <vector>

#include "problems.hpp"

namespace {

using namespace wavix::config;
using wavix::test::problems_of;

const std::string least = "[wavix]\nservice_id = abc\n";  // lines 1 and 2

void each_kind_of_mistake_is_told_with_its_line() {
  struct Case {
    std::string text;  ///< from line 3
    std::string problems;
  };
  const std::vector<Case> cases = {
      {"[code]\nlenght = 6\n", "file:4: code.lenght: no such key (code.length?)\n"},
      {"[code]\nlog_facility = auth\n", "file:4: code.log_facility: no such key\n"},
      {"[code]\nfacility = auth\n", "file:4: code.facility: no such key (log.facility?)\n"},
      {"[code]\ncode.length = 6\n", "file:4: code.code.length: no such key\n"},
      {"[code]\nLength = 6\n", "file:4: code.Length: no such key (code.length?)\n"},
      {"[cod]\nlength = 6\ntries = 2\n", "file:3: [cod]: no such section ([code]?)\n"},
      {"[weather]\n", "file:3: [weather]: no such section\n"},
      {"[ code ]\nlength = 6\n", "file:3: [ code ]: no such section ([code]?)\n"},
      {"[]\n", "file:3: []: no such section\n"},
      {"[code\nlength = 6\n", "file:3: starts a section and has no ']'\n"},
      {"[code]\nlength = 6\nlength = 6\n", "file:5: code.length: is given twice, first in line 4\n"},
      {"[code]\nlength = 6\n[log]\n[code]\nlength = 7\n",
       "file:7: code.length: is given twice, first in line 4\n"},
      {"[code]\nlength = 5x\n", "file:4: code.length: '5x' is not a whole number from 4 to 10\n"},
      {"[code]\nlength = 3\n", "file:4: code.length: '3' is not a whole number from 4 to 10\n"},
      {"[code]\nlength = 6 # six\n", "file:4: code.length: '6 # six' is not a whole number from 4 to 10\n"},
      {"[code]\nlength =\n", "file:4: code.length: is empty; it must be a whole number from 4 to 10\n"},
      {"[code]\nlength\n", "file:4: has no '='; write 'key = value'\n"},
      {"[code]\nlength: 6\n", "file:4: has ':' in front of any '='; write 'key = value'\n"},
      {"[code]\nchannels = sms\n   voice\n", "file:5: has no '='; write 'key = value'\n"},
      {"[code]\nresend_delay = 30\n",
       "file:4: code.resend_delay: '30' has no unit; write ms, s, m, h or d right behind the number\n"},
      {"[code]\nchannels = sms sms\n", "file:4: code.channels: names sms twice\n"},
      {"[users]\nsources = file file\n", "file:4: users.sources: names file twice\n"},
      {"[users]\nsources = file, ldap\n", "file:4: users.sources: 'file,' is not file | ldap\n"},
      {"[ldap]\nfilter = (uid=alice)\n",
       "file:4: ldap.filter: has neither %u nor %U, so that every user would get the same phone\n"},
      {"[policy]\ntrusted_networks = 10.0.0.0/8 10.0.0.1/24\n",
       "file:4: policy.trusted_networks: '10.0.0.1/24' has bits set behind its prefix\n"},
      {"[limits]\nsends_total = 5/1h 20/1d\n",
       "file:4: limits.sends_total: '5/1h 20/1d' is not limits as in '5/1h, 20/1d', a whole number from 1 to "
       "1000000 in a duration from 1s to 31d, or empty\n"},
      {"[policy]\nenrol_until = 2026-02-29\n", "file:4: policy.enrol_until: '2026-02-29' is not a day of the "
                                               "calendar as YYYY-MM-DD, or empty\n"},
      {"[users]\n# " + std::string(300, 'x') + "\nfile = /" + std::string(300, 'x') + "\n",
       "file:5: is 308 bytes long; 199 are the most\n"},
      {"[log]\nphone = mas\033ked\n", "file:4: has a control character (0x1b), which no text has\n"},
      {std::string("[log]\nphone = masked\0 no\n", 23),
       "file:4: has a control character (0x00), which no text has\n"},
  };
  for (const auto& [text, problems] : cases)
    CHECK_EQ(problems_of(least + text), problems);
}

void what_is_wrong_with_service_sections_is_told_whatever_the_service() {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"[service su]\ncode.length = 3\n", "file:4: code.length: '3' is not a whole number from 4 to 10\n"},
      {"[service su]\ncode.lenght = 6\n", "file:4: code.lenght: no such key (code.length?)\n"},
      {"[service su]\nldap.base = dc=x\n",
       "file:4: ldap.base: cannot differ by service; it belongs in [ldap]\n"},
      {"[service su]\nlog.phone = hidden\n",
       "file:4: log.phone: cannot differ by service; it belongs in [log]\n"},
      {"[service su]\nstate.file = /run/state\n",
       "file:4: state.file: cannot differ by service; it belongs in [state]\n"},
      {"[service su]\nlength = 6\n",
       "file:4: length: is written with its section here, as in 'code.length = 6'\n"},
      {"[service su]\ncode.length = 6\n[service su]\ncode.length = 6\n",
       "file:6: code.length: is given twice, first in line 4\n"},
      {"[service su]\ncode.channels = voice\n",
       "file:4: code.channel: is sms, which code.channels does not have (voice)\n"},
      {"[servise su]\ncode.length = 6\n", "file:3: [servise su]: no such section\n"},
  };
  for (const auto& [text, problems] : cases)
    CHECK_EQ(problems_of(least + text), problems);
  for (const auto* const name : {"", " su", "su ", "SU", "a b", "/etc/pam.d/su"})
    CHECK(problems_of(least + "[service " + name + "]\n").find("is no name that PAM knows") !=
          std::string::npos);
}

void a_key_above_the_first_section_is_told() {
  CHECK_EQ(problems_of("length = 6\n" + least), "file:1: length: stands above the first [section]\n");
}

void the_service_id_is_required() {
  const std::string missing = "file: wavix.service_id: is missing; add 'service_id = …' to [wavix]: 1 to 128 "
                              "characters of printable ASCII without blanks, '/' and '..'\n";
  CHECK_EQ(problems_of(""), missing);
  CHECK_EQ(problems_of("[wavix]\n"), missing);
  CHECK(
      problems_of("[wavix]\nservice_id =\n").starts_with("file:2: wavix.service_id: is empty; it must be "));
}

void arguments_are_judged_as_the_file_is() {
  CHECK_EQ(problems_of(least, {"code.length=3", "code.lenght=6", "length=6", "code.length", "cod.x=1",
                               "code.tries=2", "code.tries=2", "code.length = 6"}),
           "pam.d argument: code.length: '3' is not a whole number from 4 to 10\n"
           "pam.d argument: code.lenght: no such key (code.length?)\n"
           "pam.d argument: length: is not 'section.key=value'\n"
           "pam.d argument: code.length: is not 'section.key=value'\n"
           "pam.d argument: cod.x: no such key\n"
           "pam.d argument: code.tries: is given twice\n"
           "pam.d argument: code.length : no such key (code.length?)\n");
}

void all_is_told_at_once_in_the_order_of_the_file() {
  CHECK_EQ(
      problems_of("[code]\nlength = 3\nword\n[cod]\n[service su]\ncode.tries = 0\n[log]\nfacility = x\n"
                  "[wavix]\nrequest_timeout = 1s\n",
                  {"code.echo=maybe"}),
      "file:2: code.length: '3' is not a whole number from 4 to 10\n"
      "file:3: has no '='; write 'key = value'\n"
      "file:4: [cod]: no such section ([code]?)\n"
      "file:6: code.tries: '0' is not a whole number from 1 to 5\n"
      "file:8: log.facility: 'x' is not authpriv | auth | daemon | local0 | local1 | local2 | local3 | "
      "local4 | "
      "local5 | local6 | local7\n"
      "pam.d argument: code.echo: 'maybe' is not yes | no\n"
      "file: wavix.service_id: is missing; add 'service_id = …' to [wavix]: 1 to 128 characters of printable "
      "ASCII without blanks, '/' and '..'\n"
      "file:10: wavix.connect_timeout: is 5s, longer than the whole wavix.request_timeout (1s)\n");
}

void what_is_no_configuration_does_not_flood_the_log() {
  std::string text;
  for (int i = 0; i < 5000; ++i)
    text += "word\n";
  const auto problems = problems_of(least + text);
  CHECK_EQ(std::count(problems.begin(), problems.end(), '\n'), 101);
  CHECK(problems.ends_with("file: has 4900 more problems\n"));
}

void text_of_the_file_cannot_disturb_a_log() {
  CHECK_EQ(problems_of(least + "[c\xC2\x9Bo]\n[code]\n\xE2\x80\xAE = 1\nlength = \xFF\n"),
           "file:3: [c?o]: no such section\n"
           "file:5: code.?: no such key\n"
           "file:6: code.length: '?' is not a whole number from 4 to 10\n");
}

void a_file_that_is_missing_unsafe_or_too_large_is_the_one_problem() {
  const auto only_problem = [](const std::string& path) {
    const auto config = load({path, {}}, "sshd");
    CHECK(!config);
    CHECK_EQ(config.error().size(), 1U);
    return to_string(config.error().front());
  };
  const wavix::test::Folder folder;
  CHECK_EQ(only_problem("/nonexistent/conf"),
           "/nonexistent/conf: cannot be opened: No such file or directory");
  CHECK_EQ(only_problem("relative.conf"), "relative.conf: is not an absolute path");
  CHECK(only_problem(folder.file(least, 0666)).find("can be changed by others") != std::string::npos);
  const auto large = least + std::string((1U << 20U) - least.size(), '\n');
  CHECK(load({folder.file(large, 0644), {}}, "sshd").has_value());
  CHECK(only_problem(folder.file(large + "\n", 0644)).ends_with("is larger than 1048576 bytes"));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("each kind of mistake is told with its line", each_kind_of_mistake_is_told_with_its_line),
      TEST("what is wrong with service sections is told whatever the service",
           what_is_wrong_with_service_sections_is_told_whatever_the_service),
      TEST("a key above the first section is told", a_key_above_the_first_section_is_told),
      TEST("the service id is required", the_service_id_is_required),
      TEST("arguments are judged as the file is", arguments_are_judged_as_the_file_is),
      TEST("all is told at once, in the order of the file", all_is_told_at_once_in_the_order_of_the_file),
      TEST("what is no configuration does not flood the log",
           what_is_no_configuration_does_not_flood_the_log),
      TEST("text of the file cannot disturb a log", text_of_the_file_cannot_disturb_a_log),
      TEST("a file that is missing, unsafe or too large is the one problem",
           a_file_that_is_missing_unsafe_or_too_large_is_the_one_problem),
  };
  return cmocka_run_group_tests_name("config load_problems", tests, nullptr, nullptr);
}
