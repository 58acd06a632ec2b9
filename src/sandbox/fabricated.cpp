// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/fabricated.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "sandbox/json.hpp"

namespace wavix::sandbox {
namespace {

constexpr std::size_t most = 10'000'000;

struct Kind {
  Status status;
  std::string_view prefix;
  Charge charge;
};
constexpr std::array<Kind, 7> kinds{{{Status::verified, "371287", 1022},
                                     {Status::verified, "447919", 900},
                                     {Status::expired, "491511", 562},
                                     {Status::verified, "371287", 1632},
                                     {Status::failed, "120155", 75},
                                     {Status::verified, "336123", 840},
                                     {Status::canceled, "372555", 400}}};

std::optional<std::string> member(const Json& object, const char* name) {
  auto* const value = json_object_object_get(object.get(), name);
  if (value == nullptr) return std::nullopt;
  return string_of(value).value_or(to_text(value));
}

}  // namespace

Time Fabricated::created(std::size_t index) const {
  const std::chrono::milliseconds span = to + std::chrono::days(1) - from;
  const auto part = static_cast<std::uint64_t>(span.count()) * index / count;
  return Time(from) + std::chrono::milliseconds(part);
}

Session Fabricated::at(std::size_t index, const std::string& service_id) const {
  const auto& kind = kinds.at(index % kinds.size());
  Session session;
  session.id = fmt::format("{:08x}201511eeafdfcfc3dedfac51", index);
  session.service_id = service_id;
  session.number = fmt::format("{}{:05}", kind.prefix, index % 100'000);
  session.created = created(index);
  session.status = kind.status;
  session.events.push_back(
      {session.created, "Code sent via SMS", "delivered", session.created, kind.charge, {}});
  return session;
}

Fabricated Fabricated::within(std::chrono::sys_days first_day, std::chrono::sys_days last_day) const {
  auto result = *this;
  while (!result.empty() && created(result.first) < Time(first_day))
    ++result.first;
  while (!result.empty() && created(result.last - 1) >= Time(last_day + std::chrono::days(1)))
    --result.last;
  return result;
}

Expected<Fabricated, std::string> fabricated_from_json(const std::string& body, std::chrono::sys_days today) {
  const auto wanted = json_from(body);
  if (!wanted || json_object_get_type(wanted->get()) != json_type_object)
    return unexpected<std::string>("the body is not a JSON object");
  const auto count = number_from<std::size_t>(member(*wanted, "count").value_or(""));
  if (!count || *count > most)
    return unexpected(fmt::format(R"(wanted: {{"count": N, "from": DAY, "to": DAY}}, N at most {})", most));
  Fabricated made{*count, today, today, 0, *count};
  for (const auto& [name, day] : {std::pair("from", &made.from), std::pair("to", &made.to)}) {
    const auto text = member(*wanted, name);
    if (!text) continue;
    const auto told = day_from(*text);
    if (!told) return unexpected(fmt::format("'{}' is not YYYY-MM-DD", name));
    *day = *told;
  }
  if (made.to < made.from) return unexpected<std::string>("'to' is before 'from'");
  return made;
}

}  // namespace wavix::sandbox
