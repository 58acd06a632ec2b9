// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "config/forms.hpp"

/// How limits, and what becomes of those who fail, are written. Blanks between the words do not count.
namespace wavix::config {

/// Nothing is remembered for longer: no window, lock or grace may outlast it.
constexpr milliseconds longest_memory = std::chrono::days(31);

/// "5/1h, 20/1d", with a window for each once; empty: no limit.
struct LimitList {
  [[nodiscard]] Parsed<std::vector<Limit>> parse(std::string_view value) const;
  [[nodiscard]] std::string text(const std::vector<Limit>& limits) const;
  [[nodiscard]] std::string accepts() const;
};

/// "5 failures / 15m for 15m", or "0" for none.
struct LockoutOrZero {
  [[nodiscard]] Parsed<std::optional<Lockout>> parse(std::string_view value) const;
  [[nodiscard]] std::string text(const std::optional<Lockout>& lockout) const;
  [[nodiscard]] std::string accepts() const;
};

/// "5 failures / 30s", or "0" for none.
struct BreakerOrZero {
  [[nodiscard]] Parsed<std::optional<Breaker>> parse(std::string_view value) const;
  [[nodiscard]] std::string text(const std::optional<Breaker>& breaker) const;
  [[nodiscard]] std::string accepts() const;
};

/// "user rhost service" in any order, where user is always there.
struct GraceKeyForm {
  [[nodiscard]] Parsed<GraceKey> parse(std::string_view value) const;
  [[nodiscard]] std::string text(const GraceKey& key) const;
  [[nodiscard]] std::string accepts() const;
};

}  // namespace wavix::config
