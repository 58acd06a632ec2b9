// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/charge.hpp"
#include "cli/command.hpp"
#include "guard/record.hpp"
#include "wavix/operations.hpp"

/// How a list of verifications is shown that may be too long to be held.
namespace wavix::cli {

/// A verification as Wavix lists it, and the login of this machine that had it.
struct ListedSession {
  api::Session session;
  std::optional<guard::LoginRecord> owner;
};

/// What they come to.
struct SessionTotals {
  std::uint64_t count = 0;
  std::map<std::string, std::uint64_t> by_status;
  Charges charges;

  void add(const api::Session& session);
};

/// Shows some after the other, as they come, and at the end what they come to.
class SessionOutput {
public:
  SessionOutput() = default;
  SessionOutput(const SessionOutput&) = delete;
  SessionOutput& operator=(const SessionOutput&) = delete;
  SessionOutput(SessionOutput&&) = delete;
  SessionOutput& operator=(SessionOutput&&) = delete;
  virtual ~SessionOutput() = default;

  virtual Outcome show_some(const std::vector<ListedSession>& sessions) = 0;
  /// All were shown.
  virtual Outcome end(const SessionTotals& totals) = 0;
};

/// A table whose columns are as wide as the first that come want them. `none`: what is said if none does.
std::unique_ptr<SessionOutput> session_table(std::string none);
/// An array, an item to a line. It lacks its end where all could not be shown.
std::unique_ptr<SessionOutput> session_json();

}  // namespace wavix::cli
