// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/prompts.hpp"

#include <fmt/format.h>

namespace wavix::verifier {
namespace {

using std::chrono::milliseconds;

/// From so many on, a user needs new ones.
constexpr unsigned few_recovery_codes = 2;

/// " (r: resend, v: voice call; or a recovery code, 2 left)", or less.
std::string hint(SendOffer offer, unsigned recovery_codes = 0) {
  const bool sms = offer.current == Channel::sms;
  std::string words;
  if (offer.same) words = sms ? "r: resend" : "r: call again";
  if (offer.other) words += std::string(words.empty() ? "" : ", ") + (sms ? "v: voice call" : "s: SMS");
  if (recovery_codes > 0 && recovery_codes <= few_recovery_codes)
    words += fmt::format("{}or a recovery code, {} left", words.empty() ? "" : "; ", recovery_codes);
  return words.empty() ? "" : " (" + words + ")";
}

/// " (v: voice call instead)", or nothing.
std::string hint_instead(SendOffer offer) {
  if (!offer.other) return hint(offer);
  return offer.current == Channel::sms ? " (v: voice call instead)" : " (s: SMS instead)";
}

std::string ago_in_words(milliseconds time) {
  const auto seconds = time.count() / 1000;
  if (seconds < 60) return fmt::format("{} s ago", seconds);
  if (seconds < 120) return "a minute ago";
  return fmt::format("{} minutes ago", seconds / 60);
}

std::string wrong(unsigned tries) {
  return fmt::format("Wrong code, {} {} left.", tries, tries == 1 ? "try" : "tries");
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

std::string code_sent(Channel channel, std::string_view masked_phone, SendOffer offer,
                      unsigned recovery_codes) {
  const auto words = hint(offer, recovery_codes);
  if (channel == Channel::sms) return fmt::format("Code sent by SMS to {}{}. Code: ", masked_phone, words);
  return fmt::format("Calling {} with a code{}. Code: ", masked_phone, words);
}

std::string code_already_sent(Channel channel, std::string_view masked_phone, milliseconds ago,
                              SendOffer offer, unsigned recovery_codes) {
  const auto* what = channel == Channel::sms ? "Code already sent by SMS to" : "Already called";
  return fmt::format("{} {} {}{}. Code: ", what, masked_phone, ago_in_words(ago),
                     hint(offer, recovery_codes));
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

std::string resend_over_limit(std::string_view until) {
  return fmt::format("Too many codes were asked for; another can be sent after {}. Code: ", until);
}

std::string too_many_codes(std::string_view until) {
  return fmt::format("Too many codes were asked for. Try again after {}.", until);
}

std::string wrong_code_tries_left(unsigned tries) { return wrong(tries) + " Code: "; }

std::string wrong_code_choose_again(unsigned tries, std::size_t count) {
  return wrong(tries) + " " + choose_again(count);
}

std::string recovery_code_only() { return "Wavix cannot be reached. Recovery code: "; }

std::string wrong_recovery_code(unsigned tries) { return wrong(tries) + " Recovery code: "; }

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
  if (kind == Kind::voice)
    return fmt::format("The call was started {} s ago{}. Code: ", seconds, hint(offer));
  return fmt::format("The SMS was sent {} s ago{}{}. Code: ", seconds,
                     status == Status::pending ? " and has not been delivered yet" : "", hint(offer));
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
