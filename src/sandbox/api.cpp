// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/api.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/text.hpp"
#include "sandbox/replies.hpp"

namespace wavix::sandbox {

void Api::inspect(const Request& request, Violations& violations) const {
  const auto target = target_from(request.target);
  if (!quirks_.is(Quirk::appid, "accept")) {
    if (target.parameter("appid"))
      violations.emplace_back("the key is in the URL (appid)");
    else if (request.target.find(key_) != std::string::npos)
      violations.emplace_back("the key is in the URL");
  }
  if (request.body.find(key_) != std::string::npos) violations.emplace_back("the key is in the body");
  const auto route = route_of(request.method, target);
  if (!route)
    violations.push_back(fmt::format("{} {} is not in the API", request.method, request.target));
  else if (!route->right_method)
    violations.push_back(fmt::format("{} takes {}, not {}", to_string(route->operation),
                                     method_of(route->operation), request.method));
}

Answer Api::answer(const Request& request, Violations& violations) {
  inspect(request, violations);
  auto target = target_from(request.target);
  const auto route = route_of(request.method, target);
  if (!route) return {404, refused_reply("Record not found", quirks_), {}};
  const Call call{request, std::move(target), *route, violations};
  if (auto away = turned_away(call)) return *std::move(away);
  auto result = dispatch(call);
  if (result) return *std::move(result);
  return {result.error().status, refused_reply(result.error().message, quirks_), result.error().retry_after};
}

std::optional<Answer> Api::turned_away(const Call& call) const {
  if (!call.route.right_method)
    return Answer{quirks_.number(Quirk::wrong_method), refused_reply("Method not allowed", quirks_), {}};
  if (!has_key(call)) return Answer{401, unauthorized_reply(), {}};
  const bool writes = call.request.method != "GET";
  if (quirks_.is(Quirk::access, "none") || (writes && quirks_.is(Quirk::access, "read-only")))
    return Answer{403, forbidden_reply(quirks_), {}};
  return std::nullopt;
}

bool Api::has_key(const Call& call) const {
  const auto appid = call.target.parameter("appid");
  if (appid) return quirks_.is(Quirk::appid, "accept") && *appid == key_;
  return header_of(call.request.headers, "Authorization") == "Bearer " + key_;
}

Api::Result Api::dispatch(const Call& call) {
  const bool takes_query = call.route.operation == Operation::sessions;
  for (const auto& [name, value] : call.target.query) {
    if (name == "appid" || (takes_query && (name == "from" || name == "to"))) continue;
    call.violations.push_back(fmt::format("query parameter '{}' is not in the API", name));
    return unexpected(invalid(fmt::format("Parameter \"{}\" is not allowed", name)));
  }
  if (call.request.method != "POST" && !call.request.body.empty()) {
    call.violations.push_back(fmt::format("{} has a body", to_string(call.route.operation)));
    return unexpected(invalid("The body must be empty"));
  }
  switch (call.route.operation) {
  case Operation::create: return create(call);
  case Operation::resend: return resend(call);
  case Operation::check: return check(call);
  case Operation::cancel: return cancel(call);
  case Operation::sessions: return sessions(call);
  case Operation::events: break;
  }
  return events(call);
}

Expected<Channel, Refusal> Api::channel(const Call& call, const std::string& word) const {
  if (const auto known = channel_from(word)) return *known;
  call.violations.push_back(fmt::format("channel '{}' is neither sms nor voice", word));
  return unexpected(invalid("Field \"channel\" is invalid", quirks_.number(Quirk::bad_input)));
}

Api::Result Api::create(const Call& call) {
  static constexpr std::array<std::string_view, 3> names{"service_id", "to", "channel"};
  auto fields = fields_from(call.request, names, call.violations);
  if (!fields) return unexpected(std::move(fields).error());
  std::string_view to = (*fields)[1];
  if (quirks_.is(Quirk::plus, "accept") && to.starts_with('+')) to.remove_prefix(1);
  if (const auto wrong = wrong_with_number(to); !wrong.empty()) {
    call.violations.push_back("'to' " + wrong);
    return unexpected(invalid("Field \"to\" is invalid", quirks_.number(Quirk::bad_input)));
  }
  const auto how = channel(call, (*fields)[2]);
  if (!how) return unexpected(how.error());
  if (quirks_.is(Quirk::create_result, "refused")) return Answer{200, refused_reply("Not sent", quirks_), {}};
  return service_.create((*fields)[0], std::string(to), *how).map([this](const Session* session) {
    return Answer{200, created_reply(*session, quirks_), {}};
  });
}

Api::Result Api::resend(const Call& call) {
  static constexpr std::array<std::string_view, 1> names{"channel"};
  auto fields = fields_from(call.request, names, call.violations);
  if (!fields) return unexpected(std::move(fields).error());
  const auto how = channel(call, fields->front());
  if (!how) return unexpected(how.error());
  return service_.resend(call.route.id, *how).map([this](const Service::Sent& sent) {
    return Answer{200, resent_reply(sent, quirks_), {}};
  });
}

Api::Result Api::check(const Call& call) {
  static constexpr std::array<std::string_view, 1> names{"code"};
  auto fields = fields_from(call.request, names, call.violations);
  if (!fields) return unexpected(std::move(fields).error());
  const auto& code = fields->front();
  if (!all_digits(code) || code.size() != service_.code_length())
    call.violations.push_back(fmt::format("the code is not {} digits", service_.code_length()));
  return service_.check(call.route.id, code).map([this](bool is_valid) {
    return Answer{200, checked_reply(is_valid, quirks_), {}};
  });
}

Api::Result Api::cancel(const Call& call) {
  return service_.cancel(call.route.id).map([this] {
    return Answer{quirks_.number(Quirk::cancel_reply), canceled_reply(quirks_), {}};
  });
}

Api::Result Api::sessions(const Call& call) {
  std::array<std::chrono::sys_days, 2> days{};
  constexpr std::array<std::string_view, 2> names{"from", "to"};
  for (std::size_t i = 0; i < days.size(); ++i) {
    const auto text = call.target.parameter(names.at(i));
    const auto day = day_from(text.value_or(""));
    if (!day) {
      call.violations.push_back(fmt::format("'{}' is not YYYY-MM-DD", names.at(i)));
      return unexpected(
          invalid(fmt::format("Field \"{}\" is {}", names.at(i), text ? "invalid" : "required")));
    }
    days.at(i) = *day;
  }
  return service_.sessions(call.route.id, days[0], days[1]).map([this](const Service::Listed& listed) {
    auto sessions = sessions_reply(listed.sessions, quirks_);
    if (listed.fabricated.empty()) return Answer{200, std::move(sessions), {}};
    return Answer{200, {}, {}, sessions_pieces(std::move(sessions), listed, quirks_)};
  });
}

Api::Result Api::events(const Call& call) {
  return service_.session(call.route.id).map([this](const Session* session) {
    return Answer{200, events_reply(*session, service_.now(), quirks_), {}};
  });
}

}  // namespace wavix::sandbox
