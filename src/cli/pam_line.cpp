// SPDX-License-Identifier: BSD-3-Clause
#include "cli/pam_line.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "pamd/role.hpp"
#include "pamd/stack.hpp"

namespace wavix::cli {

std::optional<PamLine> pam_line_of(const std::string& service) {
  const auto stack = pamd::auth_stack(pamd::Tree::of_this_machine(), service);
  const pamd::Entry* found = nullptr;
  for (const auto& entry : stack.entries) {
    if (!pamd::is_ours(entry)) continue;
    const bool better = found == nullptr || pamd::leaves_out(*found, service);
    if (better) found = &entry;  // of several lines the first that is for the service
  }
  if (found == nullptr) return std::nullopt;
  PamLine line{fmt::format("{}:{}", found->place.file, found->place.line), found->arguments, "",
               pamd::leaves_out(*found, service)};
  static constexpr std::string_view verifier = "verifier=";
  for (const auto& argument : line.arguments)
    if (argument.starts_with(verifier)) line.verifier = argument.substr(verifier.size());
  std::erase_if(line.arguments, [](const auto& argument) {
    return argument.starts_with("services=") || argument.starts_with(verifier);
  });
  return line;
}

std::vector<std::string> arguments_for(const std::optional<PamLine>& line,
                                       const std::vector<std::string>& given, const std::string& conf) {
  auto arguments = line && given.empty() ? line->arguments : given;
  if (conf.empty()) return arguments;
  std::erase_if(arguments, [](const auto& argument) { return argument.starts_with("conf="); });
  arguments.push_back("conf=" + conf);
  return arguments;
}

}  // namespace wavix::cli
