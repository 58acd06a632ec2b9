// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/expected.hpp"
#include "config/config.hpp"
#include "guard/breaker.hpp"
#include "guard/grace.hpp"
#include "guard/limits.hpp"
#include "guard/pending.hpp"
#include "guard/record.hpp"
#include "guard/store.hpp"
#include "verifier/end.hpp"
#include "verifier/flow.hpp"
#include "verifier/host.hpp"

namespace wavix::verifier {

/// What the guard knows of one login, and what it is told of it. Each send and each check is written down
/// here before it is made. Where the store fails, the limits cannot be kept, and the login is denied.
class LoginGuard {
public:
  /// `user`: whose second factor is asked, as the system has the name. `config` must outlive it.
  static Expected<LoginGuard, End> open(const config::Config& config, const Request& request,
                                        const std::string& user);

  /// The end of a login that break-glass lets past; nothing: it goes on.
  Expected<std::optional<End>, End> broken_glass();
  /// The end of a login that is locked out, or that grace spares the code.
  Expected<std::optional<End>, End> earlier_logins();
  /// Wavix could not be asked lately: a create will fail without being tried.
  Expected<bool, End> circuit_is_open();
  /// Before a code of a login is judged: other logins have locked the user out meanwhile, or the store
  /// failed. Nothing once this login is counted as failed: its own tries bound it then.
  std::optional<Event> locked_meanwhile();
  /// What the flow is to go on with: the verification that the user's last login left, if `phones` has its
  /// number and there are tries left.
  Expected<std::optional<Resumed>, End> resume(const std::vector<PhoneNumber>& phones);
  Expected<unsigned, End> recovery_codes();
  /// What resume() would find, and takes nothing.
  Expected<std::optional<Resumed>, End> look_at_resume(const std::vector<PhoneNumber>& phones);

  /// Before a message is sent, or a code checked: nothing, it may be; else what the flow is to be told.
  std::optional<Event> before_create(const Target& target);
  /// What before_create() would say, and counts nothing.
  std::optional<Event> look_at_create(const Target& target);
  std::optional<Event> before_resend(const Target& target, Channel channel);
  std::optional<Event> before_check();
  /// What became of it, before the flow hears of it.
  std::optional<Event> after_create(const Target& target, const event::CreateDone& done);
  std::optional<Event> after_resend(const event::ResendDone& done);
  Event redeem(const Answer& code);
  /// A code was wrong: this login counts as a failed one until a right code comes, and is counted once.
  void note_wrong();

  /// The login has ended: what the next ones are to know. Returns whether the verification stays open for the
  /// user's next login. What fails here is logged and changes no verdict: all that was to be counted is.
  bool conclude(const End& end, const Flow& flow);
  /// The verifications that no login wants any more, for this process to cancel. After the own one is
  /// cancelled. Those that are not told to be cancelled() a later login is to cancel.
  std::vector<std::string> abandoned();
  void cancelled(const std::vector<std::string>& verifications);
  void write(const guard::LoginRecord& record);

private:
  LoginGuard(guard::Store store, const config::Config& config, guard::LoginKey key,
             std::optional<guard::GraceKey> grace)
      : store_(std::move(store)), config_(config), key_(std::move(key)), grace_(std::move(grace)) {}
  [[nodiscard]] guard::SendAsk send_to(const Target& target) const;
  std::optional<Event> before_send(const Target& target);
  std::optional<Event> not_tried(const guard::BreakerRule& rule);
  std::optional<Event> give_back_unless_sent(const api::Failure& failure);
  std::optional<Event> give_back();
  Expected<std::optional<End>, End> locked_out();

  guard::Store store_;
  const config::Config& config_;
  guard::LoginKey key_;
  std::optional<guard::GraceKey> grace_;  ///< nothing: a place that none is given for
  std::optional<guard::PendingId> held_;
  std::optional<std::int64_t> reservation_;  ///< of the send under way
  std::vector<std::string> unwanted_;        ///< of earlier logins
  bool failed_ = false;                      ///< this login is counted as a failed one
};

}  // namespace wavix::verifier
