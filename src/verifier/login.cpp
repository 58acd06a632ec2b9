// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/login.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "protocol/socket.hpp"
#include "verifier/preparation.hpp"
#include "verifier/process.hpp"

namespace wavix::verifier {
namespace {

using namespace std::chrono_literals;

constexpr milliseconds startup = 10s;
/// After the verdict, to cancel what was left open.
constexpr milliseconds cancelling = 5s;

milliseconds now() { return milliseconds(protocol::boottime_ms()); }

template <typename... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

/// Carries out what the flow decides, and tells it what came of it, until it ends.
class Driver {
public:
  Driver(Host& host, const config::Config& config, Prepared prepared, milliseconds deadline)
      : host_(host), config_(config), phone_(prepared.settings.phone), flow_(std::move(prepared.settings)),
        transport_({config.wavix.api_url, config.wavix.ca_file, config.wavix.proxy,
                    config.wavix.connect_timeout, config.wavix.request_timeout},
                   std::move(prepared.key)),
        deadline_(deadline) {}

  End run() {
    tell(event::Begun{});
    while (!end_) {
      const bool readable = transport_.run(host_.fd(), std::max(deadline_ - now(), 0ms));
      if (readable && !end_) tell(host_.read());
      if (!end_ && now() >= deadline_) tell(event::DeadlinePassed{});
    }
    return *end_;
  }

  void cancel_left_open() {
    if (!flow_.left_open()) return;
    bool done = false;
    transport_.start(api::cancel_request(flow_.verification()), [&done](const auto& reply) {
      done = true;
      const auto cancelled = reply.and_then(api::cancel_reply);
      if (!cancelled)
        log_error(fmt::format("verification could not be cancelled: {} {}",
                              to_string(cancelled.error().cause), cancelled.error().message));
    });
    const auto limit = now() + cancelling;
    while (!done && now() < limit)
      static_cast<void>(transport_.run(-1, limit - now()));
  }

  [[nodiscard]] const Flow& flow() const { return flow_; }

private:
  void tell(Event event) {
    if (end_) return;  // the answer to a request that nobody waits for
    auto next = flow_.on(std::move(event), now());
    std::visit(Overloaded{[](const action::Wait&) {},
                          [this](const action::Create& create) { do_create(create.channel); },
                          [this](const action::Resend& resend) { do_resend(resend.channel); },
                          [this](const action::Check& check) { do_check(check.code); },
                          [this](const action::ListEvents&) { do_list_events(); },
                          [this](const action::Prompt& prompt) {
                            log_debug("prompt: " + prompt.text);
                            host_.prompt(prompt.text, config_.code.echo);
                          },
                          [this](End& end) { end_ = std::move(end); }},
               next);
  }

  void do_create(Channel channel) {
    log_debug(fmt::format("create a verification by {}", to_string(channel)));
    transport_.start(api::create_request(config_.wavix.service_id, phone_.digits(), channel),
                     [this](const auto& reply) { tell(reply.and_then(api::create_reply)); });
  }

  void do_resend(Channel channel) {
    log_debug(fmt::format("send another code by {}", to_string(channel)));
    transport_.start(api::resend_request(flow_.verification(), channel),
                     [this](const auto& reply) { tell(reply.and_then(api::resend_reply)); });
  }

  void do_check(const Answer& code) {
    log_debug("check a code");
    transport_.start(api::check_request(flow_.verification(), code.view()),
                     [this](const auto& reply) { tell(reply.and_then(api::check_reply)); });
  }

  void do_list_events() {
    transport_.start(api::events_request(flow_.verification()),
                     [this](const auto& reply) { tell(reply.and_then(api::events_reply)); });
  }

  Host& host_;
  const config::Config& config_;
  PhoneNumber phone_;
  Flow flow_;
  api::CurlTransport transport_;
  milliseconds deadline_;
  std::optional<End> end_;
};

/// The line is written before the verdict is told: what succeeded is on record.
void conclude(Host& host, Record& record, const End& end, milliseconds begun) {
  record.took = now() - begun;
  log_verdict(end.verdict, audit_line(record, end));
  host.farewell(end.verdict);
}

void serve(Host& host, const Request& request, Record& record, milliseconds begun) {
  const auto config = load_config(request);
  if (!config) return conclude(host, record, config.error(), begun);
  set_log_facility(config->log.facility);
  const auto deadline = begun + config->code.login_timeout;
  kill_after(config->code.login_timeout + cancelling);
  host.accept(config->code.login_timeout);

  auto prepared = prepare(request, *config, record);
  if (!prepared) return conclude(host, record, prepared.error(), begun);
  Driver driver(host, *config, std::move(*prepared), deadline);
  const auto end = driver.run();
  record.channel = driver.flow().channel();
  record.verification = driver.flow().verification();
  record.sends = driver.flow().sends();
  record.checks = driver.flow().checks();
  conclude(host, record, end, begun);
  driver.cancel_left_open();
}

}  // namespace

void serve_login(Host host) {
  const auto begun = now();
  kill_after(startup);
  const auto request = host.request(startup);
  if (!request) return;
  const auto& arguments = request->arguments;
  open_log(request->service, std::find(arguments.begin(), arguments.end(), "debug") != arguments.end());
  Record record{request->user, request->service, client_address(request->ssh_connection, request->rhost)};
  try {
    serve(host, *request, record, begun);
  } catch (const std::exception& error) {  // a bug, or no memory: denied, and on record
    conclude(host, record, {Verdict::internal, error.what()}, begun);
  }
}

}  // namespace wavix::verifier
