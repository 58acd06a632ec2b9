// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/text.hpp"

namespace wavix::verifier {
namespace {

const char* named(Channel channel) { return channel == Channel::sms ? "SMS" : "voice call"; }

std::string words_of(const api::Failure& failure) {
  auto words = std::string(to_string(failure.cause));
  if (failure.status != 0) words += fmt::format(", HTTP {}", failure.status);
  // Wavix's own words may repeat the number or the code.
  if (!failure.message.empty()) words += ": " + without_digits(failure.message);
  return words;
}

std::string words_of(const std::optional<api::NumberLookup>& lookup) {
  if (!lookup) return {};
  std::string words;
  for (const auto& word : {lookup->number_type, lookup->country, lookup->carrier})
    if (!word.empty()) words += (words.empty() ? "" : ", ") + word;
  return words.empty() ? words : fmt::format(" ({})", words);
}

const char* word_of(api::Event::Status status) {
  switch (status) {
  case api::Event::Status::success: return "sent";
  case api::Event::Status::delivered: return "delivered";
  case api::Event::Status::failed: return "failed";
  case api::Event::Status::pending: return "on its way";
  case api::Event::Status::other: break;
  }
  return "in a state that is not known";
}

}  // namespace

void Timeline::note(std::string what, std::string detail) {
  if (steps_.size() == guard::most_steps) return;
  const auto now = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
  steps_.push_back({now, std::move(what), std::move(detail)});
}

std::string Timeline::to(const Target& target) const {
  if (phone_ == config::PhoneInLog::hidden) return named(target.channel);
  return fmt::format("{} to {}", named(target.channel), target.phone.masked());
}

void Timeline::resumed(const Resumed& left) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left.sent_ago).count();
  note("resumed", fmt::format("{}, sent {} s before", to(left.target), seconds));
}

void Timeline::chose(const Target& target) { note("chose", to(target)); }

void Timeline::created(const Target& target, const event::CreateDone& done) {
  if (done)
    note("created", to(target) + words_of(done->lookup));
  else
    note("create-failed", words_of(done.error()));
}

void Timeline::asked_for(Channel channel) { note("asked-for", named(channel)); }

void Timeline::resent(Channel channel, const event::ResendDone& done) {
  if (done)
    note("resent", named(channel));
  else
    note("resend-failed", words_of(done.error()));
}

void Timeline::over_limit(const event::SendRefused& refused) {
  note("over-limit", fmt::format("{}, until {}", refused.limit, refused.until));
}

void Timeline::delivery(const event::EventsDone& done) {
  if (!done) return note("delivery", "could not be told: " + words_of(done.error()));
  const auto is_send = [](const api::Event& event) {
    return event.kind == api::Event::Kind::sms || event.kind == api::Event::Kind::voice;
  };
  const auto last = std::find_if(done->rbegin(), done->rend(), is_send);
  if (last == done->rend()) return note("delivery", "nothing is known of it");
  const auto* const channel = named(last->kind == api::Event::Kind::sms ? Channel::sms : Channel::voice);
  const auto error = last->error.empty() ? "" : fmt::format(" ({})", without_digits(last->error));
  note("delivery", fmt::format("{} {}{}", channel, word_of(last->status), error));
}

void Timeline::told(std::string_view prompt) {
  constexpr std::string_view question = " Code: ";
  if (prompt.ends_with(question)) prompt.remove_suffix(question.size());
  note("told", std::string(trimmed(prompt)));
}

void Timeline::withheld() { note("withheld"); }

void Timeline::checked(const event::CheckDone& done, unsigned number, unsigned tries) {
  if (done && done->valid) return;  // the verdict says it
  if (done || done.error().validation) return note("wrong", fmt::format("{} of {}", number, tries));
  note("check-failed", words_of(done.error()));
}

void Timeline::redeemed(const event::Redeemed& done, unsigned number, unsigned tries) {
  if (done.remaining)
    note("recovery-code", fmt::format("{} left", *done.remaining));
  else
    note("wrong-recovery-code", fmt::format("{} of {}", number, tries));
}

void Timeline::gone() { note("gone"); }

void Timeline::deadline_passed() { note("deadline"); }

}  // namespace wavix::verifier
