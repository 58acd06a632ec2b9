// SPDX-License-Identifier: BSD-3-Clause
#include "cli/charge.hpp"

#include <fmt/format.h>

namespace wavix::cli {

std::string charge_for_people(std::string_view charge) {
  if (charge.empty()) return {};
  return figures::Money::parse(charge) ? fmt::format("${}", charge) : "?";
}

void Charges::add(std::string_view charge) {
  if (charge.empty()) return;
  if (const auto amount = figures::Money::parse(charge))
    sum_ += *amount;
  else
    ++unreadable_;
}

std::string Charges::text() const {
  auto text = fmt::format("${}", sum_.text());
  if (unreadable_ == 0) return text;
  return text + (unreadable_ == 1 ? " and a charge that is no amount"
                                  : fmt::format(" and {} charges that are no amounts", unreadable_));
}

}  // namespace wavix::cli
