// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/options.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <utility>

#include "base/text.hpp"

namespace wavix::sandbox {
namespace {

using CLI::ValidationError;

/// The words as given, before they become Options.
struct Words {
  Settings settings;
  std::string listen = "127.0.0.1:0", control = "127.0.0.1:0", certificate = "good", state_dir, key_file,
              number_lookup;
  bool tls = false, quiet = false;
  std::vector<std::string> quirks, faults;
};

void declare(CLI::App& app, Words& words) {
  app.set_version_flag("--version", "wavix2fa-sandbox " WAVIX2FA_VERSION);
  app.add_option("--listen", words.listen, "HOST:PORT of the API; port 0: any");
  app.add_option("--control", words.control, "HOST:PORT of the control address");
  app.add_flag("--tls", words.tls, "HTTPS, with a certificate authority made at start");
  app.add_option("--certificate", words.certificate,
                 "good, wrong-host, expired, self-signed, none, old-tls or silent");
  app.add_option("--state-dir", words.state_dir, "where ca.pem is written");
  app.add_option("--service", words.settings.service, "the one service_id that exists");
  auto* const key = app.add_option("--key", words.settings.key, "the API key");
  app.add_option("--key-file", words.key_file, "file with the API key on its first line")->excludes(key);
  app.add_option("--code-length", words.settings.code_length, "digits of a code")->check(CLI::Range(4U, 10U));
  app.add_option("--number-lookup", words.number_lookup, "on or off")->check(CLI::IsMember({"on", "off"}));
  app.add_option("--quirk", words.quirks, "NAME=VALUE, see the manual; repeatable")->allow_extra_args(false);
  app.add_option("--fault", words.faults, "OPERATION:KEY=VALUE,…, see the manual; repeatable")
      ->allow_extra_args(false);
  app.add_flag("--quiet", words.quiet, "do not show the messages");
}

/// The value, or the complaint about an option's word.
template <typename T>
T must(const char* option, Expected<T, std::string> value) {
  if (!value) throw ValidationError(option, value.error());
  if constexpr (!std::is_void_v<T>) return *std::move(value);
}

std::string key_from(const std::string& path) {
  const Handle<std::FILE, std::fclose> file(std::fopen(path.c_str(), "re"));
  if (!file) throw ValidationError("--key-file", fmt::format("'{}' cannot be opened", path));
  std::array<char, 512> line{};
  if (std::fgets(line.data(), line.size(), file.get()) == nullptr || trimmed(line.data()).empty())
    throw ValidationError("--key-file", fmt::format("'{}' holds no key", path));
  return std::string(trimmed(line.data()));
}

Options options_of(Words words) {
  Options options;
  options.listen = must("--listen", address_from(words.listen));
  options.control = must("--control", address_from(words.control));
  const auto show = show_from(words.certificate);
  if (!show) throw ValidationError("--certificate", fmt::format("'{}' is not known", words.certificate));
  options.show = *show;
  options.tls = words.tls;
  options.quiet = words.quiet;
  options.state_dir = std::move(words.state_dir);
  if (!words.key_file.empty()) words.settings.key = key_from(words.key_file);
  if (words.settings.key.empty()) throw ValidationError("--key", "is empty");
  options.settings = std::move(words.settings);
  if (!words.number_lookup.empty())
    must("--number-lookup", options.quirks.set("number-lookup", words.number_lookup));
  for (const auto& quirk : words.quirks)
    must("--quirk", options.quirks.set(quirk));
  for (const auto& fault : words.faults)
    options.faults.push_back(must("--fault", fault_from(fault)));
  return options;
}

}  // namespace

Expected<Options, NoOptions> options_from(int count, const char* const* words) {
  constexpr int usage_error = 2;
  CLI::App app("A stand-in for the Wavix 2FA API on this machine. A development tool.", "wavix2fa-sandbox");
  Words given;
  declare(app, given);
  try {
    app.parse(count, words);
    return options_of(std::move(given));
  } catch (const CLI::CallForHelp&) {
    return unexpected(NoOptions{0, app.help()});
  } catch (const CLI::CallForVersion& version) {
    return unexpected(NoOptions{0, std::string(version.what()) + "\n"});
  } catch (const CLI::ParseError& error) {
    return unexpected(NoOptions{usage_error, fmt::format("wavix2fa-sandbox: {}\n", error.what())});
  }
}

}  // namespace wavix::sandbox
