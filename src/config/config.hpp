// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/channel.hpp"

namespace wavix::config {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

/// What to do about a user who definitely has no phone (never about an error).
enum class Unmapped { deny, skip };
enum class PhoneInLog { masked, hidden };

/// The configuration of one login: the file, its [service NAME] overrides and the module's arguments, in that
/// order. Each member is a key of /etc/wavix2fa/wavix2fa.conf (wavix2fa.conf(5)); key_table.cpp knows how
/// each is written.
struct Config {
  struct {
    std::string service_id;
    std::string api_key_file = "/etc/wavix2fa/api_key";
    std::string api_url = "https://api.wavix.com";
    std::string ca_file;  ///< empty: the system's
    std::string proxy;    ///< empty: none
    milliseconds connect_timeout = 5s;
    milliseconds request_timeout = 10s;
  } wavix;
  struct {
    std::vector<std::string> sources = {"file"};
    std::string file = "/etc/wavix2fa/users.conf";
    std::string default_region;  ///< ISO 3166-1 alpha-2; empty: numbers must be international
    Unmapped unmapped = Unmapped::deny;
  } users;
  struct {
    Channel channel = Channel::sms;
    std::vector<Channel> channels = {Channel::sms, Channel::voice};
    unsigned length = 6;
    unsigned tries = 3;
    bool echo = true;
    milliseconds resend_delay = 30s;
    milliseconds login_timeout = 110s;
    std::string language = "en";
  } code;
  struct {
    int facility = 0;  ///< LOG_AUTHPRIV and so on; set from the table's default by load()
    PhoneInLog phone = PhoneInLog::masked;
  } log;
};

/// One thing that is wrong, and where: "/etc/wavix2fa/wavix2fa.conf:14: code.lenght: no such key
/// (code.length?)".
struct Problem {
  std::string where;   ///< a file, or "pam.d argument"
  unsigned line = 0;   ///< 0: no line
  std::string key;     ///< "section.key"; empty where it is about the file or the line
  std::string reason;  ///< what is wrong, and the mend

  bool operator==(const Problem&) const = default;
};
std::string to_string(const Problem& problem);

}  // namespace wavix::config
