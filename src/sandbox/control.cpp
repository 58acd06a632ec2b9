// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/control.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "sandbox/json.hpp"
#include "sandbox/views.hpp"

namespace wavix::sandbox {
namespace {

using State = Sandbox::State;
using Members = std::vector<std::pair<std::string, std::string>>;
using Done = Expected<void, std::string>;

Reply replied(std::string body, int status = 200) {
  Reply reply;
  reply.status = status;
  reply.body = std::move(body) + "\n";
  return reply;
}

Reply replied(const Json& body) { return replied(to_text(body)); }

Reply wrong(const std::string& why, int status = 400) {
  return replied(to_text(JsonObject().with("error", why).done()), status);
}

Reply done(const Done& result) { return result ? replied("{}") : wrong(result.error()); }

/// A flat JSON object's members, values as text.
Expected<Members, std::string> members_of(const std::string& body) {
  const auto object = json_from(body);
  if (!object || json_object_get_type(object->get()) != json_type_object)
    return unexpected<std::string>("the body is not a JSON object");
  Members members;
  auto end = json_object_iter_end(object->get());
  for (auto at = json_object_iter_begin(object->get()); json_object_iter_equal(&at, &end) == 0;
       json_object_iter_next(&at)) {
    auto* const value = json_object_iter_peek_value(&at);
    members.emplace_back(json_object_iter_peek_name(&at), string_of(value).value_or(to_text(value)));
  }
  return members;
}

/// Each member through `set`, up to the first that is wrong.
template <typename Set>
Done set_all(const std::string& body, Set set) {
  const auto members = members_of(body);
  if (!members) return unexpected(members.error());
  for (const auto& [name, value] : *members)
    if (auto result = set(name, value); !result) return result;
  return {};
}

Json violations(const State& state) {
  auto found = json_array();
  for (const auto& entry : state.log.entries())
    if (!entry.violations.empty()) append(found, view(entry));
  return found;
}

Json clock_view(const State& state) {
  return JsonObject()
      .with("now", iso_time(state.clock.now(), true))
      .with("advanced", static_cast<int>(state.clock.shift().count()))
      .done();
}

Done advance(State& state, std::string_view name, std::string_view value) {
  const bool back = value.starts_with('-');
  const auto seconds = number_from<int>(value.substr(back ? 1 : 0));
  if (name != "advance" || !seconds) return unexpected<std::string>(R"(wanted: {"advance": SECONDS})");
  state.clock.advance(std::chrono::seconds(back ? -*seconds : *seconds));
  return {};
}

Done add_fault(State& state, const std::string& body) {
  auto fault = fault_from_json(body);
  if (!fault) return unexpected(std::move(fault).error());
  state.faults.add(*std::move(fault));
  return {};
}

}  // namespace

struct Control::Call {
  const Request& request;
  Target target;

