// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string_view>

namespace wavix {

/// How a code reaches the phone.
enum class Channel { sms, voice };

constexpr std::string_view to_string(Channel channel) noexcept {
  return channel == Channel::sms ? "sms" : "voice";
}

constexpr std::optional<Channel> channel_from(std::string_view word) noexcept {
  if (word == "sms") return Channel::sms;
  if (word == "voice") return Channel::voice;
  return std::nullopt;
}

}  // namespace wavix
