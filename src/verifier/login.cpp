// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/login.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "protocol/socket.hpp"
#include "verifier/audit.hpp"
#include "verifier/driver.hpp"
#include "verifier/log.hpp"
#include "verifier/preparation.hpp"
#include "verifier/process.hpp"

namespace wavix::verifier {
namespace {

using namespace std::chrono_literals;

constexpr milliseconds startup = 10s;
/// After the verdict, to cancel what was left open.
constexpr milliseconds cancelling = 5s;

milliseconds now() { return milliseconds(protocol::boottime_ms()); }

class Login {
public:
  Login(Host& host, const Request& request, milliseconds begun)
      : host_(host), request_(request),
        begun_(begun), record_{request.user, request.service,
                               client_address(request.ssh_connection, request.rhost)} {}

  void run() {
    const auto config = load_config(request_);
    if (!config) return conclude(config.error());
    set_log_facility(config->log.facility);
    kill_after(config->code.login_timeout + cancelling);
    host_.accept(config->code.login_timeout);

    auto prepared = prepare(request_, *config, record_);
    if (!prepared) return conclude(prepared.error());
    Driver driver(host_, *config, std::move(*prepared), begun_ + config->code.login_timeout);
    const auto end = driver.run();
    take_from(driver.flow(), *config);
    conclude(end);
    driver.cancel_left_open(cancelling);
  }

  /// Once. The line is written before the verdict is told: what succeeded is on record.
  void conclude(const End& end) {
    if (std::exchange(concluded_, true)) return log_error(end.cause);
    record_.took = now() - begun_;
    log_verdict(end.verdict, audit_line(record_, end));
    host_.farewell(end.verdict);
  }

private:
  void take_from(const Flow& flow, const config::Config& config) {
    if (flow.is_decoy()) return;  // nothing was sent or checked
    if (const auto target = flow.sent_to()) {
      record_.channel = target->channel;
      if (config.log.phone == config::PhoneInLog::masked) record_.phone = target->phone.masked();
    }
    record_.verification = flow.verification();
    record_.sends = flow.sends();
    record_.checks = flow.checks();
  }

  Host& host_;
  const Request& request_;
  milliseconds begun_;
  Record record_;
  bool concluded_ = false;
};

}  // namespace

void serve_login(Host host) {
  const auto begun = now();
  kill_after(startup);
  const auto request = host.request(startup);
  if (!request) return;
  const auto& arguments = request->arguments;
  open_log(request->service, std::find(arguments.begin(), arguments.end(), "debug") != arguments.end());
  Login login(host, *request, begun);
  try {
    login.run();
  } catch (const std::exception& error) {  // a bug, or no memory: denied, and on record
    login.conclude({Verdict::internal, error.what()});
  }
}

}  // namespace wavix::verifier
