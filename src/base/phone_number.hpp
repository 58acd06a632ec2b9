// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <utility>

namespace wavix {

/// A telephone number in E.164 form. Only contacts/ makes one from what people write.
class PhoneNumber {
public:
  /// `digits`: country code and national number, 1 to 15 digits, no sign.
  explicit PhoneNumber(std::string digits) : digits_(std::move(digits)) {}

  /// What Wavix takes: digits only, "37128782931".
  [[nodiscard]] const std::string& digits() const noexcept { return digits_; }
  /// "+37128782931": for files, never for a prompt or a log.
  [[nodiscard]] std::string e164() const { return "+" + digits_; }
  /// "+371*****931": for prompts and logs. At most the first four and the last three digits, and at least
  /// five hidden where there are so many.
  [[nodiscard]] std::string masked() const;

  bool operator==(const PhoneNumber&) const = default;

private:
  std::string digits_;
};

}  // namespace wavix
