// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "base/text.hpp"
#include "contacts/number.hpp"
#include "contacts/number_library.hpp"

namespace wavix::contacts {
namespace {

constexpr std::size_t most_bytes = 100;
constexpr std::string_view tel_scheme = "tel:";
constexpr std::string_view parts_of_a_number = "0123456789+-./() ";

struct Folded {
  std::string_view from, to;
};

/// What word processors and web pages put for blanks and hyphens.
constexpr std::array<Folded, 11> blanks_and_dashes = {{{"\u00A0", " "},
                                                       {"\u2007", " "},
                                                       {"\u2009", " "},
                                                       {"\u202F", " "},
                                                       {"\u2010", "-"},
                                                       {"\u2011", "-"},
                                                       {"\u2012", "-"},
                                                       {"\u2013", "-"},
                                                       {"\u2014", "-"},
                                                       {"\u2015", "-"},
                                                       {"\u2212", "-"}}};

std::string with_ascii_blanks_and_dashes(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const auto* const found =
        std::find_if(blanks_and_dashes.begin(), blanks_and_dashes.end(),
                     [&](const Folded& folded) { return text.starts_with(folded.from); });
    const bool folds = found != blanks_and_dashes.end();
    plain += folds ? found->to : text.substr(0, 1);
    text.remove_prefix(folds ? found->from.size() : 1);
  }
  return plain;
}

/// Of any script, of which libphonenumber knows the digits: they could hide an extension in a note.
bool has_foreign_digit(std::string_view text) {
  std::string digits(text);
  number_library().NormalizeDigitsOnly(&digits);
  return digits.size() != static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
}

bool is_tel_uri(std::string_view text) {
  return text.size() >= tel_scheme.size() &&
         std::equal(tel_scheme.begin(), tel_scheme.end(), text.begin(), [](char expected, char c) {
           return expected == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
         });
}

/// Without a note behind the last digit, such as " (work)". It holds no digit, since it follows the last one;
/// a note with a '+' is left where it is, for number_from_text() to refuse.
std::string_view without_note(std::string_view text) {
  const auto last_digit = text.find_last_of("0123456789");
  if (last_digit == std::string_view::npos) return text;
  const auto end = std::min(text.find_first_not_of(')', last_digit + 1), text.size());
  const auto note = text.substr(end);
  const bool is_apart = note.starts_with(' ') || note.starts_with('(');
  const bool says_something = note.find_first_not_of(parts_of_a_number) != std::string_view::npos;
  const bool is_note = is_apart && says_something && note.find('+') == std::string_view::npos;
  return is_note ? text.substr(0, end) : text;
}

}  // namespace

Expected<PhoneNumber, std::string> number_from_directory(std::string_view text,
                                                         const std::string& default_region) {
  if (text.size() > most_bytes) return unexpected<std::string>("is longer than 100 bytes");
  if (has_foreign_digit(text)) return unexpected<std::string>("has digits other than 0 to 9");
  const auto plain = with_ascii_blanks_and_dashes(text);
  auto written = trimmed(plain);
  if (!is_tel_uri(written)) return number_from_text(without_note(written), default_region);
  written.remove_prefix(tel_scheme.size());
  if (written.find(';') != std::string_view::npos)
    return unexpected<std::string>("is a tel: URI with parameters, which no code can be sent to");
  return number_from_text(written, default_region);
}

}  // namespace wavix::contacts
