// SPDX-License-Identifier: BSD-3-Clause
#include "cli/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string_view>

#include "base/text.hpp"
#include "cli/commands.hpp"

namespace wavix::cli {
namespace {

constexpr const char* program = "wavix2fa";

/// "wavix2fa recovery": as far as the words were understood.
std::string understood(const CLI::App& app) {
  std::string words = program;
  for (const auto* at = &app; !at->get_subcommands().empty();) {
    at = at->get_subcommands().front();
    words += " " + at->get_name();
  }
  return words;
}

/// The word that is wrong comes before one that is missing: it was probably meant to be that one.
NoCommand usage_error(const CLI::App& app, const CLI::ParseError& error) {
  constexpr int status = 2;
  const auto known = understood(app);
  const auto wrong = app.remaining(true);
  if (wrong.empty() && std::string_view(error.what()) == "A subcommand is required")
    return {status, fmt::format("{0}: a command is missing; see {0} --help\n", known)};
  const auto why = wrong.empty() ? sanitised(error.what(), 500)
                                 : fmt::format("{} is not known here", wavix::quoted(wrong.front(), 100));
  return {status, fmt::format("{0}: {1}; see {0} --help\n", known, why)};
}

}  // namespace

Expected<CommandLine, NoCommand> command_line(int count, const char* const* words) {
  CommandLine line;
  CLI::App app("The administrator's command of pam_wavix2fa.", program);
  app.fallthrough();  // --conf may stand behind a command too
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string(program) + " " WAVIX2FA_VERSION);
  app.add_option("--conf", line.global.conf, "the configuration file, instead of " WAVIX2FA_CONFIG_PATH)
      ->type_name("FILE");
  app.get_formatter()->label("SUBCOMMAND", "COMMAND");
  add_commands(app, line.command);
  app.footer("The words of one command: wavix2fa COMMAND --help. All about it: man 8 wavix2fa\n"
             "Exit status: 0 done, 1 not done, 2 a word of the command line is wrong");
  try {
    app.parse(count, words);
    return line;
  } catch (const CLI::CallForHelp&) {
    return unexpected(NoCommand{0, app.help()});
  } catch (const CLI::CallForVersion& version) {
    return unexpected(NoCommand{0, std::string(version.what()) + "\n"});
  } catch (const CLI::ParseError& error) {
    return unexpected(usage_error(app, error));
  }
}

}  // namespace wavix::cli
