// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/login.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

#include "contacts/number_plan.hpp"
#include "protocol/socket.hpp"
#include "verifier/audit.hpp"
#include "verifier/configuration.hpp"
#include "verifier/confine.hpp"
#include "verifier/dialogue.hpp"
#include "verifier/log.hpp"
#include "verifier/process.hpp"
#include "verifier/standing.hpp"

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
    std::vector<std::string> problems;
    auto loaded = load_configuration(request_, problems);
    if (problems.size() > 1) std::for_each(problems.begin(), problems.end(), log_error);
    if (!loaded) return conclude(loaded.error());
    loaded_ = std::move(*loaded);
    const auto& config = loaded_->config;
    set_log_facility(config.log.facility);
    kill_after(config.code.login_timeout + cancelling);
    host_.accept(config.code.login_timeout);

    std::vector<std::string> warnings;
    auto standing = standing_of(request_, config, warnings);
    std::for_each(warnings.begin(), warnings.end(), log_warning);
    if (standing.guard) guard_.emplace(std::move(*standing.guard));
    if (standing.admission) note(*standing.admission);
    if (standing.end) return conclude(*standing.end);
    ask(*standing.admission);
  }

  /// Once. The line is written before the verdict is told: what succeeded is on record.
  void conclude(const End& end) {
    if (std::exchange(concluded_, true)) return log_error(end.cause);
    record_.took = now() - begun_;
    if (!end.rule.empty()) record_.rule = place_of(end.rule);
    log_verdict(end, audit_line(record_, end));
    const bool exempt_is_success =
        loaded_ && loaded_->config.policy.exempt_result == config::ExemptResult::success;
    host_.farewell(verdict_told(end, exempt_is_success),
                   end.notice.empty() ? farewell(end.verdict) : end.notice);
    if (guard_) guard_->write(record_of(end));
  }

private:
  void note(const Admission& admission) {
    record_.rule = place_of(admission.rule);
    if (admission.user != request_.user) record_.contact = admission.user;
  }

  void ask(const Admission& admission) {
    const auto& config = loaded_->config;
    auto key = config::load_api_key(config.wavix.api_key_file);
    if (!key) return conclude({Verdict::misconfigured, to_string(key.error())});
    Dialogue dialogue(host_, request_, config, admission, guard_ ? &*guard_ : nullptr, std::move(*key),
                      begun_ + config.code.login_timeout);
    // All is open that only root may open. What follows reads what the network says.
    if (const auto confined = confine(); !confined) return conclude({Verdict::internal, confined.error()});
    const auto end = dialogue.run();
    const auto* const flow = dialogue.flow();
    const bool stays_open = guard_ && flow != nullptr && guard_->conclude(end, *flow);
    if (flow != nullptr) take_from(*flow, dialogue.steps());
    conclude(end);
    const auto limit = now() + cancelling;
    if (!stays_open) dialogue.cancel_left_open(cancelling);
    // A decoy's transport would only pretend to.
    if (guard_ && flow != nullptr && !flow->is_decoy())
      guard_->cancelled(dialogue.cancel(guard_->abandoned(), limit - now()));
  }

  [[nodiscard]] std::string place_of(const std::string& rule) const {
    return rule.empty() || !loaded_ ? rule : rule_and_place(rule, *loaded_);
  }

  /// For the administrator's commands.
  [[nodiscard]] guard::LoginRecord record_of(const End& end) const {
    return {.user = record_.user,
            .service = record_.service,
            .rhost = record_.rhost,
            .phone = record_.phone,
            .channel = std::string(record_.channel ? to_string(*record_.channel) : ""),
            .verification = record_.verification,
            .sends = record_.sends,
            .checks = record_.checks,
            .verdict = std::string(to_string(end.verdict)),
            .cause = end.cause,
            .took = record_.took,
            .contact = record_.contact,
            .country = sent_to_ ? contacts::country_of(*sent_to_) : "",
            .rule = record_.rule,
            .detail = end.detail,
            .steps = steps_};
  }

  void take_from(const Flow& flow, const std::vector<guard::LoginStep>& steps) {
    if (flow.is_decoy()) return;  // nothing was sent or checked
    steps_ = steps;
    if (const auto target = flow.sent_to()) {
      sent_to_ = target->phone;
      record_.channel = target->channel;
      if (loaded_->config.log.phone == config::PhoneInLog::masked) record_.phone = target->phone.masked();
    }
    record_.verification = flow.verification();
    record_.sends = flow.sends();
    record_.checks = flow.checks();
  }

  Host& host_;
  const Request& request_;
  milliseconds begun_;
  Record record_;
  std::optional<config::Loaded> loaded_;
  std::optional<LoginGuard> guard_;
  std::optional<PhoneNumber> sent_to_;
  std::vector<guard::LoginStep> steps_;
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
