// SPDX-License-Identifier: BSD-3-Clause
#include "base/ini.hpp"

#include <fmt/format.h>
#include <ini.h>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <utility>

#include "base/text.hpp"

namespace wavix {
namespace {

constexpr std::size_t longest_section = 49;  // inih cuts longer ones without a word (its MAX_SECTION is 50)

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

/// inih's: ';' at the start or after white space.
std::size_t comment_in(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == ';' && (i == 0 || text[i - 1] == ' ' || text[i - 1] == '\t')) return i;
  return text.size();
}

/// Hands the text to inih line by line, and inih's findings to the sink. What inih would get wrong is told to
/// the sink and kept from inih by an empty line in its place, so that both count the same lines.
class Feed {
public:
  Feed(std::string_view text, IniSink& sink) : rest_(text), sink_(sink) {}

  void run() {
    const int first_error = ::ini_parse_stream(next_line, this, take, this);
    if (failure_) std::rethrow_exception(failure_);
    if (first_error != 0 && !told_)
      wrong(first_error > 0 ? static_cast<unsigned>(first_error) : 0, "cannot be understood");
  }

private:
  static char* next_line(char* buffer, int size, void* stream) noexcept {
    auto& feed = *static_cast<Feed*>(stream);
    return feed.guarded([&] { return feed.next(buffer, static_cast<std::size_t>(size)); }) ? buffer : nullptr;
  }

  static int take(void* user, const char* /*section*/, const char* key, const char* value) noexcept {
    auto& feed = *static_cast<Feed*>(user);
    return feed.guarded([&] { return feed.found(key, value); }) ? 1 : 0;
  }

  /// Nothing is thrown through inih: run() throws it again.
  template <typename Step>
  bool guarded(Step step) noexcept {
    if (failure_) return false;
    try {
      return step();
    } catch (...) {
      failure_ = std::current_exception();
      return false;
    }
  }

  bool next(char* buffer, std::size_t size) {
    if (std::exchange(awaited_, false)) wrong(number_, "has no '='; write 'key = value'");
    if (rest_.empty()) return false;
    const auto end = std::min(rest_.find('\n'), rest_.size());
    line_ = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    ++number_;
    const auto fed = fit_for_inih(size - 1);
    fed.copy(buffer, fed.size());
    buffer[fed.size()] = '\0';
    return true;
  }

  /// The line without the white space around it (which would join it to the line before), or nothing.
  std::string_view fit_for_inih(std::size_t longest) {
    if (!line_.empty() && line_.back() == '\r') line_.remove_suffix(1);
    // A lambda is inlined, what a pointer to a function is not: for each byte of a file of 100,000 users.
    const auto* const bad = std::find_if(line_.begin(), line_.end(), [](char c) { return is_control(c); });
    if (bad != line_.end())
      return wrong(number_, fmt::format("has a control character (0x{:02x}), which no text has",
                                        static_cast<unsigned char>(*bad)));
    line_ = trimmed(line_);
    if (line_.empty() || line_.front() == '#' || line_.front() == ';') return {};
    if (line_.front() == '[') skipping_ = false;
    if (skipping_) return {};
    if (line_.size() > longest) {
      skipping_ = line_.front() == '[';
      return wrong(number_, fmt::format("is {} bytes long; {} are the most", line_.size(), longest));
    }
    return line_.front() == '[' ? section_line() : setting_line();
  }

  std::string_view section_line() {
    const auto end = line_.find(']');
    const auto comment = comment_in(line_);
    skipping_ = true;
    if (end >= comment) return wrong(number_, "starts a section and has no ']'");
    if (!trimmed(line_.substr(end + 1, comment - end - 1)).empty())
      return wrong(number_, "has more after the ']' of its section");
    const auto name = line_.substr(1, end - 1);
    if (name.size() > longest_section)
      return wrong(number_, fmt::format("has {} bytes between its brackets; {} are the most", name.size(),
                                        longest_section));
    skipping_ = false;
    sink_.section(name, number_);
    return line_;
  }

  std::string_view setting_line() {
    if (line_.substr(0, line_.find('=')).find(':') != std::string_view::npos)
      return wrong(number_, "has ':' in front of any '='; write 'key = value'");
    awaited_ = true;
    return line_;
  }

  bool found(std::string_view key, std::string_view value) {
    awaited_ = false;
    // The same bytes in our text, which lives longer than inih's buffer.
    const auto our_key = line_.substr(0, key.size());
    const auto behind = trimmed(line_.substr(std::min(line_.find('='), line_.size() - 1) + 1));
    const auto our_value = behind.substr(0, value.size());
    if (our_key != key || our_value != value)
      wrong(number_, "cannot be understood");
    else if (key.empty())
      wrong(number_, "has no key in front of its '='");
    else
      sink_.setting(our_key, our_value, number_);
    return true;
  }

  std::string_view wrong(unsigned number, std::string reason) {
    told_ = true;
    sink_.wrong(number, std::move(reason));
    return {};
  }

  std::string_view rest_;
  IniSink& sink_;
  std::string_view line_;
  unsigned number_ = 0;
  bool awaited_ = false;   ///< inih has a `key = value` line and must find one in it
  bool skipping_ = false;  ///< up to the next section
  bool told_ = false;
  std::exception_ptr failure_;
};

}  // namespace

void read_ini(std::string_view text, IniSink& sink) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  Feed(text, sink).run();
}

}  // namespace wavix
