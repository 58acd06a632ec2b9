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
}  // namespace event
using Event = std::variant<event::Begun, event::CreateDone, event::ResendDone, event::CheckDone,
                           event::EventsDone, event::Answered, event::HostGone, event::DeadlinePassed>;

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
struct ListEvents {};
struct Prompt {
  std::string text;
};
}  // namespace action
using Action = std::variant<action::Wait, action::Create, action::Resend, action::Check, action::ListEvents,
                            action::Prompt, End>;

/// One login, from the first send to the verdict: what happened in, what to do next out. No I/O, no clock:
/// `now` is any clock that counts through suspend. Sends and checks are counted before they are made, so that
/// whatever ends this process loses a try and never gains one.
class Flow {
public:
  /// Throws std::logic_error if there are no targets, or too many.
  explicit Flow(FlowSettings settings);

  [[nodiscard]] Action on(Event event, milliseconds now);
  /// What comes after the end: a create that was under way may tell which verification to cancel.
  void note_late(const Event& event);

  /// Whom the newest code went to; nothing before the first.
  [[nodiscard]] std::optional<Target> sent_to() const;
  [[nodiscard]] const std::string& verification() const noexcept { return verification_; }
  [[nodiscard]] unsigned sends() const noexcept { return sends_; }
  [[nodiscard]] unsigned checks() const noexcept { return checks_; }
  /// A create whose answer has not come.
  [[nodiscard]] bool creating() const noexcept { return creating_; }
  /// A verification that Wavix still holds open and nobody will finish.
  [[nodiscard]] bool left_open() const noexcept {
    return !verification_.empty() && !verified_ && !settings_.decoy;
  }
  [[nodiscard]] bool is_decoy() const noexcept { return settings_.decoy; }

private:
  Action handle(event::Begun&&);
  Action handle(event::CreateDone&& done);
  Action handle(event::ResendDone&& done);
  Action handle(event::CheckDone&& done);
  Action handle(event::EventsDone&& done);
  Action handle(event::Answered&& answer);
  Action handle(event::HostGone&&);
  Action handle(event::DeadlinePassed&&) const;

  Action choose(std::string_view word);
  Action create();
  Action answered_text(Answer text);
  Action answered_nothing_useful(bool withheld);
  Action resend(Channel channel);
  Action check(Answer code);
  Action wrong_code(const api::Failure* why);
  Action prompt(std::string text);
  [[nodiscard]] bool prompts_are_used_up() const;
  [[nodiscard]] std::string what_is_expected() const;
  [[nodiscard]] bool offers(Channel channel) const;
  [[nodiscard]] SendOffer offer() const;
  [[nodiscard]] End no_dialogue(std::string cause) const;

  FlowSettings settings_;
  Target target_;  ///< the first of them until one is chosen
  bool choosing_;
  std::string verification_;
  std::optional<Channel> sending_on_;  ///< of the resend under way
  milliseconds now_{0}, last_sent_{0};
  unsigned sends_ = 0, checks_ = 0, wrong_ = 0, prompts_ = 0;
  unsigned empty_in_a_row_ = 0, withheld_in_a_row_ = 0;
  bool creating_ = false, host_gone_ = false, verified_ = false;
};

}  // namespace wavix::verifier