  [[nodiscard]] std::size_t number(std::string_view name) const {
    return number_from<std::size_t>(target.parameter(name).value_or("")).value_or(0);
  }
  [[nodiscard]] std::string to() const {
    auto text = target.parameter("to").value_or("");
    return std::string(std::string_view(text).substr(text.starts_with('+') || text.starts_with(' ') ? 1 : 0));
  }
};

struct Control::Row {
  std::string_view method, path;
  Reply (*serve)(Control& control, const Call& call);
};

const Control::Row Control::rows[] = {
    {"GET", "/messages",
     [](Control& control, const Call& call) {
       return control.sandbox_.with([&](const State& state) {
         auto found = json_array();
         for (const auto& message : state.messages)
           if (message.index > call.number("after") && (call.to().empty() || message.number == call.to()))
             append(found, view(message));
         return replied(found);
       });
     }},
    {"GET", "/messages/last",
     [](Control& control, const Call& call) {
       constexpr std::size_t longest = 300;
       const auto wait = std::chrono::seconds(std::min(call.number("wait"), longest));
       const auto message = control.sandbox_.wait_for_message(call.to(), call.number("after"), wait);
       return message ? replied(view(*message)) : wrong("no message", 404);
     }},
    {"GET", "/requests",
     [](Control& control, const Call&) {
       return control.sandbox_.with(
           [](const State& state) { return replied(view_all(state.log.entries())); });
     }},
    {"DELETE", "/requests",
     [](Control& control, const Call&) {
       control.sandbox_.with([](State& state) { state.log.clear(); });
       return replied("{}");
     }},
    {"GET", "/violations",
     [](Control& control, const Call&) {
       return control.sandbox_.with([](const State& state) { return replied(violations(state)); });
     }},
    {"GET", "/sessions",
     [](Control& control, const Call&) {
       return control.sandbox_.with([](State& state) {
         const auto now = state.clock.now();
         return replied(view_all(state.service.all(), now));
       });
     }},
    {"POST", "/sessions/fabricate",
     [](Control& control, const Call& call) {
       return control.sandbox_.with([&](State& state) {
         return done(
             fabricated_from_json(call.request.body, std::chrono::floor<std::chrono::days>(state.clock.now()))
                 .map([&](const Fabricated& made) { state.service.fabricate(made); }));
       });
     }},
    {"GET", "/clock",
     [](Control& control, const Call&) {
       return control.sandbox_.with([](const State& state) { return replied(clock_view(state)); });
     }},
    {"POST", "/clock",
     [](Control& control, const Call& call) {
       return control.sandbox_.with([&](State& state) {
         return done(set_all(call.request.body, [&](const auto& name, const auto& value) {
           return advance(state, name, value);
         }));
       });
     }},
    {"GET", "/faults",
     [](Control& control, const Call&) {
       return control.sandbox_.with(
           [](const State& state) { return replied(view_all(state.faults.waiting())); });
     }},
    {"POST", "/faults",
     [](Control& control, const Call& call) {
       return control.sandbox_.with([&](State& state) { return done(add_fault(state, call.request.body)); });
     }},
    {"DELETE", "/faults",
     [](Control& control, const Call&) {
       control.sandbox_.with([](State& state) { state.faults.clear(); });
       return replied("{}");
     }},
    {"GET", "/quirks",
     [](Control& control, const Call&) {
       return control.sandbox_.with([](const State& state) { return replied(view(state.quirks)); });
     }},
    {"POST", "/quirks",
     [](Control& control, const Call& call) {
       return control.sandbox_.with([&](State& state) {
         return done(set_all(call.request.body, [&](const auto& name, const auto& value) {
           return state.quirks.set(name, value);
         }));
       });
     }},
    {"DELETE", "/quirks",
     [](Control& control, const Call&) {
       control.sandbox_.with([](State& state) { state.quirks = Quirks(); });
       return replied("{}");
     }},
    {"POST", "/delivery",
     [](Control& control, const Call& call) {
       return control.sandbox_.with([&](State& state) {
         return done(set_all(call.request.body, [&](const auto& name, const auto& value) {
           return state.delivery.set(name, value);
         }));
       });
     }},
    {"POST", "/certificate",
     [](Control& control, const Call& call) {
       if (control.tls_ == nullptr) return wrong("there is no TLS; start with --tls");
       return done(set_all(call.request.body, [&](const auto& name, const auto& value) -> Done {
         const auto show = show_from(value);
         if (name != "kind" || !show) return unexpected(fmt::format("'{}' is no kind of certificate", value));
         control.tls_->show(*show);
         return {};
       }));
     }},
    {"DELETE", "/connections",
     [](Control& control, const Call&) {
       control.drop_connections_();
       return replied("{}");
     }},
};

Control::Control(Sandbox& sandbox, Tls* tls, std::function<void()> drop_connections)
    : sandbox_(sandbox), tls_(tls), drop_connections_(std::move(drop_connections)) {}

Reply Control::serve(const Request& request) {
  const Call call{request, target_from(request.target)};
  const auto path = std::string_view(request.target).substr(0, request.target.find('?'));
  std::string known;
  for (const auto& row : rows) {
    if (row.method == request.method && row.path == path) return row.serve(*this, call);
    known += fmt::format(" {} {}", row.method, row.path);
  }
  return wrong("known:" + known, 404);
}

}  // namespace wavix::sandbox
