// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace wavix::sandbox {
namespace {

constexpr Charge lookup_charge = 40;
constexpr Charge verification_charge = 500;

}  // namespace

Service::Service(std::string id, unsigned code_length, const Quirks& quirks, const Delivery& delivery,
                 World world)
    : id_(std::move(id)), code_length_(code_length), quirks_(quirks), delivery_(delivery),
      world_(std::move(world)), identifiers_(world_.random) {}

Expected<const Session*, Refusal> Service::create(const std::string& service_id, const std::string& to,
                                                  Channel channel) {
  if (service_id != id_)
    return unexpected(
        refusal(Quirk::unknown_service, fmt::format("2FA service with ID={} cannot be found", service_id)));
  if (!enabled(channel))
    return unexpected(refusal(Quirk::bad_input, "Request validation errors: Field \"channel\" is invalid"));
  auto id = identifiers_.next(now());
  if (quirks_.is(Quirk::id_form, "dashed")) id = dashed(id);
  if (quirks_.is(Quirk::id_form, "long")) id += 'b';
  auto& session = sessions_.emplace_back();
  session.id = std::move(id);
  session.service_id = service_id;
  session.number = to;
  session.created = now();
  if (!quirks_.is(Quirk::number_lookup, "off"))
    session.events.push_back({now(), "Number lookup", "success", now(), lookup_charge, {}});
  send(session, channel);
  return &session;
}

Expected<Service::Sent, Refusal> Service::resend(const std::string& session_id, Channel channel) {
  auto* const session = find(session_id);
  if (session == nullptr) return unexpected(Refusal{404, "Record not found", {}});
  if (!enabled(channel))
    return unexpected(refusal(Quirk::bad_input, "Request validation errors: Field \"channel\" is invalid"));
  if (session->status == Status::expired && quirks_.is(Quirk::resend_after_expiry, "allow"))
    session->status = Status::pending;
  if (session->status != Status::pending)
    return unexpected(
        refusal(Quirk::dead_session_send, fmt::format("2FA verification is {}", to_string(session->status))));
  if (session->sends >= most_sends) {
    session->status = Status::failed;
    return unexpected(refusal(Quirk::sixth_send, "Maximum number of codes has been sent"));
  }
  if (quirks_.is(Quirk::attempts, "code")) session->checks = 0;
  send(*session, channel);
  return Sent{channel, session->number, session->code_sent};
}

Expected<bool, Refusal> Service::check(const std::string& session_id, const std::string& code) {
  auto* const session = find(session_id);
  if (session == nullptr)
    return check_answer(Quirk::unknown_session,
                        fmt::format("2FA verification session with ID={} cannot be found", session_id));
  switch (session->status) {
  case Status::pending: return check_pending(*session, code);
  case Status::verified: return check_answer(Quirk::verified_again, "2FA verification is verified");
  case Status::expired: return check_answer(Quirk::expired, "2FA verification is expired");
  case Status::canceled: return check_answer(Quirk::canceled, "2FA verification is canceled");
  case Status::failed: break;
  }
  return check_answer(Quirk::exhausted, "Maximum number of attempts reached");
}

Expected<bool, Refusal> Service::check_pending(Session& session, const std::string& code) {
  const bool well_formed = all_digits(code) && code.size() == code_length_;
  if (!well_formed && !quirks_.is(Quirk::malformed_code, "200"))
    return unexpected(refusal(Quirk::malformed_code, "Request validation errors: Field \"code\" is invalid"));
  ++session.checks;
  if (code == session.code) {
    session.status = Status::verified;
    session.events.push_back({now(), "Verification", "success", now(), verification_charge, {}});
    return true;
  }
  session.events.push_back({now(), "Verification", "failed", now(), 0, "Wrong code"});
  if (session.checks >= most_checks) {
    session.status = Status::failed;
    if (quirks_.is(Quirk::last_wrong, "exhausted"))
      return check_answer(Quirk::exhausted, "Maximum number of attempts reached");
  }
  return check_answer(Quirk::wrong_code, "Request validation errors: Field \"code\" is invalid");
}

