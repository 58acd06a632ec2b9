// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"
#include "cli/explanation.hpp"
#include "cli/table.hpp"
#include "cli/time.hpp"
#include "config/config.hpp"
#include "protocol/pam_code.hpp"
#include "verifier/configuration.hpp"
#include "verifier/guard_rules.hpp"

namespace wavix::cli {
namespace {

using verifier::End;

/// "by sms to +371*****931"
std::string told(const verifier::Target& target) {
  return fmt::format("{} to {}", target.channel == Channel::sms ? "SMS" : "voice call",
                     target.phone.masked());
}

std::string verdict_in_words(const Explanation& explanation, const End& end) {
  const bool as_success =
      explanation.loaded && explanation.loaded->config.policy.exempt_result == config::ExemptResult::success;
  const auto verdict = verifier::verdict_told(end, as_success);
  return fmt::format("{} ({})", protocol::pam_code(verdict).name, to_string(verdict));
}

std::string cause_in_words(const Explanation& explanation, const End& end) {
  auto text = end.cause;
  if (!end.detail.empty()) text += ": " + end.detail;
  if (!end.rule.empty() && explanation.loaded)
    text += ", " + verifier::rule_and_place(end.rule, *explanation.loaded);
  return text;
}

class Page {
public:
  explicit Page(const Explanation& explanation) : explanation_(explanation) {}

  std::string text() {
    row("login", login());
    if (explanation_.line && explanation_.line->left_out) {
      row("asked", "no: services= in that line leaves " + explanation_.request.service + " out");
      row("result", Cell("PAM_IGNORE", Paint::good));
    } else if (!explanation_.loaded) {
      wrong_configuration();
    } else {
      if (!explanation_.line)
        row("asked", Cell(fmt::format("no: pam_wavix2fa is not in the auth lines of {}; if it were there:",
                                      explanation_.request.service),
                          Paint::warning));
      decision();
      what_it_depends_on();
    }
    for (const auto& warning : explanation_.warnings)
      row("warning", Cell(warning, Paint::warning));
    return table(std::move(rows_));
  }

private:
  void row(const char* name, Cell cell) { rows_.push_back({name, std::move(cell)}); }

  [[nodiscard]] Cell login() const {
    const auto& [service, user, rhost, ruser, tty, connection, methods, uid, refused, arguments] =
        explanation_.request;
    auto text = fmt::format("{} by {}", user, service);
    if (!rhost.empty()) text += " from " + rhost;
    if (!tty.empty()) text += " on " + tty;
    if (explanation_.line) text += ", " + explanation_.line->place;
    return text;
  }

  void wrong_configuration() {
    result(std::get<End>(explanation_.first));
    for (const auto& problem : explanation_.problems)
      row("wrong", Cell(problem, Paint::bad));
  }

  void result(const End& end) {
    const bool past = protocol::lets_past(end.verdict);
    row("result", Cell(verdict_in_words(explanation_, end), past ? Paint::good : Paint::bad));
  }

  void decision() {
    const auto* const asked = explanation_.line ? "asked" : "";
    if (const auto* const end = std::get_if<End>(&explanation_.first)) {
      const bool past = protocol::lets_past(end->verdict);
      row(asked, (past ? "no: " : "no, denied: ") + cause_in_words(explanation_, *end));
      result(*end);
    } else {
      row(asked, explanation_.rule.empty() ? "yes: everybody is"
                                           : fmt::format("yes: {}, {}", explanation_.why, explanation_.rule));
      row("first", first(explanation_.first, explanation_.decoy));
      row("result", explanation_.decoy ? "denied, whatever is typed" : "PAM_SUCCESS once the code is right");
    }
    if (const auto& otherwise = explanation_.otherwise) {
      const auto* const end = std::get_if<End>(&otherwise->first);
      row("otherwise", end == nullptr ? first(otherwise->first, otherwise->decoy)
                                      : fmt::format("{}: {}", verdict_in_words(explanation_, *end),
                                                    cause_in_words(explanation_, *end)));
    }
  }

  void what_it_depends_on() {
    contact();
    if (explanation_.remembered)
      remembered(*explanation_.remembered);
    else if (!explanation_.store_problem.empty())
      row("store", Cell(explanation_.store_problem, Paint::bad));
    row("outage", outage());
  }

