// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/delivery.hpp"

#include <fmt/format.h>

namespace wavix::sandbox {

Expected<void, std::string> Delivery::set(std::string_view channel, std::string_view outcome) {
  const auto known = channel_from(channel);
  if (!known) return unexpected(fmt::format("'{}' is no channel (sms, voice)", channel));
  if (outcome != "delivered" && outcome != "pending" && outcome != "failed")
    return unexpected(fmt::format("'{}' is no outcome (delivered, pending, failed)", outcome));
  (*known == Channel::sms ? sms_ : voice_) = outcome;
  return {};
}

}  // namespace wavix::sandbox
