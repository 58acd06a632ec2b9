// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/expected.hpp"
#include "base/text.hpp"
#include "config/config.hpp"

/// How values are written. A form has parse(), its reverse text(), and accepts(), which says what parse()
/// takes: "a whole number from 4 to 10". A parse() that fails gives the reason.
namespace wavix::config {

template <typename T>
using Parsed = Expected<T, std::string>;

/// The usual reason: "'5x' is not a whole number from 4 to 10".
tl::unexpected<std::string> refused(std::string_view value, std::string_view accepted);

struct Number {
  unsigned least, most;
  [[nodiscard]] Parsed<unsigned> parse(std::string_view value) const;
  [[nodiscard]] std::string text(unsigned number) const { return fmt::to_string(number); }
  [[nodiscard]] std::string accepts() const;
};

/// "30s". Zero, where it is taken, needs no unit.
struct Duration {
  milliseconds least, most;
  [[nodiscard]] Parsed<milliseconds> parse(std::string_view value) const;
  [[nodiscard]] std::string text(milliseconds duration) const;
  [[nodiscard]] std::string accepts() const;
};

/// One of several words, each with what it means.
template <typename T>
struct Word {
  std::vector<std::pair<std::string_view, T>> words;

  [[nodiscard]] Parsed<T> parse(std::string_view value) const {
    for (const auto& [word, meaning] : words)
      if (word == value) return meaning;
    return refused(value, accepts());
  }
  [[nodiscard]] std::string text(const T& value) const {
    for (const auto& [word, meaning] : words)
      if (meaning == value) return std::string(word);
    return "?";
  }
  [[nodiscard]] std::string accepts() const {
    std::string all;
    for (const auto& [word, meaning] : words)
      all += fmt::format("{}{}", all.empty() ? "" : " | ", word);
    return all;
  }
};

/// Several values of one form, separated by blanks, in an order that may matter.
template <typename Form>
struct List {
  using Value = typename decltype(std::declval<Form>().parse({}))::value_type;

  Form each;
  bool may_be_empty;

  [[nodiscard]] Parsed<std::vector<Value>> parse(std::string_view value) const {
    std::vector<Value> list;
    for (auto rest = trimmed(value); !rest.empty();) {
      const auto word = rest.substr(0, rest.find_first_of(" \t"));
      rest = trimmed(rest.substr(word.size()));
      auto one = each.parse(word);
      if (!one) return unexpected(std::move(one.error()));
      if (std::find(list.begin(), list.end(), *one) != list.end())
        return unexpected(fmt::format("names {} twice", word));
      list.push_back(std::move(*one));
    }
    if (list.empty() && !may_be_empty) return refused(value, accepts());
    return list;
  }
  [[nodiscard]] std::string text(const std::vector<Value>& list) const {
    std::string all;
    for (const auto& value : list)
      all += (all.empty() ? "" : " ") + each.text(value);
    return all;
  }
  [[nodiscard]] std::string accepts() const {
    return fmt::format("{}; {} with blanks between", each.accepts(),
                       may_be_empty ? "any number" : "one or more");
  }
};

template <typename Form>
List<Form> one_or_more(Form each) {
  return {std::move(each), false};
}
template <typename Form>
List<Form> any_number_of(Form each) {
  return {std::move(each), true};
}

/// A value of one form, or nothing at all, which means something of its own.
template <typename Form>
struct OrNothing {
  using Value = typename decltype(std::declval<Form>().parse({}))::value_type;

  Form form;

  [[nodiscard]] Parsed<std::optional<Value>> parse(std::string_view value) const {
    if (value.empty()) return std::nullopt;
    auto parsed = form.parse(value);
    if (!parsed) return refused(value, accepts());
    return std::move(*parsed);
  }
  [[nodiscard]] std::string text(const std::optional<Value>& value) const {
    return value ? form.text(*value) : std::string();
  }
  [[nodiscard]] std::string accepts() const { return form.accepts() + ", or empty"; }
};

/// Text kept as it was written, or as its rule rewrites it.
struct Text {
  std::string_view accepted;
  /// The value to keep; nothing: not what is accepted.
  std::optional<std::string> (*rule)(std::string_view value);
  [[nodiscard]] Parsed<std::string> parse(std::string_view value) const;
  [[nodiscard]] std::string text(const std::string& value) const { return value; }
  [[nodiscard]] std::string accepts() const { return std::string(accepted); }
};

/// A rule of Text, with nothing as a value of its own.
template <std::optional<std::string> (*rule)(std::string_view)>
std::optional<std::string> or_nothing(std::string_view value) {
  return value.empty() ? std::optional<std::string>("") : rule(value);
}

Word<bool> yes_or_no();
Text absolute_path();
Text absolute_path_or_nothing();
Text service_id();
Text country();
Text country_or_nothing();
Text api_url();
Text proxy_url_or_nothing();

}  // namespace wavix::config
