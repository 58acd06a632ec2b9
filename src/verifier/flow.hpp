// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/channel.hpp"
#include "base/expected.hpp"
#include "base/secret.hpp"
#include "verifier/end.hpp"
#include "verifier/prompts.hpp"
#include "verifier/targets.hpp"
#include "wavix/operations.hpp"

namespace wavix::verifier {

using std::chrono::milliseconds;

/// A verification that an earlier login left open, to be gone on with.
struct Resumed {
  std::string verification;
  Target target;       ///< whom the newest code went to
  unsigned sends = 1;  ///< at least 1
  unsigned wrong = 0;  ///< codes; fewer than the tries
  milliseconds sent_ago{0};
};

/// What becomes of a login when Wavix cannot be asked.
enum class OutageAction { deny, allow, recovery_only };

/// What the flow is to do by; the configuration, and the contact.
struct FlowSettings {
  std::vector<Target> targets;    ///< in order of preference, 1 to max_targets; of several the user chooses
  std::vector<Channel> channels;  ///< that the user may ask for
  unsigned length = 6;
  unsigned tries = 3;
  milliseconds resend_delay{30000};
  bool sshd = false;  ///< the causes name lines of sshd_config
  bool user_is_root = false;
  bool decoy = false;  ///< all is for show: never verified, whatever the replies say
  /// Why no code may go to the number of which Wavix says this; nothing: one may. May be empty.
  std::function<std::optional<std::string>(const std::optional<api::NumberLookup>&)> forbids = {};
  std::optional<Resumed> resumed = {};  ///< then nothing is chosen and nothing sent at first
  unsigned recovery_codes = 0;  ///< that the user has left; 0: none, and what looks like one is no code
  std::function<OutageAction(api::Cause)> outage = {};   ///< empty: deny
  bool (*is_recovery_code)(std::string_view) = nullptr;  ///< by its shape; null: nothing is one
};

/// The events and actions of a login.
namespace event {
struct Begun {};
using CreateDone = Expected<api::Created, api::Failure>;
using ResendDone = Expected<api::Resent, api::Failure>;
using CheckDone = Expected<api::CheckResult, api::Failure>;
using EventsDone = Expected<std::vector<api::Event>, api::Failure>;
struct Answered {
  enum class Kind { text, nothing, withheld, failed } kind = Kind::failed;
  Answer text = {};
};
struct HostGone {};
struct DeadlinePassed {};
/// A recovery code was checked.
struct Redeemed {
  std::optional<unsigned> remaining;  ///< so many are left; nothing: it was not right
};
/// Instead of CreateDone or ResendDone: a spending limit stands, and nothing was sent.
struct SendRefused {
  std::string until;  ///< for people: "14:20"
  std::string limit;  ///< "limits.sends_per_user: 5 in 1h"
};
/// The store could not do what it must; at any time.
struct GuardFailed {
  std::string reason;
};
/// Instead of CheckDone or Redeemed: other logins have locked the user out meanwhile, and nothing was
/// checked.
struct LockedOut {
  End end;
};
}  // namespace event
using Event = std::variant<event::Begun, event::CreateDone, event::ResendDone, event::CheckDone,
                           event::EventsDone, event::Answered, event::HostGone, event::DeadlinePassed,
                           event::Redeemed, event::SendRefused, event::GuardFailed, event::LockedOut>;

namespace action {
struct Wait {};
struct Create {
  Target target;
};
struct Resend {
  Channel channel;
};
struct Check {
  Answer code;
};
/// Use a recovery code up.
struct Redeem {
  Answer code;
};
struct ListEvents {};
struct Prompt {
  std::string text;
};
}  // namespace action
using Action = std::variant<action::Wait, action::Create, action::Resend, action::Check, action::Redeem,
                            action::ListEvents, action::Prompt, End>;

/// One login, from the first send to the verdict: what happened in, what to do next out. No I/O, no clock:
/// `now` is any clock that counts through suspend. Sends and checks are counted before they are made, so that
/// whatever ends this process loses a try and never gains one.
class Flow {
public:
  /// Throws std::logic_error if there are no targets, or too many, or nothing is left of what is resumed.
  explicit Flow(FlowSettings settings);

