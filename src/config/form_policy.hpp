// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "base/address.hpp"
#include "config/forms.hpp"

/// How what decides about asking for a code, and about sending one, is written.
namespace wavix::config {

/// The name of a user or a group; a group's number too.
Text account_name();

/// What Wavix calls a kind of number; never one of those that cost the caller extra.
struct NumberType {
  [[nodiscard]] Parsed<std::string> parse(std::string_view value) const;
  [[nodiscard]] std::string text(const std::string& value) const { return value; }
  [[nodiscard]] std::string accepts() const;
};

struct NetworkForm {
  [[nodiscard]] Parsed<Network> parse(std::string_view value) const;
  [[nodiscard]] std::string text(const Network& network) const { return network.text(); }
  [[nodiscard]] std::string accepts() const;
};

struct Date {
  [[nodiscard]] Parsed<std::chrono::year_month_day> parse(std::string_view value) const;
  [[nodiscard]] std::string text(const std::chrono::year_month_day& date) const;
  [[nodiscard]] std::string accepts() const;
};

}  // namespace wavix::config
