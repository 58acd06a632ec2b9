// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "base/expected.hpp"
#include "wavix/json.hpp"

namespace wavix::api {

/// Takes a JSON array of objects (RFC 8259) apart as it comes in, and keeps no more of it than the object
/// that is coming. It finds where each ends; whether it is one is Json::parse()'s to say.
class JsonList {
public:
  static constexpr std::size_t largest_item = 65536;
  /// Takes the text of an object, which is gone afterwards; or says what is wrong with it.
  using Take = std::function<Expected<void, Wrong>(std::string_view item)>;

  explicit JsonList(Take take) : take_(std::move(take)) {}

  /// The next bytes of the text, cut anywhere. Once something was wrong there is nothing more to add.
  Expected<void, Wrong> add(std::string_view bytes);
  /// Whether those were all.
  [[nodiscard]] Expected<void, Wrong> end() const;

private:
  enum class Place { before_list, before_first, before_next, in_item, after_item, after_list };

  Expected<void, Wrong> step(char c);
  Expected<void, Wrong> item_ended();
  std::string_view part_of_item(std::string_view bytes);
  void look_at(char c);

  Take take_;
  Place place_ = Place::before_list;
  std::string item_;
  std::size_t depth_ = 0;  ///< of brackets, of either kind: that they match is Json::parse()'s to say
  bool in_string_ = false, escaped_ = false;
};

}  // namespace wavix::api
