// SPDX-License-Identifier: BSD-3-Clause
#include "cli/commands.hpp"

#include <CLI/CLI.hpp>
#include <array>

namespace wavix::cli {
namespace {

constexpr const char* services = "Services";
constexpr const char* users = "Users";
constexpr const char* going_on = "What is going on";
constexpr const char* settings = "Settings";
constexpr const char* something_is_wrong = "When something is wrong";
constexpr const char* command_itself = "This command";

struct Listed {
  const char* heading;
  void (*add)(CLI::App& app, Command& chosen);
};

// clang-format off: a table
/// In the order of --help; what is under one heading stands together.
constexpr std::array table = {
    Listed{services, add_enable},
    Listed{services, add_disable},
    Listed{users, add_unlock},
    Listed{users, add_users},
    Listed{users, add_recovery},
    Listed{users, add_lockout},
    Listed{users, add_grace},
    Listed{going_on, add_status},
    Listed{going_on, add_report},
    Listed{going_on, add_metrics},
    Listed{going_on, add_trace},
    Listed{going_on, add_sessions},
    Listed{going_on, add_events},
    Listed{going_on, add_cancel},
    Listed{going_on, add_resend},
    Listed{settings, add_config},
    Listed{something_is_wrong, add_doctor},
    Listed{something_is_wrong, add_explain},
    Listed{something_is_wrong, add_login},
    Listed{something_is_wrong, add_breakglass},
    Listed{command_itself, add_help},
    Listed{command_itself, add_completion},
};

void add_commands(CLI::App& app, Command& chosen) {
  const auto all = [](const CLI::App*) { return true; };
  for (const auto& listed : table) {
    const auto known = app.get_subcommands(all).size();
    listed.add(app, chosen);
    const auto now = app.get_subcommands(all);
    for (auto at = known; at < now.size(); ++at)
      now[at]->group(listed.heading);
  }
}

}  // namespace

Declared::Declared()
    : app_(std::make_unique<CLI::App>("The administrator's command of pam_wavix2fa.", "wavix2fa")) {
  app_->fallthrough();  // --conf may stand behind a command too
  app_->require_subcommand(1);
  app_->set_version_flag("--version", "wavix2fa " WAVIX2FA_VERSION);
  app_->add_option("--conf", line_.global.conf, "the configuration file, instead of " WAVIX2FA_CONFIG_PATH)
      ->type_name("FILE");
  app_->get_formatter()->label("SUBCOMMAND", "COMMAND");
  add_commands(*app_, line_.command);
  // Last, or each command would have it.
  app_->footer("The words of one command: wavix2fa help COMMAND. All about it: man 8 wavix2fa\n"
               "Exit status: 0 done, 1 not done, 2 the command line is wrong");
}

Declared::~Declared() = default;

}  // namespace wavix::cli
