// SPDX-License-Identifier: BSD-3-Clause
#include "config/load.hpp"

#include <syslog.h>

#include <string>
#include <vector>

#include "check.hpp"
#include "folder.hpp"

namespace {

using namespace std::chrono_literals;
using namespace wavix::config;
using wavix::Channel;

Config loaded(const std::string& text, const std::vector<std::string_view>& arguments = {},
              std::string_view service = "sshd") {
  const wavix::test::Folder folder;
  auto config = load({folder.file(text), arguments}, service);
  if (!config) wavix::test::failed(__FILE__, __LINE__, to_string(config.error().front()));
  return *config;
}

const std::string least = "[wavix]\nservice_id = abc\n";

void a_file_with_a_service_alone_gives_the_defaults() {
  const auto config = loaded(least);
  CHECK_EQ(config.wavix.service_id, "abc");
  CHECK_EQ(config.wavix.api_key_file, "/etc/wavix2fa/api_key");
  CHECK_EQ(config.wavix.api_url, "https://api.wavix.com");
  CHECK(config.wavix.connect_timeout == 5s);
  CHECK(config.wavix.request_timeout == 10s);
  CHECK(config.users.sources == std::vector<std::string>{"file"});
  CHECK_EQ(config.users.file, "/etc/wavix2fa/users.conf");
  CHECK(config.users.unmapped == Unmapped::deny);
  CHECK(config.code.channels == (std::vector{Channel::sms, Channel::voice}));
  CHECK(config.code.login_timeout == 110s);
  CHECK_EQ(config.log.facility, LOG_AUTHPRIV);
}

void the_file_goes_before_the_default() {
  const auto config =
      loaded("[code]\nchannels = voice\nchannel = voice\nlength = 8 ; digits\nresend_delay = 1m\n" + least +
             "[log]\nfacility = local3\n[users]\nunmapped = skip\n");
  CHECK(config.code.channel == Channel::voice);
  CHECK(config.code.channels == std::vector{Channel::voice});
  CHECK_EQ(config.code.length, 8U);
  CHECK(config.code.resend_delay == 60s);
  CHECK_EQ(config.log.facility, LOG_LOCAL3);
  CHECK(config.users.unmapped == Unmapped::skip);
}

void a_section_may_come_in_parts() {
  const auto config = loaded(least + "[code]\nlength = 8\n[log]\n[code]\ntries = 2\n");
  CHECK_EQ(config.code.length, 8U);
  CHECK_EQ(config.code.tries, 2U);
}

const std::string with_services = least + "[service sudo]\ncode.length = 4\nusers.file = /run/users\n"
                                          "[code]\nlength = 8\n[service su]\ncode.length = 5\n";

void the_section_of_the_service_goes_before_the_file() {
  CHECK_EQ(loaded(with_services, {}, "sudo").code.length, 4U);
  CHECK_EQ(loaded(with_services, {}, "sudo").users.file, "/run/users");
  CHECK_EQ(loaded(with_services, {}, "su").code.length, 5U);
  CHECK_EQ(loaded(with_services, {}, "sshd").code.length, 8U);
  CHECK_EQ(loaded(with_services, {}, "sshd").users.file, "/etc/wavix2fa/users.conf");
  CHECK_EQ(loaded(with_services, {}, "su-l").code.length, 8U);
}

void an_argument_goes_before_all() {
  CHECK_EQ(loaded(with_services, {"code.length=10"}, "sudo").code.length, 10U);
  CHECK_EQ(loaded(with_services, {"code.length=10"}, "sshd").code.length, 10U);
  const auto config = loaded("[log]\nphone = hidden\n", {"wavix.service_id=x=y", "code.channels=voice sms",
                                                         "wavix.ca_file=", "log.phone=masked"});
  CHECK_EQ(config.wavix.service_id, "x=y");
  CHECK(config.code.channels == (std::vector{Channel::voice, Channel::sms}));
  CHECK(config.log.phone == PhoneInLog::masked);
}

void what_contradicts_is_judged_after_all_have_spoken() {
  CHECK(loaded(least + "[code]\nchannel = voice\nchannels = voice\n").code.channel == Channel::voice);
  const auto narrow =
      least + "[code]\nchannels = sms\n[service sudo]\ncode.channels = voice\ncode.channel = voice\n";
  CHECK(loaded(narrow, {}, "sudo").code.channel == Channel::voice);
  CHECK(loaded(narrow, {}, "sshd").code.channel == Channel::sms);
  CHECK(loaded(least + "connect_timeout = 20s\n", {"wavix.request_timeout=20s"}).wavix.connect_timeout ==
        20s);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a file with a service alone gives the defaults", a_file_with_a_service_alone_gives_the_defaults),
      TEST("the file goes before the default", the_file_goes_before_the_default),
      TEST("a section may come in parts", a_section_may_come_in_parts),
      TEST("the section of the service goes before the file",
           the_section_of_the_service_goes_before_the_file),
      TEST("an argument goes before all", an_argument_goes_before_all),
      TEST("what contradicts is judged after all have spoken",
           what_contradicts_is_judged_after_all_have_spoken),
  };
  return cmocka_run_group_tests_name("config load", tests, nullptr, nullptr);
}
