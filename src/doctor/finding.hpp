// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wavix::doctor {

enum class Severity {
  ok,
  skipped,  ///< could not be looked at, or need not be
  warning,  ///< works, but is not what most would want
  fail,     ///< a problem
};

/// What a problem or a warning does to logins.
enum class Effect {
  none,
  keeps_out,  ///< somebody who should get in does not
  lets_in,    ///< somebody gets in without a code
  costs,      ///< messages are sent for nothing, or for a stranger
};

/// A line that is to be changed, or that proves something.
struct Place {
  std::string file;
  unsigned line = 0;  ///< 0: none in particular
  std::string text;   ///< of the line; empty where there is none, or it may be a secret

  bool operator==(const Place&) const = default;
};

/// One thing that was found. Texts are not yet fit for a terminal.
struct Finding {
  std::string subject;  ///< "sshd", "pam sudo"
  std::string id;  ///< a word that stays the same over versions; "ok" and "skipped" where nothing is wrong
  Severity severity = Severity::ok;
  Effect effect = Effect::none;
  std::string evidence;  ///< one line
  std::optional<Place> place = std::nullopt;
  std::string mend;            ///< what to do; empty: nothing
  bool names_nothing = false;  ///< the evidence has no name, number or address of this site

  Finding&& at(std::optional<Place> where) && {
    place = std::move(where);
    return std::move(*this);
  }
  Finding&& without_names() && {
    names_nothing = true;
    return std::move(*this);
  }

  bool operator==(const Finding&) const = default;
};
using Findings = std::vector<Finding>;

inline Finding ok(std::string_view subject, std::string evidence) {
  return {std::string(subject), "ok", Severity::ok, Effect::none, std::move(evidence), {}, {}, false};
}
inline Finding skipped(std::string_view subject, std::string evidence) {
  return {
      std::string(subject), "skipped", Severity::skipped, Effect::none, std::move(evidence), {}, {}, false};
}
inline Finding warning(std::string_view subject, std::string_view id, Effect effect, std::string evidence,
                       std::string mend) {
  return {std::string(subject), std::string(id),
          Severity::warning,    effect,
          std::move(evidence),  {},
          std::move(mend),      false};
}
inline Finding fail(std::string_view subject, std::string_view id, Effect effect, std::string evidence,
                    std::string mend) {
  return {std::string(subject), std::string(id),
          Severity::fail,       effect,
          std::move(evidence),  {},
          std::move(mend),      false};
}

inline void append(Findings& to, Findings more) {
  for (auto& finding : more)
    to.push_back(std::move(finding));
}
/// Whether nothing in it is a warning or a problem.
bool is_healthy(const Findings& findings);

/// The words that programs get.
std::string_view to_string(Severity severity) noexcept;
/// Empty for none.
std::string_view to_string(Effect effect) noexcept;

/// Line `number`, from 1, of `text`; empty: there is none.
std::string line_of(std::string_view text, unsigned number);

}  // namespace wavix::doctor
