// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>

#include "base/day.hpp"
#include "cli/declare.hpp"

namespace wavix::cli {

/// --from, --to and --last, which say of what days a command is to tell.
struct DaysWords {
  std::optional<Day> from, to;
  unsigned last = 0;  ///< 0: not given
};

/// `otherwise`: what the command tells of if none is given, for --help: "the last 30 days".
void add_days(CLI::App& command, DaysWords& words, const char* otherwise);

/// The days meant, `today` being the last of them where nothing else is; without a word, the last `most`.
/// Fails where --from is after --to.
Expected<Days, Failure> days_of(const DaysWords& words, Day today, unsigned most);

}  // namespace wavix::cli
