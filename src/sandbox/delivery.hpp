// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

#include "base/channel.hpp"
#include "base/expected.hpp"

namespace wavix::sandbox {

/// What becomes of messages, by channel: "delivered", "pending" or "failed".
class Delivery {
public:
  Expected<void, std::string> set(std::string_view channel, std::string_view outcome);
  [[nodiscard]] const std::string& of(Channel channel) const {
    return channel == Channel::sms ? sms_ : voice_;
  }

private:
  std::string sms_ = "delivered";
  std::string voice_ = "delivered";
};

}  // namespace wavix::sandbox
