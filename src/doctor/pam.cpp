// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/pam.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "doctor/risks.hpp"
#include "pamd/examine.hpp"
#include "pamd/line.hpp"
#include "pamd/role.hpp"
#include "verifier/configuration.hpp"

namespace wavix::doctor {
namespace {

std::string subject_of(const std::string& service) { return "pam " + service; }

const pamd::Entry* module_of(const pamd::Stack& stack) {
  const auto found = std::find_if(stack.entries.begin(), stack.entries.end(), pamd::is_ours);
  return found == stack.entries.end() ? nullptr : &*found;
}

/// The last first factor before the module's line; nullptr: there is none.
const pamd::Entry* first_factor(const pamd::Stack& stack) {
  const pamd::Entry* last = nullptr;
  for (const auto& entry : stack.entries) {
    if (pamd::is_ours(entry)) return last;
    if (pamd::role_of(entry) == pamd::Role::first_factor) last = &entry;
  }
  return nullptr;
}

/// What each of pamd's findings does to logins (pamd/finding.hpp).
Effect effect_of(std::string_view id) {
  constexpr std::array<std::string_view, 8> letting_in = {"skipped",          "not-binding",
                                                          "code-alone",       "service-left-out",
                                                          "skipped-for-some", "skipped-by-other-factor",
                                                          "no-first-factor",  "password-skipped-for-some"};
  constexpr std::array<std::string_view, 3> costing = {"reached-after-wrong-password",
                                                       "reached-before-password", "called-twice"};
  constexpr std::array<std::string_view, 2> neither = {"shared-file", "too-complex"};
  const auto is_in = [&](const auto& ids) { return std::find(ids.begin(), ids.end(), id) != ids.end(); };
  if (is_in(letting_in)) return Effect::lets_in;
  if (is_in(costing)) return Effect::costs;
  return is_in(neither) ? Effect::none : Effect::keeps_out;
}

/// That nobody gets in by a code says nothing new where a line fails for everybody, or people get in without.
void drop_what_follows(Findings& findings) {
  const auto says_all = [](const Finding& finding) {
    return finding.id != "nobody-gets-in" && finding.severity == Severity::fail &&
           finding.effect != Effect::costs;
  };
  if (std::any_of(findings.begin(), findings.end(), says_all))
    std::erase_if(findings, [](const Finding& finding) { return finding.id == "nobody-gets-in"; });
}

Findings about_stack(const pamd::Tree& tree, const pamd::Stack& stack) {
  Findings findings;
  for (const auto& found : pamd::examine(tree, stack.service)) {
    if (found.severity == pamd::Severity::note) continue;
    const auto severity = found.severity == pamd::Severity::error ? Severity::fail : Severity::warning;
    Finding finding{subject_of(stack.service),
                    found.id,
                    severity,
                    effect_of(found.id),
                    found.what,
                    {},
                    found.mend,
                    false};
    findings.push_back(std::move(finding).at(Place{found.place.file, found.place.line, found.place.text}));
  }
  drop_what_follows(findings);
  return findings;
}

/// What the module's line says that is wrong or risky; what the file says has been told.
Findings about_settings(const pamd::Stack& stack, const Configuration& configuration) {
  const auto loaded = settings_of(stack, configuration.path);
  const auto* const entry = module_of(stack);
  auto findings = loaded ? risks(*loaded, configuration.text, stack.service)
                         : wrong_settings(loaded.error(), configuration, subject_of(stack.service));
  const auto told_already = [&](const Finding& finding) {
    return !finding.place || finding.place->file == configuration.path;
  };
  findings.erase(std::remove_if(findings.begin(), findings.end(), told_already), findings.end());
  for (auto& finding : findings) {
    finding.subject = subject_of(stack.service);
    if (finding.place->line == 0)
      finding.place = Place{entry->place.file, entry->place.line, entry->place.text};
  }
  return findings;
}

Finding healthy(const pamd::Stack& stack) {
  const auto* const factor = first_factor(stack);
  const auto after = factor == nullptr
                         ? std::string("asks for nothing before it")
                         : fmt::format("reached after {} ({})", factor->module, factor->control_word);
  return ok(subject_of(stack.service), after + ", nothing skips it").without_names();
}

/// Whether the service's file names the module, where libpam makes no stack of it.
bool means_module(const pamd::Tree& tree, const std::string& service) {
  const auto file = pamd::read_file(tree, service);
  if (!file) return false;
  const auto lines = pamd::read_lines(file->text).lines;
  return std::any_of(lines.begin(), lines.end(),
                     [](const auto& line) { return line.text.find("pam_wavix2fa.so") != std::string::npos; });
}

struct Pair {
  std::string_view service, other, how;
};
/// Services that people take for one.
constexpr std::array<Pair, 2> pairs = {{{"sudo", "sudo-i", "sudo -i"}, {"su", "su-l", "su -"}}};

Findings about_pairs(const pamd::Tree& tree, const std::vector<std::string>& asked,
                     const std::vector<std::string>& all) {
  const auto has = [](const auto& list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
  };
  Findings findings;
  for (const auto& [service, other, how] : pairs)
    if (has(asked, service) && has(all, other) && !has(asked, other)) {
      const auto stack = pamd::auth_stack(tree, std::string(other));
      findings.push_back(warning(subject_of(std::string(other)), "twin-unasked", Effect::lets_in,
                                 fmt::format("{} asks for a code, and '{}' for none", service, how),
                                 fmt::format("wavix2fa enable {}", other))
                             .without_names()
                             .at(Place{stack.file, 0, ""}));
    }
  return findings;
}

}  // namespace

bool has_module(const pamd::Stack& stack) { return module_of(stack) != nullptr; }

bool has_first_factor(const pamd::Stack& stack) {
  return std::any_of(stack.entries.begin(), stack.entries.end(),
                     [](const auto& entry) { return pamd::role_of(entry) == pamd::Role::first_factor; });
}

Expected<config::Loaded, std::vector<config::Problem>> settings_of(const pamd::Stack& stack,
                                                                   const std::string& conf) {
  const auto* const entry = module_of(stack);
  auto words = entry == nullptr ? std::vector<std::string>() : entry->arguments;
  words.erase(std::remove_if(words.begin(), words.end(),
                             [](const auto& word) { return word.starts_with("services="); }),
              words.end());
  auto arguments = verifier::config_arguments(words);
  if (!arguments)
    return unexpected(std::vector{config::Problem{"pam.d argument", 0, "", arguments.error().cause}});
  if (arguments->file.empty()) arguments->file = conf;
  return config::load(*arguments, stack.service);
}

Findings examine_pam(const pamd::Tree& tree, const Configuration& configuration) {
  Findings findings;
  const auto all = pamd::services_of(tree);
  std::vector<std::string> asked;
  for (const auto& service : all) {
    const auto stack = pamd::auth_stack(tree, service);
    if (!has_module(stack) && !means_module(tree, service)) continue;
    asked.push_back(service);
    auto found = about_stack(tree, stack);
    if (has_module(stack)) append(found, about_settings(stack, configuration));
    if (found.empty()) found.push_back(healthy(stack));
    append(findings, std::move(found));
  }
  append(findings, about_pairs(tree, asked, all));
  if (asked.empty())
    findings.push_back(warning("pam", "not-enabled", Effect::lets_in,
                               "no service in /etc/pam.d has the module: nobody is asked for a code",
                               "wavix2fa enable sshd")
                           .without_names());
  return findings;
}

}  // namespace wavix::doctor
