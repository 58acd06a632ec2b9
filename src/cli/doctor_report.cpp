// SPDX-License-Identifier: BSD-3-Clause
#include "cli/doctor_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "cli/json.hpp"
#include "cli/table.hpp"

namespace wavix::cli {
namespace {

using doctor::Effect;
using doctor::Findings;
using doctor::Severity;

constexpr std::size_t most_text = 1000;

Cell status_of(Severity severity) {
  switch (severity) {
  case Severity::ok: return {"ok", Paint::good};
  case Severity::skipped: return {"-", Paint::faint};
  case Severity::warning: return {"warning", Paint::warning};
  case Severity::fail: return {"FAIL", Paint::bad};
  }
  return {"FAIL", Paint::bad};
}

std::size_t count(const Findings& findings, Severity severity) {
  return static_cast<std::size_t>(std::count_if(
      findings.begin(), findings.end(), [&](const auto& finding) { return finding.severity == severity; }));
}

std::size_t problems_that(const Findings& findings, Effect effect) {
  return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), [&](const auto& finding) {
    return finding.severity == Severity::fail && finding.effect == effect;
  }));
}

/// "2 problems, 1 of them keeps users out."
std::string summary(const Findings& findings) {
  const auto problems = problems_in(findings);
  const auto warnings = count(findings, Severity::warning);
  std::string text = problems == 0 ? "No problems" : counted(problems, "problem");
  std::string_view of_them = " of them";
  const auto tell = [&](Effect effect, std::string_view one, std::string_view more) {
    const auto number = problems_that(findings, effect);
    if (number == 0) return;
    text += problems == 1 ? std::string(", which") : fmt::format(", {}{}", number, of_them);
    text += fmt::format(" {}", number == 1 ? one : more);
    of_them = "";
  };
  tell(Effect::keeps_out, "keeps users out", "keep users out");
  tell(Effect::lets_in, "lets users in without a code", "let users in without a code");
  if (warnings != 0) text += fmt::format("{} {}", problems == 0 ? "," : ";", counted(warnings, "warning"));
  return text + ".\n";
}

/// Each line of `text`, behind `indent` blanks.
std::string indented(std::string_view text, std::size_t indent) {
  std::string all;
  while (!text.empty()) {
    const auto end = text.find('\n');
    all += std::string(indent, ' ') + sanitised(text.substr(0, end), most_text) + "\n";
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return all;
}

std::string place_of(const doctor::Place& place) {
  const auto where = place.line == 0 ? place.file : fmt::format("{}:{}", place.file, place.line);
  return place.text.empty() ? where : fmt::format("{}   {}", where, place.text);
}

}  // namespace

std::size_t problems_in(const Findings& findings) { return count(findings, Severity::fail); }

std::string report_for_people(const Findings& findings) {
  constexpr std::size_t status_width = 9;
  std::size_t subject_width = 0;
  for (const auto& finding : findings)
    subject_width = std::max(subject_width, width_of(sanitised(finding.subject)) + 3);
  const auto indent = 1 + subject_width + status_width + 2;
  std::string text, last;
  for (const auto& finding : findings) {
    const auto subject = finding.subject == last ? std::string() : sanitised(finding.subject);
    const auto status = status_of(finding.severity);
    last = finding.subject;
    text += fmt::format(" {}{}{}{}\n", padded(subject, subject_width), painted(status.paint, status.text),
                        std::string(status_width - status.text.size(), ' '),
                        sanitised(finding.evidence, most_text));
    if (finding.place) text += indented(place_of(*finding.place), indent);
    text += indented(finding.mend, indent);
  }
  return text + summary(findings);
}

std::string report_for_programs(const Findings& findings) {
  auto all = json_array();
  for (const auto& finding : findings) {
    const auto& place = finding.place;
    const auto effect = std::string(doctor::to_string(finding.effect));
    append(all, JsonObject()
                    .with("subject", finding.subject)
                    .with("id", finding.id)
                    .with("severity", std::string(doctor::to_string(finding.severity)))
                    .with("effect", effect.empty() ? Json() : json(effect))
                    .with("evidence", finding.evidence)
                    .with("file", place ? json(place->file) : Json())
                    .with("line", place && place->line != 0 ? json(place->line) : Json())
                    .with("text", place && !place->text.empty() ? json(place->text) : Json())
                    .with("mend", finding.mend.empty() ? Json() : json(finding.mend))
                    .done());
  }
  return to_text(JsonObject()
                     .with("problems", static_cast<unsigned>(problems_in(findings)))
                     .with("warnings", static_cast<unsigned>(count(findings, Severity::warning)))
                     .with("findings", std::move(all))
                     .done()) +
         "\n";
}

}  // namespace wavix::cli