  [[nodiscard]] Action on(Event event, milliseconds now);
  /// What comes after the end: a create that was under way may tell which verification to cancel.
  void note_late(const Event& event);

  /// Whom the newest code went to; nothing before the first.
  [[nodiscard]] std::optional<Target> sent_to() const;
  [[nodiscard]] const std::string& verification() const noexcept { return verification_; }
  // Of this login alone: what an earlier one did is in that one's record.
  [[nodiscard]] unsigned sends() const noexcept { return sends_; }
  [[nodiscard]] unsigned checks() const noexcept { return checks_; }
  /// Codes that were judged and not right, recovery codes too.
  [[nodiscard]] unsigned wrong() const noexcept { return wrong_; }
  /// A create whose answer has not come.
  [[nodiscard]] bool creating() const noexcept { return creating_; }
  /// A verification that Wavix still holds open and nobody will finish.
  [[nodiscard]] bool left_open() const noexcept {
    return !verification_.empty() && !finished_ && !settings_.decoy;
  }
  /// After the end: what is left open need not be cancelled, for its user may come back with the code.
  [[nodiscard]] bool may_be_resumed() const noexcept {
    return left_open() && given_up_ && stage_ == Stage::code && !judging_;
  }
  [[nodiscard]] bool is_decoy() const noexcept { return settings_.decoy; }

private:
  enum class Stage {
    choice,    ///< of the target; nothing is sent
    sending,   ///< no code is out that may count
    code,      ///< is out
    recovery,  ///< Wavix cannot be asked: recovery codes alone count
  };
  /// A resend under way.
  struct Resending {
    Channel channel;
    milliseconds sent_before;  ///< when the code before it was
  };

  // The conversation: flow.cpp.
  Action handle(event::Begun&&);
  Action handle(event::Answered&& answer);
  Action handle(event::HostGone&&);
  Action handle(event::DeadlinePassed&&);
  Action handle(event::GuardFailed&& failed);
  Action answered_text(Answer text);
  Action answered_nothing_useful(bool withheld);
  Action choose(std::string_view word);
  Action prompt(std::string text);
  [[nodiscard]] bool prompts_are_used_up() const;
  [[nodiscard]] std::string what_is_expected() const;
  End given_up(Verdict verdict, std::string cause);
  End no_dialogue(std::string cause);

  // The messages: flow_messages.cpp.
  Action handle(event::CreateDone&& done);
  Action handle(event::ResendDone&& done);
  Action handle(event::SendRefused&& refused);
  Action handle(event::EventsDone&& done);
  Action resume();
  Action create();
  Action resend(Channel channel);
  [[nodiscard]] unsigned all_sends() const;
  [[nodiscard]] std::optional<std::string> forbidden(const event::CreateDone& done) const;
  [[nodiscard]] bool offers(Channel channel) const;
  [[nodiscard]] SendOffer offer() const;

  // The codes, and what is done without: flow_codes.cpp.
  Action handle(event::CheckDone&& done);
  Action handle(event::Redeemed&& done);
  Action handle(event::LockedOut&& locked);
  Action check(Answer code);
  Action redeem(Answer code);
  Action judged(bool right, std::string how);
  Action wrong_code(const api::Failure* why);
  Action create_failed(const api::Failure& failure);
  Action check_failed(const api::Failure& failure);
  Action ask_for_recovery_code();
  [[nodiscard]] bool is_recovery_code(std::string_view word) const;
  [[nodiscard]] OutageAction outage_action(api::Cause cause) const;
  [[nodiscard]] unsigned tries_left() const;

  FlowSettings settings_;
  Target target_;  ///< the first of them until one is chosen
  Stage stage_;
  std::string verification_;
  std::optional<Resending> resending_;
  milliseconds now_{0}, last_sent_{0};
  unsigned sends_ = 0, checks_ = 0, wrong_ = 0, prompts_ = 0;
  unsigned empty_in_a_row_ = 0, withheld_in_a_row_ = 0;
  bool creating_ = false, judging_ = false, host_gone_ = false, given_up_ = false;
  bool finished_ = false;  ///< Wavix has found the code right
};

}  // namespace wavix::verifier
