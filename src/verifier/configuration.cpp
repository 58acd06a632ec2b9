// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/configuration.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "verifier/log.hpp"

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

Expected<config::Loaded, End> load_configuration(const Request& request) {
  const auto arguments = config_arguments(request.arguments);
  if (!arguments) return unexpected(arguments.error());
  auto loaded = config::load(*arguments, request.service);
  if (loaded) return std::move(*loaded);
  std::string causes;
  for (const auto& problem : loaded.error()) {
    const auto text = to_string(problem);
    if (loaded.error().size() > 1) log_error(text);
    causes += (causes.empty() ? "" : "; ") + text;
  }
  return unexpected(misconfigured(std::move(causes)));
}

}  // namespace wavix::verifier
