// SPDX-License-Identifier: BSD-3-Clause
#include "config/settings.hpp"

#include "base/text.hpp"
#include "config/suggest.hpp"

namespace wavix::config {
namespace {

const std::string argument_place = "pam.d argument";

}  // namespace

void read_argument(std::string_view argument, Settings& settings) {
  const auto equals = argument.find('=');
  const auto name = argument.substr(0, equals);
  const auto problem = [&](std::string reason) {
    settings.problems.push_back({argument_place, 0, sanitised(name), std::move(reason)});
  };
  const auto dot = name.find('.');
  if (equals == std::string_view::npos || dot == std::string_view::npos)
    return problem("is not 'section.key=value'");
  const auto section = name.substr(0, dot);
  const auto* const key = find_key(section, name.substr(dot + 1));
  if (key == nullptr) return problem(no_such_key(section, name.substr(dot + 1)));
  if (auto reason = settings.arguments.add(*key, argument.substr(equals + 1), {argument_place, 0}))
    problem(std::move(*reason));
}

Loaded effective(const Settings& settings, std::string_view service) {
  Loaded loaded;
  auto& [config, origins] = loaded;
  for (const auto& key : keys())
    if (!key.required) static_cast<void>(key.set(config, key.fallback));  // a test holds them to be right
  settings.sections.apply_to(config, origins);
  if (const auto found = settings.services.find(service); found != settings.services.end())
    found->second.apply_to(config, origins);
  settings.arguments.apply_to(config, origins);
  return loaded;
}

}  // namespace wavix::config
