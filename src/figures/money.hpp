// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wavix::figures {

/// US dollars, exactly: Wavix writes what it charges as a decimal number of any length, "0.0840" or "0.005".
class Money {
public:
  constexpr Money() = default;

  /// A charge: digits, perhaps a point and digits; below a million dollars, to the billionth. Nothing for
  /// whatever else, a sign or an exponent among it.
  static std::optional<Money> parse(std::string_view text);
  static constexpr Money of_billionths(std::int64_t amount) { return Money(amount); }

  /// "0.0840": all of it, with four decimals at the least, as Wavix writes it.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] constexpr std::int64_t billionths() const { return billionths_; }

  /// Stays at the most that can be counted, nine thousand million dollars.
  Money& operator+=(Money other);
  auto operator<=>(const Money&) const = default;

private:
  explicit constexpr Money(std::int64_t billionths) : billionths_(billionths) {}
  std::int64_t billionths_ = 0;
};

}  // namespace wavix::figures
