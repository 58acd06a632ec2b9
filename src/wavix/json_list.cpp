// SPDX-License-Identifier: BSD-3-Clause
#include "wavix/json_list.hpp"

#include <utility>

namespace wavix::api {
namespace {

auto wrong(const char* why) { return unexpected(Wrong(why)); }

bool is_white(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

Expected<void, Wrong> JsonList::add(std::string_view bytes) {
  while (!bytes.empty()) {
    if (place_ != Place::in_item) {
      if (!is_white(bytes.front()))
        if (auto done = step(bytes.front()); !done) return done;
      if (place_ != Place::in_item) bytes.remove_prefix(1);
      continue;
    }
    const auto part = part_of_item(bytes);
    if (item_.size() + part.size() > largest_item) return wrong("an item of the list is larger than 64 KiB");
    item_.append(part);
    bytes.remove_prefix(part.size());
    if (depth_ == 0)
      if (auto done = item_ended(); !done) return done;
  }
  return {};
}

/// What a character between two items means. It is not taken where an item begins with it.
Expected<void, Wrong> JsonList::step(char c) {
  switch (place_) {
  case Place::before_list:
    if (c != '[') return wrong("the answer is not an array");
    place_ = Place::before_first;
    return {};
  case Place::before_first:
  case Place::before_next:
    if (c == ']' && place_ == Place::before_first)
      place_ = Place::after_list;
    else if (c == '{')
      place_ = Place::in_item;
    else
      return wrong("an item of the list is not an object");
    return {};
  case Place::after_item:
    if (c != ',' && c != ']') return wrong("no comma between two items of the list");
    place_ = c == ',' ? Place::before_next : Place::after_list;
    return {};
  case Place::in_item:
  case Place::after_list: break;
  }
  return wrong("something follows the list");
}

Expected<void, Wrong> JsonList::item_ended() {
  place_ = Place::after_item;
  auto done = take_(item_);
  item_.clear();
  return done;
}

/// As much of `bytes` as belongs to the item: up to the bracket that ends it.
std::string_view JsonList::part_of_item(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    look_at(bytes[at]);
    if (depth_ == 0) return bytes.substr(0, at + 1);
  }
  return bytes;
}

void JsonList::look_at(char c) {
  if (std::exchange(escaped_, false)) return;
  if (c == '"') in_string_ = !in_string_;
  if (in_string_) {
    escaped_ = c == '\\';
    return;
  }
  if (c == '{' || c == '[') ++depth_;
  if (c == '}' || c == ']') --depth_;
}

Expected<void, Wrong> JsonList::end() const {
  if (place_ == Place::after_list) return {};
  return wrong("the list ends too soon");
}

}  // namespace wavix::api
