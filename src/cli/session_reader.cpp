// SPDX-License-Identifier: BSD-3-Clause
#include "cli/session_reader.hpp"

#include <fmt/format.h>
#include <strings.h>

#include <utility>

#include "base/rfc3339.hpp"
#include "base/text.hpp"
#include "cli/verification.hpp"

namespace wavix::cli {
namespace {

constexpr std::size_t at_a_time = 256;

bool is_same_word(const std::string& wanted, const std::string& found) {
  return wanted.empty() || ::strcasecmp(wanted.c_str(), found.c_str()) == 0;
}

/// The other spelling may come too.
std::string as_documented(const std::string& status) {
  return ::strcasecmp(status.c_str(), "cancelled") == 0 ? "canceled" : status;
}

}  // namespace

bool SessionReader::is_wanted(const api::Session& session) const {
  const auto at = from_rfc3339(session.created_at);
  if (at && (*at < filter_.from || *at >= filter_.before)) return false;
  return is_same_word(filter_.status, as_documented(session.status)) &&
         is_same_word(filter_.country, session.country);
}

bool SessionReader::take(api::Session session) {
  if (++taken_ % at_a_time == 0) progress_.at(fmt::format("{} verifications", with_commas(taken_)));
  if (!is_wanted(session)) return true;
  waiting_.push_back(std::move(session));
  if (waiting_.size() < at_a_time) return true;
  outcome_ = hand_on();
  return outcome_.has_value();
}

Outcome SessionReader::finish() {
  if (outcome_) outcome_ = hand_on();
  progress_.clear();
  return outcome_;
}

Outcome SessionReader::hand_on() {
  std::vector<std::string> ids;
  for (const auto& session : waiting_)
    if (!session.verification.empty()) ids.push_back(session.verification);
  const auto owners = owners_of(store_, ids);
  if (!owners) return unexpected(owners.error());
  std::vector<ListedSession> wanted;
  for (auto& session : std::exchange(waiting_, {})) {
    ListedSession listed{std::move(session), std::nullopt};
    const auto found = owners->find(listed.session.verification);
    if (found != owners->end()) listed.owner = found->second;
    if (!filter_.user.empty() && (!listed.owner || listed.owner->user != filter_.user)) continue;
    totals_.add(listed.session);
    wanted.push_back(std::move(listed));
  }
  if (wanted.empty()) return {};
  progress_.clear();
  return output_.show_some(wanted);
}

}  // namespace wavix::cli
