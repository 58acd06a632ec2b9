// SPDX-License-Identifier: BSD-3-Clause
#include "base/rfc3339.hpp"

#include "base/text.hpp"

namespace wavix {
namespace {

using namespace std::chrono;

/// Takes things off the front of a text; once one was not there, it is wrong for good.
class Reader {
public:
  explicit Reader(std::string_view text) : text_(text) {}

  /// Exactly so many digits.
  int number(std::size_t digits) {
    const auto number = number_from<int>(text_.substr(0, digits));
    if (!number || text_.size() < digits) return wrong_ = true, 0;
    text_.remove_prefix(digits);
    return *number;
  }
  /// One of these characters, which it is.
  char one_of(std::string_view set) {
    if (text_.empty() || set.find(text_.front()) == std::string_view::npos) return wrong_ = true, '\0';
    const char found = text_.front();
    text_.remove_prefix(1);
    return found;
  }
  /// Of a second, if there is any.
  milliseconds fraction() {
    if (!text_.starts_with('.')) return milliseconds(0);
    text_.remove_prefix(1);
    int value = 0, digits = 0;
    for (; !text_.empty() && is_digit(text_.front()); text_.remove_prefix(1), ++digits)
      if (digits < 3) value = value * 10 + (text_.front() - '0');
    wrong_ = wrong_ || digits == 0;
    return milliseconds(digits == 1 ? value * 100 : digits == 2 ? value * 10 : value);
  }
  /// How far the text's clock is before that of UTC.
  minutes offset() {
    const char sign = one_of("Zz+-");
    if (wrong_ || sign == 'Z' || sign == 'z') return minutes(0);
    const auto offset = clock();
    return sign == '+' ? offset : -offset;
  }
  /// "18:04"
  minutes clock() {
    const int hour = number(2);
    one_of(":");
    const int minute = number(2);
    wrong_ = wrong_ || hour > 23 || minute > 59;
    return hours(hour) + minutes(minute);
  }
  /// All was there, and nothing else.
  [[nodiscard]] bool right() const { return !wrong_ && text_.empty(); }

private:
  std::string_view text_;
  bool wrong_ = false;
};

}  // namespace

std::optional<sys_time<milliseconds>> from_rfc3339(std::string_view text) {
  Reader read(text);
  const int year_number = read.number(4);
  read.one_of("-");
  const int month_number = read.number(2);
  read.one_of("-");
  const int day_number = read.number(2);
  read.one_of("Tt ");
  const auto clock = read.clock();
  read.one_of(":");
  const int second = read.number(2);
  const auto fraction = read.fraction();
  const auto offset = read.offset();
  const year_month_day date{year(year_number), month(static_cast<unsigned>(month_number)),
                            day(static_cast<unsigned>(day_number))};
  if (!read.right() || !date.ok() || second > 59) return std::nullopt;
  return sys_days(date) + clock - offset + seconds(second) + fraction;
}

}  // namespace wavix
