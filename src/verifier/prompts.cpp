// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/prompts.hpp"

#include <fmt/format.h>

namespace wavix::verifier {
namespace {

using std::chrono::milliseconds;

/// " (r: resend, v: voice call)", or less.
std::string hint(SendOffer offer) {
  const bool sms = offer.current == Channel::sms;
  std::string words;
  if (offer.same) words = sms ? "r: resend" : "r: call again";
  if (offer.other) words += std::string(words.empty() ? "" : ", ") + (sms ? "v: voice call" : "s: SMS");
  return words.empty() ? "" : " (" + words + ")";
}

/// " (v: voice call instead)", or nothing.
std::string hint_instead(SendOffer offer) {
  if (!offer.other) return hint(offer);
  return offer.current == Channel::sms ? " (v: voice call instead)" : " (s: SMS instead)";
}

/// Up, so that waiting as long as told is enough.
long long whole_seconds(milliseconds time) { return (time.count() + 999) / 1000; }

}  // namespace

std::string choose_target(const std::vector<Target>& targets) {
  std::string list;
  unsigned number = 0;
  for (const auto& [phone, channel] : targets)
    list += fmt::format("{}{}: {} {}", list.empty() ? "" : ", ", ++number,
                        channel == Channel::sms ? "SMS to" : "call", phone.masked());
  return list + ". Choose [1]: ";
}

std::string choose_again(std::size_t count) { return fmt::format("Choose 1 to {} [1]: ", count); }

std::string code_sent(Channel channel, std::string_view masked_phone, SendOffer offer) {
  if (channel == Channel::sms)
    return fmt::format("Code sent by SMS to {}{}. Code: ", masked_phone, hint(offer));
  return fmt::format("Calling {} with a code{}. Code: ", masked_phone, hint(offer));
}

std::string new_code_sent(Channel channel, std::string_view masked_phone) {
  if (channel == Channel::sms)
    return fmt::format("New code sent by SMS to {}; the old one no longer works. Code: ", masked_phone);
  return fmt::format("Calling {} with a new code; the old one no longer works. Code: ", masked_phone);
}

std::string resend_uncertain() { return "Another code may be on its way; the newest one counts. Code: "; }

std::string resend_failed(SendOffer offer) {
  return fmt::format("Another code could not be sent{}. Code: ", hint(offer));
}

std::string resend_too_early(milliseconds left) {
  return fmt::format("Another code can be sent in {} s. Code: ", whole_seconds(left));
}

std::string no_more_sends() { return "No more codes can be sent; the newest one counts. Code: "; }

std::string wrong_code_tries_left(unsigned tries) {
  return fmt::format("Wrong code, {} {} left. Code: ", tries, tries == 1 ? "try" : "tries");
}

std::string code_has_digits(unsigned length) { return fmt::format("A code has {} digits. Code: ", length); }

std::string code_expired(SendOffer offer) {
  return fmt::format("The code has expired{}. Code: ", hint(offer));
}

std::string delivery(const std::vector<api::Event>& events, milliseconds ago, SendOffer offer) {
  using Kind = api::Event::Kind;
  using Status = api::Event::Status;
  Kind kind = offer.current == Channel::sms ? Kind::sms : Kind::voice;
  Status status = Status::other;
  for (const auto& event : events) {  // in the order of time; Wavix may have changed the channel by itself
    if (event.kind != Kind::sms && event.kind != Kind::voice) continue;
    kind = event.kind;
    status = event.status;
  }
  const auto* message = kind == Kind::sms ? "SMS" : "call";
  const auto seconds = ago.count() / 1000;
  switch (status) {
  case Status::success:
  case Status::delivered:
    if (kind == Kind::sms) return fmt::format("The SMS was delivered (sent {} s ago). Code: ", seconds);
    return fmt::format("The call was made {} s ago. Code: ", seconds);
  case Status::failed:
    return fmt::format("The {} could not be {}{}. Code: ", message, kind == Kind::sms ? "delivered" : "made",
                       hint_instead(offer));
  case Status::pending:
  case Status::other: break;
  }
  return fmt::format("The {} is under way since {} s{}. Code: ", message, seconds, hint(offer));
}

std::string_view farewell(protocol::Verdict verdict) noexcept {
  using protocol::Verdict;
  switch (verdict) {
  case Verdict::refused:
  case Verdict::exhausted: return "Access denied: no code was accepted.";
  case Verdict::no_contact:
  case Verdict::forbidden:
  case Verdict::unavailable:
  case Verdict::misconfigured:
  case Verdict::internal: return "Second factor not available. Ask your administrator.";
  case Verdict::verified:
  case Verdict::exempt:
  case Verdict::exempt_success:
  case Verdict::no_dialogue: break;
  }
  return {};
}

}  // namespace wavix::verifier
