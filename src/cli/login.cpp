// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <optional>

#include "base/text.hpp"
#include "cli/actor.hpp"
#include "cli/declare.hpp"
#include "cli/json.hpp"
#include "cli/output.hpp"
#include "cli/paint.hpp"
#include "cli/pam_line.hpp"
#include "cli/simulation.hpp"
#include "cli/trial.hpp"
#include "cli/tried_login.hpp"
#include "protocol/pam_code.hpp"

namespace wavix::cli {
namespace {

/// What the log says of a simulated login: whoever watches it for sshd's is not to be misled.
constexpr const char* simulated_service = "wavix2fa-simulation";

struct LoginWords {
  std::string user, service = "sshd", rhost;
  std::vector<std::string> arguments;
  bool simulate = false, json = false;
};

/// "/dev/pts/3", or empty.
std::string own_terminal() {
  std::array<char, 256> name{};
  return ::ttyname_r(STDIN_FILENO, name.data(), name.size()) == 0 ? name.data() : "";
}

Expected<TriedLogin, Failure> try_with(const LoginWords& words, const std::string& verifier,
                                       const std::string& service, const std::vector<std::string>& arguments,
                                       Interruption& interruption, Aside* aside) {
  if (arguments.size() > protocol::max_arguments)
    return failed(fmt::format("there are more than {} arguments", protocol::max_arguments));
  const auto tty = words.rhost.empty() ? own_terminal() : std::string();
  const auto user = words.user.empty() ? actor().name : words.user;
  protocol::Start start;
  start.service = service;
  start.user = user;
  start.rhost = words.rhost;
  start.tty = tty;
  start.caller_uid = ::getuid();
  for (const auto& argument : arguments)
    start.arguments.at(start.argument_count++) = argument;
  return try_login(verifier, start, interruption, aside);
}

Outcome tell(const LoginWords& words, const TriedLogin& tried) {
  const auto name = std::string(to_string(tried.verdict));
  const auto* const code = protocol::pam_code(tried.verdict).name;
  const bool past = protocol::lets_past(tried.verdict);
  const auto farewell = sanitised(tried.farewell, 500);
  auto shown = words.json ? show(to_text(JsonObject()
                                             .with("verdict", name)
                                             .with("pam", std::string(code))
                                             .with("farewell", farewell.empty() ? Json() : json(farewell))
                                             .done()) +
                                 "\n")
                          : show(fmt::format("{}{}{} ({})\n", farewell, farewell.empty() ? "" : "\n",
                                             painted(past ? Paint::good : Paint::bad, name), code));
  if (!shown) return shown;
  if (past) return {};
  // Users are told as little as can be; whoever gives this command should know where the reason stands.
  switch (tried.verdict) {
  case protocol::Verdict::internal:
  case protocol::Verdict::unavailable:
  case protocol::Verdict::misconfigured:
    return failed("the log has the reason; wavix2fa doctor looks for it");
  default: return unexpected(Failure{});  // all is said
  }
}

Outcome simulate(const LoginWords& words) {
  Interruption interruption;
  const auto simulation = Simulation::begin(words.user.empty() ? actor().name : words.user);
  if (!simulation) return unexpected(simulation.error());
  const auto tried = try_with(words, WAVIX2FA_VERIFIER, simulated_service,
                              {"conf=" + (*simulation)->configuration()}, interruption, simulation->get());
  if (!tried) return unexpected(tried.error());
  return tell(words, *tried);
}

/// It would count as a login through the stack that is on trial, which it never saw.
Outcome not_on_trial(const std::string& service) {
  const auto trial = trial_of(service);
  if (!trial) return failed(trial.error());
  if (!*trial) return {};
  return failed(
      fmt::format("{0} is on trial (wavix2fa enable --status), and this login, which goes past PAM, "
                  "would confirm it; log in by {0} itself",
                  service));
}

Outcome login(const Global& global, const LoginWords& words) {
  if (words.simulate) return simulate(words);
  if (auto allowed = not_on_trial(words.service); !allowed) return allowed;
  Interruption interruption;
  const auto line = pam_line_of(words.service);
  const auto verifier = line && !line->verifier.empty() ? line->verifier : WAVIX2FA_VERIFIER;
  const auto tried = try_with(words, verifier, words.service,
                              arguments_for(line, words.arguments, global.conf), interruption, nullptr);
  if (!tried) return unexpected(tried.error());
  return tell(words, *tried);
}

}  // namespace

void add_login(CLI::App& app, Command& chosen) {
  add_command<LoginWords>(app, "login", "Log in with a code on this terminal, without PAM; sends a message",
                          chosen, login, [](CLI::App& command, LoginWords& words) {
                            auto& user = add_user(command, words.user, "the user who logs in");
                            auto& service = add_service(command, words.service);
                            add_rhost(command, words.rhost);
                            auto& arguments = add_arguments(command, words.arguments);
                            auto& simulate = *command.add_flag(
                                "--simulate", words.simulate,
                                "by a Wavix of its own, with a phone that is shown: no account, no "
                                "network, no set-up");
                            simulate.excludes(&service)->excludes(&arguments);
                            add_json(command, words.json);
                            command.parse_complete_callback([&user, &simulate] {
                              if (user.empty() && simulate.empty()) throw CLI::RequiredError("USER");
                            });
                          });
}

}  // namespace wavix::cli
