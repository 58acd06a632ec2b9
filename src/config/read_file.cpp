// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <algorithm>

#include "base/ini.hpp"
#include "base/text.hpp"
#include "config/settings.hpp"
#include "config/suggest.hpp"

namespace wavix::config {
namespace {

constexpr std::string_view service_prefix = "service ";

class ConfFile final : public IniSink {
public:
  ConfFile(const std::string& path, Settings& settings) : path_(path), settings_(settings) {}

  void section(std::string_view name, unsigned line) override {
    section_ = name;
    layer_ = nullptr;
    skipping_ = true;  // one problem for the section; none for each of its keys
    if (name.starts_with(service_prefix)) return service_section(name.substr(service_prefix.size()), line);
    if (!is_section(name)) {
      const auto reason = fmt::format("[{}]: {}", sanitised(name), no_such_section(name));
      return settings_.problems.push_back({path_, line, "", reason});
    }
    layer_ = &settings_.sections;
    skipping_ = false;
  }

  void setting(std::string_view key, std::string_view value, unsigned line) override {
    if (skipping_) return;
    if (layer_ == nullptr) return problem(line, key, "stands above the first [section]");
    const bool for_service = layer_ != &settings_.sections;
    const auto dot = key.find('.');
    if (for_service && dot == std::string_view::npos)
      return problem(line, key, "is written with its section here, as in 'code.length = 6'");
    const auto in_section = for_service ? key.substr(0, dot) : section_;
    const auto name = for_service ? key.substr(dot + 1) : key;
    const auto full = fmt::format("{}.{}", in_section, name);
    const auto* const known = find_key(in_section, name);
    if (known == nullptr) return problem(line, full, no_such_key(in_section, name));
    if (for_service && !known->per_service)
      return problem(line, full, fmt::format("cannot differ by service; it belongs in [{}]", in_section));
    if (const auto reason = layer_->add(*known, value, {path_, line})) problem(line, full, *reason);
  }

  void wrong(unsigned line, std::string reason) override {
    settings_.problems.push_back({path_, line, "", std::move(reason)});
  }

private:
  void service_section(std::string_view name, unsigned line) {
    const bool odd = std::any_of(name.begin(), name.end(),
                                 [](char c) { return c <= ' ' || c == '/' || (c >= 'A' && c <= 'Z'); });
    if (name.empty() || odd)
      return wrong(line, fmt::format("[service {}]: is no name that PAM knows a service by; it is that of a "
                                     "file in /etc/pam.d, in lower case",
                                     sanitised(name)));
    layer_ = &settings_.services[std::string(name)];
    skipping_ = false;
  }

  void problem(unsigned line, std::string_view key, std::string reason) {
    settings_.problems.push_back({path_, line, sanitised(key), std::move(reason)});
  }

  const std::string& path_;
  Settings& settings_;
  std::string_view section_;
  Layer* layer_ = nullptr;
  bool skipping_ = false;
};

}  // namespace

void read_file(std::string_view text, const std::string& path, Settings& settings) {
  ConfFile sink(path, settings);
  read_ini(text, sink);
}

}  // namespace wavix::config
