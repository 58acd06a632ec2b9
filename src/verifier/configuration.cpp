// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/configuration.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace wavix::verifier {
namespace {

End misconfigured(std::string cause) { return {Verdict::misconfigured, std::move(cause)}; }

}  // namespace

Expected<config::Arguments, End> config_arguments(const std::vector<std::string>& arguments) {
  config::Arguments result;
  for (const auto& argument : arguments) {
    const std::string_view text(argument);
    if (text.starts_with("conf=")) {
      if (!result.file.empty()) return unexpected(misconfigured("pam.d argument: conf= is given twice"));
      result.file = text.substr(5);
      if (result.file.empty()) return unexpected(misconfigured("pam.d argument: conf= names no file"));
    } else if (text != "debug") {
      result.settings.push_back(text);
    }
  }
  return result;
}

Expected<config::Loaded, End> load_configuration(const Request& request, std::vector<std::string>& problems) {
  const auto arguments = config_arguments(request.arguments);
  if (!arguments) {
    problems.push_back(arguments.error().cause);
    return unexpected(arguments.error());
  }
  auto loaded = config::load(*arguments, request.service);
  if (loaded) return std::move(*loaded);
  for (const auto& problem : loaded.error())
    problems.push_back(to_string(problem));
  return unexpected(misconfigured(fmt::format("{}", fmt::join(problems, "; "))));
}

std::string rule_and_place(const std::string& rule, const config::Loaded& loaded) {
  const auto dot = rule.find('.');
  const auto* key = config::find_key(rule.substr(0, dot), rule.substr(dot + 1));
  // What is not given for one cause is as for all.
  if (rule.starts_with("outage.") && !loaded.origins.contains(key))
    key = config::find_key("outage", "action");
  return key == nullptr ? rule
                        : fmt::format("{} ({})", key->full_name(), config::origin_of(loaded.origins, *key));
}

}  // namespace wavix::verifier
