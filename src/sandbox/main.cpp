// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <pthread.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <optional>

#include "sandbox/control.hpp"
#include "sandbox/http_server.hpp"
#include "sandbox/options.hpp"
#include "sandbox/phone.hpp"
#include "sandbox/random.hpp"
#include "sandbox/state_dir.hpp"

namespace {

using namespace wavix::sandbox;

/// A line that is out at once: whoever reads it waits for it.
void say(const std::string& line) {
  fmt::print("{}\n", line);
  static_cast<void>(std::fflush(stdout));
}

int complain(const std::string& why) {
  fmt::print(stderr, "wavix2fa-sandbox: {}\n", why);
  return 1;
}

/// Blocked in all threads, taken by wait_for_end().
sigset_t end_signals() {
  sigset_t signals{};
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGINT);
  ::sigaddset(&signals, SIGTERM);
  return signals;
}

void wait_for_end() {
  const auto signals = end_signals();
  int taken = 0;
  static_cast<void>(::sigwait(&signals, &taken));
}

Sandbox::Watcher watcher(bool quiet) {
  return {[quiet](const Message& message) {
            if (!quiet) say(on_phone(message));
          },
          [](const Logged& logged) {
            fmt::print(stderr, "wavix2fa-sandbox: request {}: {}\n", logged.number,
                       fmt::join(logged.violations, "; "));
          }};
}

void apply(const Options& options, Sandbox& sandbox) {
  sandbox.with([&options](Sandbox::State& state) {
    state.quirks = options.quirks;
    for (const auto& fault : options.faults)
      state.faults.add(fault);
  });
}

int serve(const Options& options, std::optional<Tls>& tls, const std::string& ca_path) {
  auto* const secured = tls ? &*tls : nullptr;
  Sandbox sandbox(options.settings, system_random, watcher(options.quiet));
  apply(options, sandbox);
  Stopping stopping;
  HttpServer api([&sandbox](const Request& request) { return sandbox.serve(request); }, secured, stopping);
  Control control(sandbox, secured, [&api] { api.drop_connections(); });
  HttpServer control_server([&control](const Request& request) { return control.serve(request); }, nullptr,
                            stopping);
  const auto api_at = api.start(options.listen);
  if (!api_at) return complain(api_at.error());
  const auto control_at = control_server.start(options.control);
  if (!control_at) return complain(control_at.error());

  say("note: development tool; it shows every code and keeps no secret");
  say(fmt::format("api: {}://{}", tls ? "https" : "http", api_at->text()));
  if (tls) say("ca: " + ca_path);
  say(fmt::format("control: http://{}", control_at->text()));
  wait_for_end();
  sandbox.stop();
  return 0;
}

int run(const Options& options) {
  const auto signals = end_signals();
  static_cast<void>(::pthread_sigmask(SIG_BLOCK, &signals, nullptr));
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
  if (!options.tls) {
    std::optional<Tls> none;
    return serve(options, none, "");
  }
  const auto directory = StateDir::open(options.state_dir);
  if (!directory) return complain(directory.error());
  std::optional<Tls> tls(std::in_place, options.show);
  const auto ca_path = directory->write("ca.pem", tls->ca_pem());
  if (!ca_path) return complain(ca_path.error());
  return serve(options, tls, *ca_path);
}

}  // namespace

int main(int count, char** words) {
  try {
    const auto options = options_from(count, words);
    if (options) return run(*options);
    fmt::print(options.error().exit_code == 0 ? stdout : stderr, "{}", options.error().text);
    return options.error().exit_code;
  } catch (const std::exception& error) {
    return complain(error.what());
  }
}
