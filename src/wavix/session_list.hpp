// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "wavix/json_list.hpp"
#include "wavix/operations.hpp"

namespace wavix::api {

/// The list of a service's verifications. The API gives it whole, however long: so it is read as it comes in,
/// one verification at a time, in bounded memory. For one request; it must outlive it.
class SessionList {
public:
  /// Takes one, in the order in which Wavix lists them, which is not promised to be any. False: that was
  /// enough, and the rest is not read.
  using Take = std::function<bool(Session)>;

  explicit SessionList(Take take);
  SessionList(const SessionList&) = delete;
  SessionList& operator=(const SessionList&) = delete;
  SessionList(SessionList&&) = delete;
  SessionList& operator=(SessionList&&) = delete;
  ~SessionList() = default;

  /// sessions_request(), with this to read what comes.
  Request request(std::string_view service_id, std::string_view from, std::string_view to);
  /// What became of it: all were taken, or enough of them; or why not, after those that were. A 404 is an
  /// empty list.
  [[nodiscard]] Expected<void, Failure> result(const Expected<Reply, Failure>& outcome) const;
  /// How many were taken.
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

private:
  bool add(std::string_view bytes);
  Expected<void, Wrong> take_item(std::string_view text);

  Take take_;
  JsonList list_;
  std::optional<bool> is_object_;  ///< not a list, but what Wavix says instead of one
  std::string object_;
  Wrong wrong_;
  bool enough_ = false;
  std::uint64_t count_ = 0;
};

}  // namespace wavix::api
