// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/phone.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>

namespace wavix::sandbox {
namespace {

/// A voice reads digit by digit.
std::string spoken(const std::string& code) {
  std::string words;
  for (const char digit : code)
    words += words.empty() ? std::string{digit} : std::string{' ', digit};
  return words;
}

std::string local_time(Time time) {
  return fmt::format("{:%H:%M:%S}", fmt::localtime(std::chrono::system_clock::to_time_t(time)));
}

}  // namespace

std::string on_phone(const Message& message) {
  const bool sms = message.channel == Channel::sms;
  const auto what =
      fmt::format("{} {} to +{}", local_time(message.at), sms ? "SMS" : "voice call", message.number);
  if (message.delivery == "failed") return what + " failed";
  return fmt::format("{}: Your verification code is {}", what, sms ? message.code : spoken(message.code));
}

}  // namespace wavix::sandbox
