// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/user_edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"
#include "contacts/user_edit_check.hpp"
#include "contacts/user_file.hpp"
#include "contacts/user_file_lines.hpp"

namespace wavix::contacts {
namespace {

/// Bytes of the text, and what takes their place.
struct Patch {
  std::size_t begin, end;
  std::string with;
};

/// As a line under [users]; wavix2fa.conf(5) tells which names need a section.
bool fits_a_line(std::string_view name) { return name.find_first_of("=:;[]#") == std::string_view::npos; }

class Editor {
public:
  explicit Editor(std::string_view text) : text_(text), lines_(text), file_(text) {
    for (const auto& entry : file_.entries())
      entries_.emplace(entry.name, &entry);
  }

  /// With any, nothing can be edited.
  [[nodiscard]] const std::vector<WrongLine>& problems() const { return file_.problems(); }

  void set(const UserChange& change) {
    const auto found = entries_.find(change.user);
    if (found == entries_.end()) return add(change, {});
    const auto& old = *found->second;
    const bool wants_section = !change.channel.value_or("").empty() || !change.language.value_or("").empty();
    if (old.has_section) return change_section(old.entry, change);
    if (!wants_section) return replace_value(*old.entry.phone, change.phone);
    add(change, lines_.behind(*old.entry.phone));
    erase(old.line, old.line);
  }

  void remove(std::string_view user) {
    const auto found = entries_.find(user);
    if (found == entries_.end()) return;
    const auto& old = *found->second;
    if (!old.has_section) return erase(old.line, old.line);
    unsigned last = old.line;
    for (const auto& value : {old.entry.phone, old.entry.channel, old.entry.language})
      if (value) last = std::max(last, value->line);
    const bool apart = (old.line == 1 || lines_.is_blank(old.line - 1)) && lines_.is_blank(last + 1);
    erase(old.line, apart ? last + 1 : last);
  }

  [[nodiscard]] std::string result() {
    if (!new_lines_.empty()) place_new_lines();
    std::stable_sort(patches_.begin(), patches_.end(),
                     [](const Patch& one, const Patch& other) { return one.begin < other.begin; });
    std::string result;
    std::size_t done = 0;
    for (const auto& [begin, end, with] : patches_) {
      result.append(text_.substr(done, begin - done)).append(with);
      done = end;
    }
    result.append(text_.substr(done));
    for (const auto& section : new_sections_)
      append_section(result, section);
    return result;
  }

private:
  /// `behind`: what stood behind the value of the line that this takes the place of.
  void add(const UserChange& change, std::string_view behind) {
    const auto channel = change.channel.value_or(""), language = change.language.value_or("");
    const auto& end = lines_.line_end();
    if (channel.empty() && language.empty() && fits_a_line(change.user)) {
      new_lines_ += fmt::format("{} = {}{}", change.user, change.phone, end);
      return;
    }
    auto section = fmt::format("[user {}]{}phone = {}{}{}", change.user, end, change.phone, behind, end);
    if (!channel.empty()) section += fmt::format("channel = {}{}", channel, end);
    if (!language.empty()) section += fmt::format("language = {}{}", language, end);
    new_sections_.push_back(std::move(section));
  }

  void change_section(const Entry& old, const UserChange& change) {
    replace_value(*old.phone, change.phone);
    set_key("channel", old.channel, change.channel, *old.phone);
    set_key("language", old.language, change.language, *old.phone);
  }

  void set_key(std::string_view key, const std::optional<Written>& old, const std::optional<std::string>& now,
               const Written& phone) {
    if (!now) return;
    if (now->empty()) {
      if (old) erase(old->line, old->line);
    } else if (old) {
      replace_value(*old, *now);
    } else {
      insert_behind(phone.line, fmt::format("{} = {}{}", key, *now, lines_.line_end()));
    }
  }

  void replace_value(const Written& old, const std::string& now) {
    if (old.text.empty()) {  // it stands nowhere
      const auto at = text_.find('=', lines_.begin(old.line)) + 1;
      return patches_.push_back({at, at, " " + now});
    }
    const auto at = static_cast<std::size_t>(old.text.data() - text_.data());
    patches_.push_back({at, at + old.text.size(), now});
  }

  void erase(unsigned first, unsigned last) {
    patches_.push_back({lines_.begin(first), lines_.begin(last + 1), {}});
  }

  void insert_behind(unsigned line, std::string whole_lines) {
    const auto at = lines_.begin(line + 1);
    patches_.push_back({at, at, std::move(whole_lines)});
  }

  void place_new_lines() {
    if (const auto line = lines_.end_of_users()) return insert_behind(*line, std::move(new_lines_));
    new_sections_.insert(new_sections_.begin(), "[users]" + lines_.line_end() + new_lines_);
  }

  void append_section(std::string& result, const std::string& section) const {
    const auto& end = lines_.line_end();
    const bool apart = result.empty() || result.ends_with("\n\n") || result.ends_with("\n\r\n");
    result += (apart ? "" : end) + section;
  }

  std::string_view text_;
  UserFileLines lines_;
  UserFile file_;
  std::unordered_map<std::string_view, const UserEntry*> entries_;
  std::vector<Patch> patches_;
  std::string new_lines_;  ///< of [users]
  std::vector<std::string> new_sections_;
};

}  // namespace

Expected<std::string, std::string> edited(std::string_view text, const UserChanges& changes) {
  std::string whole(text);
  if (!whole.empty() && !whole.ends_with('\n')) whole += UserFileLines(text).line_end();
  Editor editor(whole);
  if (const auto& problems = editor.problems(); !problems.empty())
    return unexpected(fmt::format("line {}: {}", problems.front().line, problems.front().reason));
  for (const auto& change : changes.set)
    editor.set(change);
  for (const auto& user : changes.removed)
    editor.remove(user);
  auto result = editor.result();
  if (auto problem = problem_of_edit(text, result, changes); !problem.empty())
    return unexpected(std::move(problem));
  return result;
}

}  // namespace wavix::contacts