Expected<void, Refusal> Service::cancel(const std::string& session_id) {
  auto* const session = find(session_id);
  if (session == nullptr) return unexpected(Refusal{404, "Two FA session is not canceled", {}});
  if (session->status == Status::pending) {
    session->status = Status::canceled;
    return {};
  }
  if (quirks_.is(Quirk::cancel_finished, "200")) return {};
  return unexpected(refusal(Quirk::cancel_finished, "Two FA session is not canceled"));
}

Expected<Service::Listed, Refusal> Service::sessions(const std::string& service_id,
                                                     std::chrono::sys_days from, std::chrono::sys_days to) {
  Listed found{service_id, {}, {}};
  for (const auto& session : all()) {
    const auto day = std::chrono::floor<std::chrono::days>(session.created);
    if (session.service_id == service_id && day >= from && day <= to) found.sessions.push_back(&session);
  }
  if (service_id == id_) found.fabricated = fabricated_.within(from, to);
  if (found.sessions.empty() && found.fabricated.empty() && quirks_.is(Quirk::empty_list, "404"))
    return unexpected(Refusal{404, "Sessions not found", {}});
  return found;
}

Expected<const Session*, Refusal> Service::session(const std::string& session_id) {
  const auto* const session = find(session_id);
  if (session != nullptr) return session;
  return unexpected(
      Refusal{404, fmt::format("2FA verification session with ID={} cannot be found", session_id), {}});
}

const std::vector<Session>& Service::all() {
  for (auto& session : sessions_)
    settle(session, now());
  return sessions_;
}

Session* Service::find(const std::string& session_id) {
  const auto found = std::find_if(sessions_.begin(), sessions_.end(),
                                  [&session_id](const Session& session) { return session.id == session_id; });
  if (found == sessions_.end()) return nullptr;
  settle(*found, now());
  return &*found;
}

void Service::send(Session& session, Channel channel) {
  const auto previous = session.code;
  do
    session.code = random_code(code_length_, world_.random);
  while (session.code == previous);
  session.code_sent = now();
  ++session.sends;
  deliver(session, channel);
  const auto other = channel == Channel::sms ? Channel::voice : Channel::sms;
  if (delivery_.of(channel) == "failed" && quirks_.is(Quirk::failover, "on")) deliver(session, other);
}

void Service::deliver(Session& session, Channel channel) {
  constexpr Charge sms_charge = 522;
  constexpr Charge voice_charge = 610;
  const bool sms = channel == Channel::sms;
  const auto& outcome = delivery_.of(channel);
  const auto settles = now() + std::chrono::seconds(quirks_.number(Quirk::delivery_delay));
  session.events.push_back({now(), sms ? "Code sent via SMS" : "Code sent via voice",
                            outcome == "delivered" ? quirks_.get(Quirk::delivered_word) : outcome, settles,
                            sms ? sms_charge : voice_charge,
                            outcome == "failed" ? (sms ? "Handset unreachable" : "No answer") : ""});
  world_.phone({0, session.number, channel, session.code, session.id, now(), outcome});
}

bool Service::enabled(Channel channel) const {
  return quirks_.is(Quirk::channels, "both") || quirks_.is(Quirk::channels, to_string(channel));
}

Refusal Service::refusal(Quirk quirk, std::string message) const {
  constexpr unsigned retry_after = 30;
  Refusal refusal{quirks_.number(quirk), std::move(message), {}};
  if (quirks_.get(quirk).ends_with("retry-after")) refusal.retry_after = retry_after;
  return refusal;
}

Expected<bool, Refusal> Service::check_answer(Quirk quirk, std::string message) const {
  if (quirks_.is(quirk, "true")) return true;
  if (quirks_.is(quirk, "200")) return false;
  return unexpected(refusal(quirk, std::move(message)));
}

}  // namespace wavix::sandbox
