// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/expected.hpp"
#include "guard/store_error.hpp"

namespace CLI {
class App;
}

/// wavix2fa, the administrator's command. A command is a file: it declares its words, and is a function.
namespace wavix::cli {

/// What goes for every command.
struct Global {
  std::string conf;  ///< empty: the default file
};

/// Why a command could not do its work: lines for standard error, each with the mend.
struct Failure {
  std::vector<std::string> lines;
};
inline auto failed(std::string line) { return unexpected(Failure{{std::move(line)}}); }
inline auto failed(const guard::StoreError& error) { return failed(error.reason); }

using Outcome = Expected<void, Failure>;
using Command = std::function<Outcome(const Global&)>;

// Each declares a command to `app`; if it is the one that is given, `chosen` is set to what it does.
void add_doctor(CLI::App& app, Command& chosen);
void add_recovery(CLI::App& app, Command& chosen);
void add_breakglass(CLI::App& app, Command& chosen);
void add_lockout(CLI::App& app, Command& chosen);
void add_completion(CLI::App& app, Command& chosen);
void add_explain(CLI::App& app, Command& chosen);
void add_grace(CLI::App& app, Command& chosen);
void add_help(CLI::App& app, Command& chosen);
void add_login(CLI::App& app, Command& chosen);
void add_metrics(CLI::App& app, Command& chosen);
void add_report(CLI::App& app, Command& chosen);
void add_status(CLI::App& app, Command& chosen);
void add_unlock(CLI::App& app, Command& chosen);
void add_trace(CLI::App& app, Command& chosen);
void add_sessions(CLI::App& app, Command& chosen);
void add_events(CLI::App& app, Command& chosen);
void add_cancel(CLI::App& app, Command& chosen);
void add_resend(CLI::App& app, Command& chosen);
void add_users(CLI::App& app, Command& chosen);
void add_config(CLI::App& app, Command& chosen);
void add_enable(CLI::App& app, Command& chosen);
void add_disable(CLI::App& app, Command& chosen);

}  // namespace wavix::cli
