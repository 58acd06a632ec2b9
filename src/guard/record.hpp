// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "guard/store.hpp"

/// The record: what became of each login, for the administrator.
namespace wavix::guard {

/// Something that happened in a login. `what` is a word that programs may know: asked, resumed, chose,
/// created, create-failed, asked-for, resent, resend-failed, over-limit, delivery, told, wrong, check-failed,
/// recovery-code, wrong-recovery-code, withheld, gone, deadline.
struct LoginStep {
  WallTime at{};
  std::string what;
  std::string detail;  ///< for people
};

/// One login. Texts are made fit for a terminal, and cut, when they are written.
struct LoginRecord {
  WallTime ended{};  ///< set by write_record()
  std::string user, service, rhost;
  std::string phone;  ///< masked (PhoneNumber::masked()); empty: none known
  std::string channel, verification;
  unsigned sends = 0, checks = 0;
  std::string verdict, cause;
  milliseconds took{0};
  std::string contact;  ///< whose phone, where it is not the user's
  std::string country;  ///< the phone's, ISO 3166-1 alpha-2; empty: not known
  std::string rule;     ///< what decided it: "policy.exclude_users (/etc/wavix2fa/wavix2fa.conf:33)"
  std::string detail;   ///< Wavix's or the network's own words
  std::vector<LoginStep> steps = {};

  [[nodiscard]] WallTime began() const { return ended - took; }
};

/// How much is kept.
struct RecordBounds {
  milliseconds age = std::chrono::days(365);
  unsigned rows = 1000000;
};

/// So many steps of a login are kept, the first ones.
inline constexpr std::size_t most_steps = 64;

/// Adds a login, and takes away a few of the oldest that are out of bounds: more than are added, and never so
/// many that a login would wait for it. Not one of those that must outlive a crash of the machine.
Expected<void, StoreError> write_record(Store& store, const LoginRecord& login, const RecordBounds& bounds);

/// The latest logins with their steps, latest first: at most `most`, of `user` alone if one is named.
Expected<std::vector<LoginRecord>, StoreError> last_records(Store& store, unsigned most,
                                                            const std::optional<std::string>& user = {});

/// How many logins are kept.
Expected<unsigned, StoreError> count_records(Store& store);

/// Shows `visit` each login that ended from `from` on and before `to`, in the order of the wall clock,
/// without its steps. They may be a million: none is kept here.
Expected<void, StoreError> visit_records(Store& store, WallTime from, WallTime to,
                                         const std::function<void(const LoginRecord&)>& visit);

/// The logins of these verifications, without their steps. Several logins may have gone on with one.
Expected<std::vector<LoginRecord>, StoreError> records_of(Store& store,
                                                          const std::vector<std::string>& verifications);

}  // namespace wavix::guard
