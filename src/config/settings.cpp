// SPDX-License-Identifier: BSD-3-Clause
#include "config/settings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "config/suggest.hpp"

namespace wavix::config {
namespace {

const std::string argument_place = "pam.d argument";

/// Of two keys that contradict each other, the problem is told where the first was given, or else the second.
Problem problem_between(const Key* first, const Key* second, const Origins& origins, const std::string& path,
                        std::string reason) {
  for (const auto* key : {first, second})
    if (const auto found = origins.find(key); found != origins.end())
      return {found->second.where, found->second.line, first->full_name(), std::move(reason)};
  return {path, 0, first->full_name(), std::move(reason)};
}

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

Config effective(const Settings& settings, std::string_view service, Origins& origins) {
  Config config;
  for (const auto& key : keys())
    if (!key.required) static_cast<void>(key.set(config, key.fallback));  // a test holds them to be right
  settings.sections.apply_to(config, origins);
  if (const auto found = settings.services.find(service); found != settings.services.end())
    found->second.apply_to(config, origins);
  settings.arguments.apply_to(config, origins);
  return config;
}

std::vector<Problem> contradictions(const Config& config, const Origins& origins, const std::string& path) {
  std::vector<Problem> problems;
  for (const auto& key : keys())
    if (key.required && !origins.contains(&key))
      problems.push_back(
          {path, 0, key.full_name(),
           fmt::format("is missing; add '{} = …' to [{}]: {}", key.name, key.section, key.accepts)});
  const auto refused = [&](const Key* key) {
    const auto found = origins.find(key);
    return found != origins.end() && found->second.refused;
  };
  const auto between = [&](const Key* first, const Key* second, std::string reason) {
    if (refused(first) || refused(second)) return;  // what was meant is not known
    problems.push_back(problem_between(first, second, origins, path, std::move(reason)));
  };

  const auto& channels = config.code.channels;
  const auto* const channels_key = find_key("code", "channels");
  if (std::find(channels.begin(), channels.end(), config.code.channel) == channels.end())
    between(find_key("code", "channel"), channels_key,
            fmt::format("is {}, which code.channels does not have ({})", to_string(config.code.channel),
                        channels_key->text(config)));

  const auto* const connect = find_key("wavix", "connect_timeout");
  const auto* const request = find_key("wavix", "request_timeout");
  if (config.wavix.connect_timeout > config.wavix.request_timeout)
    between(connect, request,
            fmt::format("is {}, longer than the whole wavix.request_timeout ({})", connect->text(config),
                        request->text(config)));
  return problems;
}

}  // namespace wavix::config
