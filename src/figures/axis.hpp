// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>

namespace wavix::figures {

/// What a chart's numbers are.
enum class Unit {
  count,
  dollars,  ///< in billionths
  percent,
};

/// For people: "1,204", "$0.0840", "73 %".
std::string in_words(std::uint64_t amount, Unit unit);

/// A scale from 0 up to a round number, with a few ticks at round numbers.
struct Axis {
  std::uint64_t step = 1, top = 1;  ///< the top is a multiple of the step, and not 0

  /// Of at most five steps, high enough for `most`.
  static Axis up_to(std::uint64_t most);
  /// The share of the axis that `amount` takes: 0 to 1.
  [[nodiscard]] double share(std::uint64_t amount) const;
};

/// A tick's label: no longer than it must be, "$0.05".
std::string tick_label(std::uint64_t amount, Unit unit);

}  // namespace wavix::figures
