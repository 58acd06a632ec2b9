// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/channel.hpp"
#include "sandbox/time.hpp"

namespace wavix::sandbox {

inline constexpr auto code_life = std::chrono::minutes(5);
inline constexpr unsigned most_checks = 5;
inline constexpr unsigned most_sends = 5;

/// Ten-thousandths of a US dollar.
using Charge = long;
/// "0.0522": Wavix writes money as a string.
std::string to_text(Charge charge);

enum class Status { pending, verified, expired, canceled, failed };
std::string_view to_string(Status status) noexcept;

/// What Wavix tells of a verification's history.
struct Event {
  Time at;
  std::string name;
  std::string status;  ///< once `settles` is past; "pending" till then
  Time settles;
  Charge charge = 0;
  std::string error;
};

/// What came to a phone, or would have.
struct Message {
  std::size_t index = 0;  ///< from 1
  std::string number;
  Channel channel = Channel::sms;
  std::string code;
  std::string session_id;
  Time at;
  std::string delivery;  ///< delivered, pending or failed
};

/// One verification. Wavix calls it a session.
struct Session {
  std::string id;
  std::string service_id;
  std::string number;
  Time created;
  Status status = Status::pending;
  std::string code;  ///< the latest: earlier ones are void
  Time code_sent;
  unsigned sends = 0;
  unsigned checks = 0;
  std::vector<Event> events;
};

Charge total_charge(const Session& session);
/// A session whose code's five minutes are over is expired: seen when it is next looked at.
void settle(Session& session, Time now);
/// What a number's prefix tells of its country; "ZZ" for those we do not know.
std::string_view country_of(std::string_view number);

}  // namespace wavix::sandbox
