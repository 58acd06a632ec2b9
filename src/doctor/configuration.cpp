// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/configuration.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.hpp"
#include "base/ini.hpp"
#include "base/text.hpp"
#include "doctor/risks.hpp"

namespace wavix::doctor {
namespace {

constexpr std::string_view subject = "configuration";
constexpr std::size_t most_bytes = std::size_t{1} << 20U;

struct ServiceSection {
  std::string name;
  unsigned line;
};

class ServiceSections final : public IniSink {
public:
  void section(std::string_view name, unsigned line) override {
    constexpr std::string_view prefix = "service ";
    if (name.starts_with(prefix)) found.push_back({std::string(name.substr(prefix.size())), line});
  }
  void setting(std::string_view, std::string_view, unsigned) override {}
  void wrong(unsigned, std::string) override {}

  std::vector<ServiceSection> found;
};

std::vector<ServiceSection> service_sections(std::string_view text) {
  ServiceSections sections;
  read_ini(text, sections);
  return std::move(sections.found);
}

/// A line that is no known setting may be a secret in the wrong place: its value is not repeated.
std::string shown_line(std::string_view text, const config::Problem& problem) {
  auto line = line_of(text, problem.line);
  const auto equals = line.find('=');
  const auto dot = problem.key.find('.');
  const auto* const key = dot == std::string::npos
                              ? nullptr
                              : config::find_key(problem.key.substr(0, dot), problem.key.substr(dot + 1));
  if ((key != nullptr && !key->secret) || equals == std::string::npos) return line;
  return std::string(trimmed(std::string_view(line).substr(0, equals))) + " = …";
}

/// "root 0600"
std::string owner_and_mode(const std::string& path) {
  struct stat file {};
  if (::stat(path.c_str(), &file) != 0) return "?";
  return fmt::format("{} {:04o}", file.st_uid == 0 ? "root" : fmt::format("uid {}", file.st_uid),
                     file.st_mode & 07777U);
}

/// The reason has the mend where the file is not safe.
Findings unread(const std::string& path, const FileError& error) {
  const auto mend =
      error.kind == FileError::Kind::missing
          ? fmt::format("install -D -m 0600 " WAVIX2FA_EXAMPLES
                        "/wavix2fa.conf {0}, then set service_id in it; until then every login is denied",
                        path)
          : "until then every login is denied; see wavix2fa.conf(5), SAFETY OF FILES";
  return {fail(subject, "config-file", Effect::keeps_out, path + " " + error.reason, mend)};
}

/// Where the manual tells what may be written there.
std::string manual_of(const config::Problem& problem) {
  const auto dot = problem.key.find('.');
  const auto section = problem.key.substr(0, dot);
  if (dot == std::string::npos || !config::is_section(section)) return "see wavix2fa.conf(5)";
  const auto name = problem.key.substr(dot + 1);
  return fmt::format("see wavix2fa.conf(5), {}in [{}]",
                     config::find_key(section, name) == nullptr ? "" : name + " ", section);
}

/// Sections of services that PAM does not have: a slip in the name, and the section does nothing.
Findings unknown_services(const std::vector<ServiceSection>& sections, const Configuration& configuration,
                          const std::string& pam_folder) {
  Findings findings;
  for (const auto& [name, line] : sections)
    if (::access(fmt::format("{}/{}", pam_folder, name).c_str(), F_OK) != 0)
      findings.push_back(warning(subject, "service-unknown", Effect::none,
                                 fmt::format("[service {}]: there is no {}/{}", name, pam_folder, name),
                                 "name the section as the service's file is named, or take it out")
                             .at(Place{configuration.path, line, line_of(configuration.text, line)}));
  return findings;
}

/// Of the file's own sections, and of those of each service that differ.
Findings all_risks(const std::vector<ServiceSection>& sections, const Configuration& configuration) {
  auto findings = risks(*configuration.loaded, configuration.text, "");
  for (const auto& [name, line] : sections) {
    const auto loaded = config::load({configuration.path, {}}, name);
    if (!loaded) continue;
    for (auto& risk : risks(*loaded, configuration.text, name)) {
      const auto same = [&](const Finding& known) {
        return known.id == risk.id && known.place == risk.place;
      };
      if (std::none_of(findings.begin(), findings.end(), same)) findings.push_back(std::move(risk));
    }
  }
  return findings;
}

}  // namespace

Configuration read_configuration(const std::string& conf) {
  Configuration configuration{conf.empty() ? WAVIX2FA_CONFIG_PATH : conf, {}, std::nullopt};
  auto text = read_safely(configuration.path, Readers::anyone, most_bytes);
  if (text) configuration.text = std::move(*text);
  auto loaded = config::load({configuration.path, {}}, "");
  if (loaded) configuration.loaded = std::move(*loaded);
  return configuration;
}

Findings wrong_settings(const std::vector<config::Problem>& problems, const Configuration& configuration,
                        std::string_view about) {
  Findings findings;
  for (const auto& problem : problems) {
    const auto evidence = problem.key.empty() ? problem.reason : problem.key + ": " + problem.reason;
    const bool in_file = problem.where == configuration.path;
    Place place{problem.where, problem.line, in_file ? shown_line(configuration.text, problem) : ""};
    findings.push_back(
        fail(about, "config-value", Effect::keeps_out, evidence, manual_of(problem)).at(std::move(place)));
  }
  return findings;
}

Findings examine_configuration(const Configuration& configuration, const std::string& pam_folder) {
  if (!configuration.loaded) {
    const auto file = read_safely(configuration.path, Readers::anyone, most_bytes);
    if (!file) return unread(configuration.path, file.error());
    const auto loaded = config::load({configuration.path, {}}, "");
    if (!loaded) return wrong_settings(loaded.error(), configuration, subject);
    return unread(configuration.path,
                  {FileError::Kind::unreadable, "was changed just now; run doctor again"});
  }
  const auto sections = service_sections(configuration.text);
  const auto set = configuration.loaded->origins.size();
  Findings findings = {ok(subject, fmt::format("{} ({}), {} set", configuration.path,
                                               owner_and_mode(configuration.path), counted(set, "key")))};
  append(findings, unknown_services(sections, configuration, pam_folder));
  append(findings, all_risks(sections, configuration));
  return findings;
}

std::optional<Place> place_of(const config::Origins& origins, std::string_view full_name,
                              const std::string& text) {
  const auto found = origins.find(&config::key_named(full_name));
  if (found == origins.end()) return std::nullopt;
  const auto& origin = found->second;
  return Place{origin.where, origin.line, origin.line != 0 ? line_of(text, origin.line) : ""};
}

}  // namespace wavix::doctor
