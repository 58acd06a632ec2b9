// SPDX-License-Identifier: BSD-3-Clause
#include "config/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "base/file.hpp"
#include "config/contradictions.hpp"
#include "config/settings.hpp"

namespace wavix::config {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 20U;
constexpr std::size_t most_problems = 100;  // a file that is no configuration at all must not flood the log

/// What is wrong only in the whole: for `service`, and for each that the file names, so that a file which is
/// wrong for one service is wrong for all from the start.
void find_contradictions(Settings& settings, std::string_view service, const std::string& path) {
  std::vector<std::string_view> services = {service};
  for (const auto& [name, layer] : settings.services)
    services.push_back(name);
  auto& known = settings.problems;
  for (const auto name : services) {
    const auto [config, origins] = effective(settings, name);
    for (auto& problem : contradictions(config, origins, path))
      if (std::find(known.begin(), known.end(), problem) == known.end()) known.push_back(std::move(problem));
  }
}

}  // namespace

Expected<Loaded, std::vector<Problem>> load(const Arguments& arguments, std::string_view service) {
  const std::string path = arguments.file.empty() ? WAVIX2FA_CONFIG_PATH : arguments.file;
  Settings settings;
  const auto text = read_safely(path, Readers::anyone, most_bytes);
  if (text)
    read_file(*text, path, settings);
  else
    settings.problems.push_back({path, 0, "", text.error().reason});
  for (const auto argument : arguments.settings)
    read_argument(argument, settings);
  if (text) find_contradictions(settings, service, path);
  if (settings.problems.size() > most_problems) {
    const auto more = settings.problems.size() - most_problems;
    settings.problems.resize(most_problems);
    settings.problems.push_back({path, 0, "", fmt::format("has {} more problems", more)});
  }
  if (!settings.problems.empty()) return unexpected(std::move(settings.problems));
  return effective(settings, service);
}

}  // namespace wavix::config
