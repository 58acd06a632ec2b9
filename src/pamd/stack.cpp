// SPDX-License-Identifier: BSD-3-Clause
#include "pamd/stack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "pamd/line.hpp"

namespace wavix::pamd {
namespace {

constexpr std::size_t deepest = 16;  // PAM_SUBSTACK_MAX_LEVEL

/// What a file is read for: its lines of every type, or only those that "auth include" wants.
enum class Wanted { any, auth };

class Reader {
public:
  Reader(const Tree& tree, Stack& stack) : tree_(tree), stack_(stack) {}

  /// False: libpam reads nothing of it.
  bool file(const File& file, Wanted wanted, unsigned level) {
    const auto read = read_lines(file.text);
    for (const auto& line : read.lines)
      if (!this->line({file.path, line.first, line.text}, wanted, level)) return false;
    if (!read.cut_off) return true;
    const auto& last = read.lines.back();
    fault(Fault::Kind::cut_off, {file.path, last.first, last.text}, "the file ends in a backslash");
    return false;
  }

private:
  using Words = std::vector<std::string>;

  bool line(const Place& place, Wanted wanted, unsigned level) {
    const auto words = words_of(place.text);
    std::string_view type = words.empty() ? std::string_view() : words.front();
    if (type.starts_with('-')) type.remove_prefix(1);
    if (equal_in_any_case(type, "@include")) return at_include(place, words, wanted, level);
    for (const auto* other : {"account", "session", "password"})
      if (equal_in_any_case(type, other)) return true;
    const bool known = equal_in_any_case(type, "auth");
    if (!known) fault(Fault::Kind::type, place, fmt::format("\"{}\" is no type", type));
    return auth(place, words, level, known);
  }

  bool at_include(const Place& place, const Words& words, Wanted wanted, unsigned level) {
    if (words.size() >= 2 && include(place, words[1], wanted, level)) return true;
    if (words.size() < 2) fault(Fault::Kind::module, place, "no file is named");
    return false;  // Debian's libpam gives up
  }

  bool auth(const Place& place, const Words& words, unsigned level, bool known) {
    Entry entry;
    entry.place = place;
    entry.through = through_;
    entry.level = level;
    entry.kind = known ? Entry::Kind::module : Entry::Kind::must_fail;
    entry.control_word = words.size() >= 2 ? words[1] : "";
    entry.control = parse_control(entry.control_word);
    if (words.size() < 2) {
      entry.control.actions.fill(action::bad);
      entry.kind = Entry::Kind::must_fail;
      fault(Fault::Kind::control, place, "there is no control");
    } else if (entry.control.misspelt) {
      fault(Fault::Kind::control, place, fmt::format("\"{}\" is no control", entry.control_word));
    }
    if (entry.control.kind != Control::Kind::module) {
      if (includes(entry, words, level)) return true;
      entry.kind = Entry::Kind::must_fail;
    } else if (words.size() < 3) {
      if (words.size() == 2) fault(Fault::Kind::module, place, "no module is named");
      entry.kind = Entry::Kind::must_fail;
    } else {
      entry.module = words[2];
      entry.arguments.assign(words.begin() + 3, words.end());
      entry.missing = entry.kind == Entry::Kind::module && !module_exists(tree_, entry.module);
    }
    stack_.entries.push_back(std::move(entry));
    return true;
  }

  /// The lines of what an include or substack names; false: it is a line that fails.
  bool includes(const Entry& entry, const Words& words, unsigned level) {
    const bool deeper = entry.control.kind == Control::Kind::substack;
    if (deeper) {
      auto door = entry;
      door.kind = Entry::Kind::substack;
      stack_.entries.push_back(std::move(door));
    }
    if (words.size() >= 3) return include(entry.place, words[2], Wanted::auth, level + (deeper ? 1 : 0));
    fault(Fault::Kind::module, entry.place, "no file is named");
    return false;
  }

  bool include(const Place& place, const std::string& name, Wanted wanted, unsigned level) {
    if (through_.size() + 1 >= deepest) {
      fault(Fault::Kind::loop, place, "includes go too deep, perhaps in a circle");
      return false;
    }
    const auto found = read_file(tree_, name);
    if (!found) {
      const auto& error = found.error();
      fault(Fault::Kind::include, place,
            fmt::format("{} {}", error.path.empty() ? "/etc/pam.d/" + name : error.path, error.error.reason));
      return false;
    }
    through_.push_back(place);
    const bool whole = file(*found, wanted, level);
    through_.pop_back();
    return whole;
  }

  void fault(Fault::Kind kind, const Place& place, std::string reason) {
    stack_.faults.push_back({kind, place, std::move(reason)});
  }

  const Tree& tree_;
  Stack& stack_;
  std::vector<Place> through_;
};

/// False: there is no such file.
bool read_service(const Tree& tree, const std::string& name, Stack& stack) {
  auto file = read_file(tree, name);
  if (!file && file.error().error.kind == FileError::Kind::missing) return false;
  if (!file) {
    stack.file = file.error().path;
    stack.aborts = true;
    stack.faults.push_back({Fault::Kind::include, {stack.file, 0, ""}, file.error().error.reason});
    return true;
  }
  stack.file = file->path;
  stack.aborts = !Reader(tree, stack).file(*file, Wanted::any, 0);
  return true;
}

}  // namespace

Stack auth_stack(const Tree& tree, const std::string& service) {
  Stack stack;
  stack.service = service;
  if (read_service(tree, service, stack) && (stack.aborts || !stack.entries.empty())) return stack;
  read_service(tree, "other", stack);
  return stack;
}

bool is_ours(const Entry& entry) {
  constexpr std::string_view name = "pam_wavix2fa.so";
  return entry.module == name || entry.module.ends_with("/" + std::string(name));
}

}  // namespace wavix::pamd
