// SPDX-License-Identifier: BSD-3-Clause
#include "cli/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string_view>

#include "base/text.hpp"
#include "cli/commands.hpp"

namespace wavix::cli {
namespace {

/// "wavix2fa recovery": as far as the words were understood.
std::string understood(const CLI::App& app) {
  auto words = app.get_name();
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
  Declared declared;
  auto& app = declared.app();
  try {
    app.parse(count, words);
    return std::move(declared.line());
  } catch (const CLI::CallForHelp&) {
    return unexpected(NoCommand{0, app.help()});
  } catch (const CLI::CallForVersion& version) {
    return unexpected(NoCommand{0, std::string(version.what()) + "\n"});
  } catch (const CLI::ParseError& error) {
    return unexpected(usage_error(app, error));
  }
}

}  // namespace wavix::cli
