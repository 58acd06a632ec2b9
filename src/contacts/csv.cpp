// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/csv.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace wavix::contacts {
namespace {

char separator_of(std::string_view text) {
  const auto first = text.substr(0, text.find('\n'));
  for (const char separator : {',', ';', '\t'})
    if (first.find(separator) != std::string_view::npos) return separator;
  return ',';
}

class CsvReader {
public:
  explicit CsvReader(std::string_view text) : rest_(text), separator_(separator_of(text)) {}

  std::vector<CsvRow> rows() {
    std::vector<CsvRow> all;
    while (!rest_.empty()) {
      auto row = next();
      const bool is_empty = row.problem.empty() && row.fields.size() == 1 && row.fields.front().empty();
      if (!is_empty) all.push_back(std::move(row));
    }
    return all;
  }

private:
  CsvRow next() {
    CsvRow row{line_, {}, {}};
    bool more = true;
    while (more && row.problem.empty()) {
      row.fields.push_back(rest_.starts_with('"') ? quoted(row.problem) : plain(row.problem));
      more = rest_.starts_with(separator_);
      if (more) rest_.remove_prefix(1);
    }
    end_line(row.problem);
    return row;
  }

  std::string plain(std::string& problem) {
    const auto end = std::min(rest_.find_first_of(std::string{separator_, '\n'}), rest_.size());
    auto field = std::string(rest_.substr(0, end));
    rest_.remove_prefix(end);
    if (field.ends_with('\r') && !rest_.starts_with(separator_)) field.pop_back();
    if (field.find('"') != std::string::npos)
      problem = "has a double quote inside a field that does not begin with one";
    return field;
  }

  std::string quoted(std::string& problem) {
    std::string field;
    rest_.remove_prefix(1);
    for (;;) {
      const auto quote = rest_.find('"');
      if (quote == std::string_view::npos) {
        problem = "has a double quote that is never closed";
        return field;
      }
      take(quote, field);
      rest_.remove_prefix(1);
      if (!rest_.starts_with('"')) break;
      take(1, field);
    }
    if (rest_.starts_with("\r\n") || rest_ == "\r") rest_.remove_prefix(1);
    if (!rest_.empty() && rest_.front() != separator_ && rest_.front() != '\n')
      problem = "has more behind the double quote that closes a field";
    return field;
  }

  void take(std::size_t size, std::string& field) {
    const auto taken = rest_.substr(0, size);
    line_ += static_cast<unsigned>(std::count(taken.begin(), taken.end(), '\n'));
    field += taken;
    rest_.remove_prefix(size);
  }

  /// What is left of a line with a problem in it is passed over.
  void end_line(const std::string& problem) {
    const auto end = problem.empty() ? 0 : std::min(rest_.find('\n'), rest_.size());
    rest_.remove_prefix(end);
    if (rest_.empty()) return;
    rest_.remove_prefix(1);
    ++line_;
  }

  std::string_view rest_;
  char separator_;
  unsigned line_ = 1;
};

}  // namespace

std::vector<CsvRow> read_csv(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  return CsvReader(text).rows();
}

}  // namespace wavix::contacts