  static std::string first(const verifier::Action& action, bool decoy) {
    if (decoy) return "asked for show: nothing is sent, for no phone is known (users.unmapped = decoy)";
    if (const auto* const create = std::get_if<verifier::action::Create>(&action))
      return told(create->target);
    if (const auto* const prompt = std::get_if<verifier::action::Prompt>(&action))
      return fmt::format("nothing is sent; the user is asked: {}", prompt->text);
    return "";
  }

  void contact() {
    if (!explanation_.found) return row("contact", "not looked for: whose it is could not be told");
    const auto& found = *explanation_.found;
    if (!found) return row("contact", Cell(found.error().reason, Paint::bad));
    if (!*found)
      return row("contact", fmt::format("none: the sources have no phone for {}", explanation_.user));
    std::string phones;
    for (const auto& phone : (*found)->phones)
      phones += (phones.empty() ? "" : ", ") + phone.masked();
    if (explanation_.user != explanation_.request.user) phones += " of " + explanation_.user;
    if ((*found)->channel) phones += fmt::format(", channel {}", to_string(*(*found)->channel));
    row("contact", fmt::format("{}, {}", phones, (*found)->origin));
  }

  /// A line for each key.
  void limits(const guard::SendsLook& sends) {
    std::vector<std::pair<std::string, std::string>> lines;
    for (const auto& [key, limit, sent] : sends.used) {
      if (lines.empty() || lines.back().first != key) lines.emplace_back(key, "");
      auto& line = lines.back().second;
      line += fmt::format("{}{} of {}", line.empty() ? key.substr(key.find('.') + 1) + ": " : ", ", sent,
                          verifier::in_words(limit));
    }
    const char* name = "limits";
    for (const auto& [key, line] : lines)
      row(std::exchange(name, ""), line);
    if (sends.over)
      row(name, Cell(fmt::format("FULL: no message before {}, by {}", for_people(sends.over->frees_at),
                                 sends.over->name),
                     Paint::bad));
    else if (lines.empty())
      row(name, "none");
  }

  void remembered(const Remembered& what) {
    limits(what.sends);
    row("lockout", lockout(what));
    if (what.grace_until)
      row("grace", "until " + for_people(*what.grace_until));
    else
      row("grace", what.grace_given ? "none" : "none, nor is any given to such a login");
    row("break-glass", what.break_glass
                           ? Cell("ON until " + for_people(what.break_glass->ends), Paint::warning)
                           : Cell("off"));
    if (what.broken_because)
      row("breaker", Cell("open: Wavix is not asked now (" + *what.broken_because + ")", Paint::warning));
    else
      row("breaker", what.has_breaker ? "closed" : "none");
    row("recovery", counted(what.recovery_codes, "code") + " left");
    if (what.pending)
      row("pending", fmt::format("verification {} by {} to {}, {} ago", what.pending->verification,
                                 to_string(what.pending->channel), PhoneNumber(what.pending->number).masked(),
                                 for_people(what.pending->last_sent)));
    else
      row("pending", "none");
  }

  static Cell lockout(const Remembered& what) {
    if (!what.lockout) return "never";
    if (what.locked_until) return {"LOCKED until " + for_people(*what.locked_until), Paint::bad};
    return fmt::format("no: {} of {} failed logins in {}", what.failures, what.lockout->failures,
                       for_people(what.lockout->window));
  }

  [[nodiscard]] std::string outage() const {
    const auto& written = explanation_.loaded->config.outage;
    const auto word = [](config::OutageAction action) {
      switch (action) {
      case config::OutageAction::allow: return "allow";
      case config::OutageAction::recovery_only: return "recovery_only";
      case config::OutageAction::deny: break;
      }
      return "deny";
    };
    auto text = fmt::format("{}, {}", word(written.action),
                            verifier::rule_and_place("outage.action", *explanation_.loaded));
    for (const auto& [name, action] : {std::pair{"unreachable", written.unreachable},
                                       {"timeout", written.timeout},
                                       {"tls", written.tls},
                                       {"server", written.server},
                                       {"rate_limit", written.rate_limit}})
      if (action) text += fmt::format("; {}: {}", name, word(*action));
    return text;
  }

  const Explanation& explanation_;
  std::vector<Row> rows_;
};

}  // namespace

std::string explained_for_people(const Explanation& explanation) { return Page(explanation).text(); }

}  // namespace wavix::cli
