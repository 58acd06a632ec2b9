// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "guard/store.hpp"

/// Grace: a user who logged in with a code a while ago is not asked again, from the same place, for the
/// same service. It ends with the boot, for how long a machine was off no clock of its own can tell.
namespace wavix::guard {

/// Where a login comes from, if that is a place that can be told from others.
class GracePlace {
public:
  /// Nothing for what is no numeric address: a name is its owner's to change.
  static std::optional<GracePlace> remote(std::string_view rhost);
  /// `loginuid` of proc(5): the login session's own, which neither sudo nor su changes. Nothing without a
  /// terminal, and where no session was begun (4294967295).
  static std::optional<GracePlace> local(std::uint32_t loginuid, std::string_view tty);

  /// For users who need not come from the same place again.
  static GracePlace anywhere() { return GracePlace("anywhere"); }
  [[nodiscard]] const std::string& text() const { return text_; }

private:
  explicit GracePlace(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

struct GraceKey {
  std::string user, service;
  GracePlace place;
};

/// [grace] of the configuration.
struct GraceRule {
  milliseconds period{0};  ///< 0: none is given, nor is any good that was
  milliseconds max{0};     ///< bounds the period, whatever a service says
};

/// The longest period: a grant is remembered for so long.
constexpr milliseconds longest_grace = std::chrono::days(31);

/// After a login that was verified by a code; not after one that grace let pass, which would never end.
Expected<void, StoreError> grant_grace(Store& store, const GraceKey& key);

/// Until when this login needs no code; nothing: it does. By the rule of now: a shorter period counts at
/// once. The time is for people.
Expected<std::optional<WallTime>, StoreError> grace_until(Store& store, const GraceKey& key,
                                                          const GraceRule& rule);

/// A grace that counts now.
struct GraceGrant {
  std::string user;
  std::string service;      ///< empty: any, by grace.key
  std::string place;        ///< GracePlace::text(): "from 203.0.113.9", "session 1000 on pts/3", "anywhere"
  WallTime granted, until;  ///< for people
};

/// Those that count, by user and age. `rule_for`: of a service, as it is now; "": of all that share a grace.
Expected<std::vector<GraceGrant>, StoreError>
list_grace(Store& store, const std::function<GraceRule(const std::string& service)>& rule_for);

/// Takes the grace of one user, or of all; how many there were.
Expected<unsigned, StoreError> revoke_grace(Store& store, const std::optional<std::string>& user);

}  // namespace wavix::guard
