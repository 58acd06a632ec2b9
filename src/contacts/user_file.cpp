// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/user_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/text.hpp"

namespace wavix::contacts {
namespace {

constexpr std::string_view user_prefix = "user ";
constexpr std::size_t usual_line = 24;  // bytes: "alice = +37128782931"

}  // namespace

UserFile::UserFile(std::string_view text, std::optional<std::string_view> user) : user_(user) {
  names_.reserve(text.size() / usual_line);
  read_ini(text, *this);
  end_user();
  judge_names();
}

void UserFile::section(std::string_view name, unsigned line) {
  end_user();
  if (name == "users") {
    place_ = Place::users;
  } else if (name.starts_with(user_prefix)) {
    start_user(name.substr(user_prefix.size()), line);
  } else {
    place_ = Place::unknown_section;
    wrong(line, fmt::format("[{}]: no such section; there are [users] and [user NAME]", sanitised(name)));
  }
}

void UserFile::start_user(std::string_view name, unsigned line) {
  place_ = Place::user;
  section_ = {name, line, true, {}};
  if (name.empty() || name != trimmed(name))
    wrong(line, "[user NAME] needs a name, with one blank in front and none behind");
  else
    names_.push_back({name, line});
}

void UserFile::end_user() {
  if (std::exchange(place_, Place::nowhere) != Place::user) return;
  if (!section_.entry.phone)
    wrong(section_.line, fmt::format("[user {}] has no phone", sanitised(section_.name)));
  if (is_wanted(section_.name)) entries_.push_back(section_);
}

void UserFile::setting(std::string_view key, std::string_view value, unsigned line) {
  switch (place_) {
  case Place::nowhere:
    return wrong(line,
                 fmt::format("{}: stands above the first section; write [users] above it", sanitised(key)));
  case Place::unknown_section: return;
  case Place::user: return user_key(key, {value, line});
  case Place::users: break;
  }
  names_.push_back({key, line});
  if (is_wanted(key)) entries_.push_back({key, line, false, {Written{value, line}, {}, {}}});
}

void UserFile::user_key(std::string_view key, Written value) {
  auto& entry = section_.entry;
  auto* const place = key == "phone"      ? &entry.phone
                      : key == "channel"  ? &entry.channel
                      : key == "language" ? &entry.language
                                          : nullptr;
  if (place == nullptr)
    return wrong(value.line,
                 fmt::format("{}: no such key; there are phone, channel and language", sanitised(key)));
  if (*place)
    return wrong(value.line, fmt::format("{}: is given twice, first in line {}", key, (*place)->line));
  *place = value;
}

void UserFile::judge_names() {
  for (const auto& [name, line, first] : repeats_in(names_))
    wrong(line, fmt::format("{}: is given twice, first in line {}", sanitised(name), first));
  std::stable_sort(problems_.begin(), problems_.end(),
                   [](const Wrong& one, const Wrong& other) { return one.line < other.line; });
}

void UserFile::wrong(unsigned line, std::string reason) { problems_.push_back({line, std::move(reason)}); }

}  // namespace wavix::contacts
