// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdint>

#include "base/text.hpp"
#include "sandbox/fault.hpp"

namespace wavix::sandbox {
namespace {

using std::string_view;
using std::chrono::milliseconds;

/// Puts a value where it belongs; false if it is not one for this key.
using Setter = bool (*)(Fault& fault, string_view value);

struct Key {
  string_view name;
  Setter set;
};

template <typename Number, typename Take>
bool with_number(string_view value, Take take) {
  const auto number = number_from<Number>(value);
  if (number) take(*number);
  return number.has_value();
}

std::optional<std::string> from_hex(string_view digits) {
  std::string bytes;
  if (digits.size() % 2 != 0) return std::nullopt;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    std::uint8_t byte = 0;
    const auto* const start = digits.data() + i;
    if (std::from_chars(start, start + 2, byte, 16).ptr != start + 2) return std::nullopt;
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

bool set_operation(Fault& fault, string_view value) {
  fault.on = operation_from(value);
  return fault.on.has_value() || value == "any";
}

bool set_times(Fault& fault, string_view value) {
  if (value == "once") return fault.times = 1, true;
  if (value == "always") return fault.times = Fault::always, true;
  return with_number<unsigned>(value, [&fault](unsigned n) { fault.times = n; }) && fault.times > 0;
}

std::optional<bool> is_after(string_view value) {
  if (value == "after") return true;
  if (value == "before") return false;
  return std::nullopt;
}

bool set_when(Fault& fault, string_view value) { return (fault.processed = is_after(value)).has_value(); }

bool set_status(Fault& fault, string_view value) {
  return with_number<int>(value, [&fault](int n) { fault.status = n; }) && *fault.status >= 100 &&
         *fault.status <= 999;
}

bool set_body(Fault& fault, string_view value) {
  if (value == "json") return fault.body = R"({"success":false,"message":"Sandbox fault"})", true;
  if (value == "empty") return fault.body = "", true;
  if (value != "html") return false;
  fault.body = "<html><head><title>Error</title></head><body><h1>Gateway error</h1></body></html>";
  if (!fault.content_type) fault.content_type = "text/html";
  return true;
}

bool set_end(Fault& fault, string_view value, Wire::End end) {
  fault.wire.end = end;
  return set_when(fault, value);
}

bool set_framing(Fault& fault, string_view value) {
  static constexpr std::array<std::pair<string_view, Wire::Framing>, 4> words{
      {{"length", Wire::Framing::length},
       {"chunked", Wire::Framing::chunked},
       {"gzip", Wire::Framing::gzip},
       {"close", Wire::Framing::close}}};
  for (const auto& [word, framing] : words)
    if (word == value) return fault.wire.framing = framing, true;
  return false;
}

bool set_connection(Fault& fault, string_view value) {
  if (value != "close" && value != "drop" && value != "keep") return false;
  fault.wire.end = value == "close" ? Wire::End::close : value == "drop" ? Wire::End::drop : Wire::End::keep;
  return true;
}

bool set_header(Fault& fault, string_view value) {
  const auto colon = value.find(':');
  if (colon == string_view::npos) return false;
  fault.headers.emplace_back(trimmed(value.substr(0, colon)), trimmed(value.substr(colon + 1)));
  return true;
}

bool add_edit(Fault& fault, Edit::Kind kind, string_view name) {
  fault.edits.push_back({kind, std::string(name), "", 0});
  return !name.empty();
}

bool add_set(Fault& fault, string_view value) {
  const auto colon = value.find(':');
  if (colon == string_view::npos) return false;
  fault.edits.push_back(
      {Edit::Kind::set, std::string(value.substr(0, colon)), std::string(value.substr(colon + 1)), 0});
  return true;
}

bool add_sized(Fault& fault, Edit::Kind kind, string_view value) {
  return with_number<std::size_t>(value, [&](std::size_t n) { fault.edits.push_back({kind, "", "", n}); });
}

bool set_hex(std::optional<std::string>& place, string_view value) {
  return (place = from_hex(value)).has_value();
}

bool set_milliseconds(milliseconds& place, string_view value) {
  return with_number<unsigned>(value, [&place](unsigned n) { place = milliseconds(n); });
}

constexpr std::array keys{
    Key{"on", set_operation},
    Key{"times", set_times},
    Key{"when", set_when},
    Key{"status", set_status},
    Key{"body", set_body},
    Key{"text", [](Fault& fault, string_view value) { return fault.body = value, true; }},
    Key{"hex", [](Fault& fault, string_view value) { return set_hex(fault.body, value); }},
    Key{"type", [](Fault& fault, string_view value) { return fault.content_type = value, true; }},
    Key{"header", set_header},
    Key{"retry-after",
        [](Fault& fault, string_view value) {
          return fault.headers.emplace_back("Retry-After", value), true;
        }},
    Key{"retry-after-date",
        [](Fault& fault, string_view value) {
          return with_number<unsigned>(value, [&fault](unsigned n) { fault.retry_after_date = n; });
        }},
    Key{"location",
        [](Fault& fault, string_view value) {
          if (!fault.status) fault.status = 302;
          return fault.headers.emplace_back("Location", value), true;
        }},
    Key{"set", add_set},
    Key{"drop", [](Fault& fault, string_view value) { return add_edit(fault, Edit::Kind::drop, value); }},
    Key{"duplicate",
        [](Fault& fault, string_view value) { return add_edit(fault, Edit::Kind::duplicate, value); }},
    Key{"pad", [](Fault& fault, string_view value) { return add_sized(fault, Edit::Kind::pad, value); }},
    Key{"nest", [](Fault& fault, string_view value) { return add_sized(fault, Edit::Kind::nest, value); }},
    Key{"bom",
        [](Fault& fault, string_view value) {
          if (value == "yes") fault.edits.push_back({Edit::Kind::mark, "", "", 0});
          return value == "yes" || value == "no";
        }},
    Key{"delay", [](Fault& fault, string_view value) { return set_milliseconds(fault.wire.delay, value); }},
    Key{"drip", [](Fault& fault, string_view value) { return set_milliseconds(fault.wire.drip, value); }},
    Key{"stall", [](Fault& fault, string_view value) { return set_milliseconds(fault.wire.stall, value); }},
    Key{"cut",
        [](Fault& fault, string_view value) {
          return with_number<std::size_t>(value, [&fault](std::size_t n) { fault.wire.cut = n; });
        }},
    Key{"interim",
        [](Fault& fault, string_view value) {
          return with_number<int>(value, [&fault](int n) { fault.wire.interim = n; }) &&
                 *fault.wire.interim >= 100 && *fault.wire.interim < 200;
        }},
    Key{"wire", [](Fault& fault, string_view value) { return fault.wire.literal = value, true; }},
    Key{"wire-hex", [](Fault& fault, string_view value) { return set_hex(fault.wire.literal, value); }},
    Key{"framing", set_framing},
    Key{"connection", set_connection},
    Key{"reset", [](Fault& fault, string_view value) { return set_end(fault, value, Wire::End::reset); }},
    Key{"hang-up", [](Fault& fault, string_view value) { return set_end(fault, value, Wire::End::hang_up); }},
};

}  // namespace

Expected<Fault, std::string> fault_from_parts(const std::vector<FaultPart>& parts, std::string text) {
  Fault fault;
  fault.text = std::move(text);
  for (const auto& [name, value] : parts) {
    const auto* const key = std::find_if(keys.begin(), keys.end(),
                                         [&name = name](const Key& known) { return known.name == name; });
    if (key == keys.end()) return unexpected(fmt::format("'{}' is no key of a fault", name));
    if (!key->set(fault, value)) return unexpected(fmt::format("'{}' is no value for {}", value, name));
  }
  return fault;
}

}  // namespace wavix::sandbox
