// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <algorithm>

#include "pamd/explore.hpp"
#include "pamd/findings.hpp"
#include "pamd/mend.hpp"
#include "pamd/role.hpp"

namespace wavix::pamd {
namespace {

using Ours = Story::Ours;
constexpr auto error = Severity::error;
constexpr auto warning = Severity::warning;

class Examination {
public:
  Examination(const Stack& stack, Findings& findings)
      : stack_(stack), findings_(findings), ways_(explore(stack)),
        ours_(*std::find_if(stack.entries.begin(), stack.entries.end(), is_ours)) {}

  /// What lets people in first.
  void run() {
    if (!ways_.all)
      findings_.add("too-complex", warning, {stack_.file, 0, ""},
                    "the stack has more ways through it than could be looked at", "make it simpler");
    for (const auto& end : ways_.ends)
      if (end.success) of_success(end.story);
    for (const auto& call : ways_.calls)
      of_call(call);
    for (const auto& call : ways_.calls)
      of_skipped_password(call.before);
    if (ways_.all && !stack_.aborts) of_nobody();
    if (first_factor() == stack_.entries.end() && stack_.service != "sshd")
      findings_.add(
          "no-first-factor", warning, ours_.place,
          "no password or key is asked for: anybody makes us send messages, and the code alone lets "
          "people in",
          "put before it: auth requisite pam_unix.so");
  }

private:
  void of_success(const Story& story) {
    if (story.ours == Ours::not_called && story.ours_skipped_by) skipped(entry(*story.ours_skipped_by));
    if (story.ours == Ours::refused)
      findings_.add(
          "not-binding", error, ours_.place,
          fmt::format("people get in without the right code: its control \"{}\" lets them past when "
                      "the module refuses ({})",
                      ours_.control_word, name_of(story.ours_result)),
          fmt::format("make it: {}", with_control(ours_, "required")));
    if (story.ours == Ours::passed && !story.factor_proved && story.factor_skipped_by &&
        role_of(entry(*story.factor_skipped_by)) == Role::ours)
      findings_.add("code-alone", error, entry(*story.factor_skipped_by).place,
                    "the code alone lets people in: the password is not asked for",
                    fmt::format("put it after the password's line: {}", with_control(ours_, "required")));
  }

  void skipped(const Entry& by) {
    const auto what =
        fmt::format("once {} has succeeded, people get in and the module is never called", by.module);
    switch (role_of(by)) {
    case Role::condition:
      findings_.add("skipped-for-some", warning, own_line(by),
                    fmt::format("where {} says so, no code is asked for", by.module),
                    "take it out, if this is not meant");
      break;
    case Role::other_factor:
      findings_.add("skipped-by-other-factor", warning, own_line(by), what,
                    fmt::format("if both are to be asked for: {}", with_control(by, "required")));
      break;
    default: findings_.add("skipped", error, own_line(by), what, mend_of_skipping(by, ours_));
    }
  }

  void of_call(const Call& call) {
    const auto& before = call.before;
    const auto& called = entry(call.entry);
    if (before.ours_calls > 0)
      findings_.add("called-twice", error, own_line(called),
                    "a login asks for two codes, and costs two messages", "take this line out");
    const auto factor = first_factor();
    if (before.factor_proved || factor == stack_.entries.end()) return;
    if (before.factor_failed) {
      const auto& failed = entry(*before.factor_failed);
      findings_.add(
          "reached-after-wrong-password", error, own_line(failed),
          fmt::format("the module is reached although {} failed: whoever guesses passwords makes us "
                      "send a message for each guess",
                      failed.module),
          mend_of_wrong_password(failed));
    } else if (!before.factor_skipped_by) {
      const auto& line = own_line(*factor);
      findings_.add("reached-before-password", error, called.place,
                    "the module is reached before any password or key was asked for: anybody makes us send "
                    "messages",
                    fmt::format("put after \"{}\" ({}:{}): {}", line.text, line.file, line.line,
                                with_control(called, "required")));
    }
  }

  /// Of less weight than what is found of a wrong password, which is mended by the same line.
  void of_skipped_password(const Story& before) {
    if (before.factor_proved || before.factor_failed || !before.factor_skipped_by ||
        findings_.has("reached-after-wrong-password"))
      return;
    const auto& by = entry(*before.factor_skipped_by);
    findings_.add("password-skipped-for-some", warning, own_line(by),
                  fmt::format("where {} says so, the code is asked for without a password", by.module),
                  "take it out, if this is not meant");
  }

  void of_nobody() {
    const bool excused = leaves_out(ours_, stack_.service) || ours_.missing || findings_.has("skipped");
    if (!gets_in(Ours::passed) && !excused)
      findings_.add("nobody-gets-in", error, ours_.place, "nobody gets in, not even with the right code",
                    "see which line before or after it always fails");
    const auto& arguments = ours_.arguments;
    const bool gives_success =
        std::find(arguments.begin(), arguments.end(), "policy.exempt_result=success") != arguments.end();
    if (gets_in(Ours::passed) && !gets_in(Ours::exempt) && !gives_success)
      findings_.add(
          "exempt-denied", warning, ours_.place,
          "users who need no code, by policy, monitor or break-glass, are denied: PAM_IGNORE lets nobody in "
          "here",
          equal_in_any_case(ours_.control_word, "required")
              ? "put before it: auth required pam_permit.so"
              : fmt::format("make it: {}", with_control(ours_, "required")));
  }

  [[nodiscard]] bool gets_in(Ours how) const {
    return std::any_of(ways_.ends.begin(), ways_.ends.end(),
                       [&](const End& end) { return end.success && end.story.ours == how; });
  }
  [[nodiscard]] const Entry& entry(std::size_t index) const { return stack_.entries[index]; }
  [[nodiscard]] std::vector<Entry>::const_iterator first_factor() const {
    return std::find_if(stack_.entries.begin(), stack_.entries.end(), [](const Entry& line) {
      return line.kind != Entry::Kind::substack && role_of(line) == Role::first_factor;
    });
  }

  const Stack& stack_;
  Findings& findings_;
  const Ways ways_;
  const Entry& ours_;
};

}  // namespace

void examine_ways(const Stack& stack, Findings& findings) { Examination(stack, findings).run(); }

}  // namespace wavix::pamd
