// SPDX-License-Identifier: BSD-3-Clause
#include "figures/exposition.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace wavix::figures {
namespace {

/// sanitised() leaves no line feed.
std::string label_value(std::string_view text) {
  std::string safe;
  for (const char c : sanitised(text)) {
    if (c == '\\' || c == '"') safe += '\\';
    safe += c;
  }
  return safe;
}

}  // namespace

void Exposition::metric(std::string_view name, std::string_view type, std::string_view help) {
  name_ = name;
  text_ += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
}

void Exposition::sample(const Labels& labels, std::uint64_t value) {
  std::string list;
  for (const auto& [name, text] : labels)
    list += fmt::format("{}{}=\"{}\"", list.empty() ? "" : ",", name, label_value(text));
  text_ +=
      list.empty() ? fmt::format("{} {}\n", name_, value) : fmt::format("{}{{{}}} {}\n", name_, list, value);
}

}  // namespace wavix::figures
