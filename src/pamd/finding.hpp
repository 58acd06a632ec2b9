// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "pamd/stack.hpp"

namespace wavix::pamd {

enum class Severity {
  error,    ///< lets people in without a code, makes us send for nobody, or keeps everybody out
  warning,  ///< may be meant
  note,
};

/// What is wrong with a stack, in words that are fit for a terminal once sanitised().
struct Finding {
  /// A word that stays the same, for programs and tests:
  ///
  /// error: skipped, not-binding, code-alone, reached-after-wrong-password, reached-before-password,
  ///   service-left-out, nobody-gets-in, called-twice, missing-module (ours), misspelt-type,
  ///   misspelt-control, no-module, bad-include, include-loop, cut-off
  /// warning: skipped-for-some, skipped-by-other-factor, password-skipped-for-some, exempt-denied,
  ///   no-first-factor, shared-file, missing-module (another's), too-complex
  /// note: absent
  std::string id;
  Severity severity = Severity::error;
  Place place;       ///< the line to change; line 0: the file as a whole
  std::string what;  ///< what happens, a clause: "the module is reached after a wrong password: …"
  std::string mend;  ///< what to do, with the line as it should be; may be several lines
};

}  // namespace wavix::pamd
