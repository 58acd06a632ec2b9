// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "guard/store.hpp"

/// Spending limits: how many messages may be sent, by whom, to whom, in what time.
namespace wavix::guard {

/// "5/1h": at most so many in any such time.
struct Limit {
  unsigned most = 0;
  milliseconds window{0};
  bool operator==(const Limit&) const = default;
};

/// No window may be longer: sends are remembered for so long.
constexpr milliseconds longest_window = std::chrono::days(31);

/// [limits] of the configuration; all that are listed hold.
struct SendLimits {
  std::vector<Limit> per_user, per_number, per_rhost, total;
};

/// A message that is to be sent.
struct SendAsk {
  std::string user;
  std::string number;  ///< digits (PhoneNumber::digits())
  std::string rhost;   ///< empty: unknown, and no limit per rhost counts it
  std::string service;
};

/// The total comes near its limit.
struct NearTotal {
  unsigned sent;
  Limit limit;
};

/// The message may be sent, and is counted.
struct Reserved {
  std::int64_t id;
  /// At four fifths of a total: told to one caller in each window, which is to warn the administrator.
  std::optional<NearTotal> near_total;
};

/// It may not. Of several limits, the one that holds longest.
struct OverLimit {
  std::string name;  ///< the key of the configuration: "limits.sends_per_user"
  Limit limit;
  WallTime frees_at;  ///< for people: when the next message may be sent
};

/// Decides about one message and counts it, as one step across all processes: to be called before each send.
Expected<std::variant<Reserved, OverLimit>, StoreError> reserve_send(Store& store, const SendAsk& ask,
                                                                     const SendLimits& limits);

/// How much of a limit is used up.
struct Used {
  std::string name;  ///< as OverLimit's
  Limit limit;
  unsigned sent;  ///< in the window that ends now
};

/// What reserve_send() would find now.
struct SendsLook {
  std::vector<Used> used;         ///< of all limits that count this message
  std::optional<OverLimit> over;  ///< what it would say; nothing: the message may be sent
};

/// Only looks: counts nothing, and warns of nothing.
Expected<SendsLook, StoreError> look_at_sends(Store& store, const SendAsk& ask, const SendLimits& limits);

/// Only where the message certainly never left: it then counts no more.
Expected<void, StoreError> give_back(Store& store, std::int64_t reservation);

}  // namespace wavix::guard
