// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/chrono.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "cli/charge.hpp"
#include "cli/event_words.hpp"
#include "cli/table.hpp"
#include "cli/traced_login.hpp"
#include "cli/traced_time.hpp"

namespace wavix::cli {
namespace {

using guard::WallTime;

/// One line of the story.
struct Line {
  WallTime at;
  Cell time, who, what, cost;
};

std::string clock_of(WallTime time) {
  const auto second = std::chrono::floor<std::chrono::seconds>(time);
  return fmt::format("{:%H:%M:%S}", fmt::localtime(second.time_since_epoch().count()));
}

std::string fine_clock_of(WallTime time) {
  return fmt::format("{}.{}", clock_of(time), time.time_since_epoch().count() % 1000 / 100);
}

std::string shortened(const std::string& verification) {
  constexpr std::size_t shown = 8;
  return verification.size() <= shown + 1 ? verification : verification.substr(0, shown) + "…";
}

/// How a step of ours is told: {} is its detail.
struct Telling {
  std::string_view step;
  Cell who;
  const char* what;
};
const std::array<Telling, 17> tellings{{
    {"resumed", {"user"}, "is asked for the code of an earlier login: {}"},
    {"chose", {"user"}, "chose {}"},
    {"created", {"created"}, "{}"},
    {"create-failed", {"failed", Paint::bad}, "nothing was sent: {}"},
    {"asked-for", {"user"}, "asked for a new code by {}"},
    {"resent", {"resent"}, "a new code by {}; the one before is no longer good"},
    {"resend-failed", {"failed", Paint::bad}, "no other code was sent: {}"},
    {"over-limit", {"limit", Paint::warning}, "nothing was sent: {}"},
    {"delivery", {"user"}, "asked where the code is: {}"},
    {"told", {"told"}, "{}"},
    {"wrong", {"user", Paint::warning}, "wrong code ({})"},
    {"check-failed", {"failed", Paint::bad}, "the code could not be checked: {}"},
    {"recovery-code", {"user"}, "used a recovery code, {}"},
    {"wrong-recovery-code", {"user", Paint::warning}, "wrong recovery code ({})"},
    {"withheld", {"user", Paint::warning}, "answered with the account's password, which was sent nowhere"},
    {"gone", {"gone", Paint::warning}, "the user or the program left"},
    {"deadline", {"time", Paint::warning}, "the login took as long as it may (code.login_timeout)"},
}};

Line line_of(const guard::LoginStep& step, const guard::LoginRecord& login) {
  const auto* const found = std::find_if(tellings.begin(), tellings.end(),
                                         [&](const Telling& telling) { return telling.step == step.what; });
  Line line{step.at, fine_clock_of(step.at), step.what, step.detail, ""};
  if (found == tellings.end()) return line;
  line.who = found->who;
  line.what.text = fmt::format(fmt::runtime(found->what), step.detail);
  if (step.what == "created" && !login.verification.empty())
    line.what.text = fmt::format("verification {}, {}", shortened(login.verification), line.what.text);
  return line;
}

bool is_free(const std::string& charge) { return figures::Money::parse(charge) == figures::Money(); }

Line line_of(const api::Event& event, const guard::LoginRecord& login) {
  const auto at = time_of(event, login.ended);
  auto what = fmt::format("{}: {}", event.kind_word.empty() ? "something happened" : event.kind_word,
                          event.status_word.empty() ? "in an unknown state" : event.status_word);
  if (!event.error.empty()) what += fmt::format(" ({})", event.error);
  const bool is_bad = event.status == api::Event::Status::failed;
  return {at.value_or(login.ended),
          at ? clock_of(*from_rfc3339(event.created_at)) : "?",
          "Wavix",
          {std::move(what), is_bad ? Paint::bad : Paint::none},
          is_free(event.charge) ? "" : charge_for_people(event.charge)};
}

bool is_of_policy(const std::string& rule) { return rule.starts_with("policy."); }

/// That a code was asked for at all, and by which rule.
Line asked(const guard::LoginRecord& login) {
  const auto began = login.began();
  return {began, fine_clock_of(began), "asked",
          is_of_policy(login.rule) ? "by rule " + login.rule : "for a code", ""};
}

/// "59 s after the first send, 2 sends, 2 checks", or why not.
std::string reason_of(const guard::LoginRecord& login, bool was_asked) {
  std::vector<std::string> parts;
  const auto first = std::find_if(login.steps.begin(), login.steps.end(),
                                  [](const auto& step) { return step.what == "created"; });
  if (!login.cause.empty()) parts.push_back(login.cause);
  if (!login.detail.empty()) parts.push_back(login.detail);
  if (!login.rule.empty() && !(was_asked && is_of_policy(login.rule)))
    parts.push_back("by rule " + login.rule);
  if (login.verdict == "verified" && first != login.steps.end())
    parts.push_back(
        fmt::format("{} s after the first send",
                    std::chrono::duration_cast<std::chrono::seconds>(login.ended - first->at).count()));
  if (login.sends > 0) parts.push_back(counted(login.sends, "send"));
  if (login.sends > 0 || login.checks > 0) parts.push_back(counted(login.checks, "check"));
  return fmt::format("{}", fmt::join(parts, ", "));
}

Line verdict_of(const TracedLogin& traced, bool was_asked) {
  const auto& login = traced.login;
  Charges charges;
  for (const auto& event : traced.events)
    charges.add(event.charge);
  const bool passed = login.verdict == "verified" || login.verdict == "exempt";
  return {login.ended,
          fine_clock_of(login.ended),
          {login.verdict, passed ? Paint::good : Paint::bad},
          reason_of(login, was_asked),
          {traced.events.empty() ? "" : charges.text(), Paint::strong}};
}

std::vector<Line> lines_of(const TracedLogin& traced) {
  const auto& login = traced.login;
  const bool was_asked = !login.steps.empty() || login.sends > 0;
  std::vector<Line> lines;
  if (was_asked) lines.push_back(asked(login));
  for (const auto& step : login.steps)
    lines.push_back(line_of(step, login));
  for (const auto& event : traced.events)
    lines.push_back(line_of(event, login));
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.at < b.at; });
  // Wavix may do more after the login: where it is told to cancel, or sends by another channel by itself.
  const auto later =
      std::find_if(lines.begin(), lines.end(), [&](const Line& line) { return line.at > login.ended; });
  lines.insert(later, verdict_of(traced, was_asked));
  return lines;
}

std::string heading(const guard::LoginRecord& login, const std::string& machine) {
  const auto began = std::chrono::floor<std::chrono::seconds>(login.began());
  auto text = fmt::format("{}, {}", login.user, login.service);
  if (!login.rhost.empty()) text += " from " + login.rhost;
  text += fmt::format(" on {}, {:%Y-%m-%d}", machine, fmt::localtime(began.time_since_epoch().count()));
  if (!login.contact.empty() && login.contact != login.user)
    text += fmt::format(", by the phone of {}", login.contact);
  return sanitised(text);
}

}  // namespace

std::string story_of(const TracedLogin& traced, const std::string& machine) {
  std::vector<Row> rows;
  for (auto& line : lines_of(traced))
    rows.push_back({{" " + line.time.text, Paint::faint}, line.who, line.what, line.cost});
  auto text = painted(Paint::strong, heading(traced.login, machine)) + "\n" + table(std::move(rows), {3});
  if (!traced.note.empty())
    text += fmt::format(" Wavix's part is missing: {}\n", sanitised(traced.note, 500));
  return text;
}

}  // namespace wavix::cli
