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

unsigned length_from(const std::string& text) {
  constexpr unsigned least = 4, most = 10;
  const auto length = number_from<unsigned>(text);
  if (!length || *length < least || *length > most)
    throw ValidationError("--code-length", fmt::format("{} is not a whole number from {} to {}",
                                                       wavix::quoted(text, 100), least, most));
  return *length;
}

void declare(CLI::App& app, Words& words) {
  app.set_version_flag("--version", "wavix2fa-sandbox " WAVIX2FA_VERSION);
  const auto add = [&app](const char* name, std::string& word, const char* type, const std::string& what) {
    return app.add_option(name, word, what)->type_name(type);
  };
  const auto by_default = [](const char* what, const auto& value) {
    return fmt::format("{}; default: {}", what, value);
  };
  add("--listen", words.listen, "HOST:PORT", by_default("where the API is; port 0: any", words.listen));
  add("--control", words.control, "HOST:PORT",
      by_default("where the control address is; port 0: any", words.control));
  app.add_flag("--tls", words.tls, "HTTPS, with a certificate authority made at the start");
  add("--certificate", words.certificate, "KIND",
      by_default("good, wrong-host, expired, self-signed, none, old-tls or silent", words.certificate));
  add("--state-dir", words.state_dir, "DIR",
      by_default("where ca.pem is written", "a new folder, removed at the end"));
  add("--service", words.settings.service, "ID",
      by_default("the one service_id that exists", words.settings.service));
  auto* const key = add("--key", words.settings.key, "KEY", by_default("the API key", words.settings.key));
  add("--key-file", words.key_file, "FILE", "the API key is its first line; instead of --key")->excludes(key);
  app.add_option_function<std::string>(
         "--code-length",
         [&words](const std::string& text) { words.settings.code_length = length_from(text); },
         by_default("digits of a code, 4 to 10", words.settings.code_length))
      ->type_name("N");
  add("--number-lookup", words.number_lookup, "on|off",
      by_default("whether a create tells of the number's type, country and carrier", "off"));
  app.add_option("--quirk", words.quirks, "where the API leaves room, see the manual; may come again")
      ->allow_extra_args(false)
      ->type_name("NAME=VALUE");
  app.add_option("--fault", words.faults, "what goes wrong, see the manual; may come again")
      ->allow_extra_args(false)
      ->type_name("SPEC");
  app.add_flag("--quiet", words.quiet, "do not show the messages");
  app.footer("All about it: man 8 wavix2fa-sandbox\n"
             "Exit status: 0 ended by a signal, 1 cannot listen or write, 2 the command line is wrong");
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
  if (!show)
    throw ValidationError("--certificate", wavix::quoted(words.certificate, 100) +
                                               " is not known: good, wrong-host, expired, self-signed, "
                                               "none, old-tls or silent");
  options.show = *show;
  options.tls = words.tls;
  options.quiet = words.quiet;
  options.state_dir = std::move(words.state_dir);
  if (!words.number_lookup.empty() && words.number_lookup != "on" && words.number_lookup != "off")
    throw ValidationError("--number-lookup",
                          wavix::quoted(words.number_lookup, 100) + " is not known: on or off");
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

/// In wavix2fa's form.
NoOptions usage_error(const CLI::App& app, const CLI::ParseError& error) {
  constexpr int status = 2;
  const auto wrong = app.remaining();
  const auto why = wrong.empty() ? sanitised(error.what(), 500)
                                 : fmt::format("{} is not known here", wavix::quoted(wrong.front(), 100));
  return {status, fmt::format("wavix2fa-sandbox: {}; see wavix2fa-sandbox --help\n", why)};
}

}  // namespace

Expected<Options, NoOptions> options_from(int count, const char* const* words) {
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
    return unexpected(usage_error(app, error));
  }
}

}  // namespace wavix::sandbox
