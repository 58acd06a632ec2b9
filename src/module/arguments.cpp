// SPDX-License-Identifier: BSD-3-Clause
#include "module/arguments.hpp"

#include <algorithm>

namespace wavix::module {
namespace {

/// The value of "name=value", or nullptr.
const char* value_of(const char* argument, std::string_view name) noexcept {
  const std::string_view text(argument);
  return text.starts_with(name) ? argument + name.size() : nullptr;
}

/// The first name of a comma-separated list, which it is taken off.
std::string_view take_name(std::string_view& list) noexcept {
  const auto comma = list.find(',');
  const std::string_view name(list.data(), comma == std::string_view::npos ? list.size() : comma);
  list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  return name;
}

constexpr std::string_view capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view others = "abcdefghijklmnopqrstuvwxyz0123456789-_.+@";

bool is_name(std::string_view name) noexcept {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char character) {
    return capitals.find(character) != std::string_view::npos ||
           others.find(character) != std::string_view::npos;
  });
}

/// A slip in services= would leave a service without its second factor.
bool is_list_of_names(std::string_view list) noexcept {
  if (list.empty() || list.back() == ',') return false;
  while (!list.empty())
    if (!is_name(take_name(list))) return false;
  return true;
}

/// libpam writes a service in small letters, whatever the host and the administrator write.
bool is_same_name(std::string_view left, std::string_view right) noexcept {
  const auto small = [](char character) {
    const auto place = capitals.find(character);
    return place == std::string_view::npos ? character : others[place];
  };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [&](char l, char r) { return small(l) == small(r); });
}

void take_services(Arguments& arguments, const char* value) noexcept {
  if (arguments.services_given) arguments.services_error = "services= is given twice";
  arguments.services_given = true;
  arguments.services = value;
  if (!is_list_of_names(value))
    arguments.services_error = "services= needs names with commas between: services=sshd,sudo";
}

void take_verifier(Arguments& arguments, const char* value) noexcept {
  if (arguments.verifier != nullptr) arguments.error = "verifier= is given twice";
  arguments.verifier = value;
  if (*value != '/') arguments.error = "verifier= needs an absolute path";
}

void take_rest(Arguments& arguments, const char* argument) noexcept {
  if (arguments.rest_count == protocol::max_arguments) {
    arguments.error = "there are too many arguments; the configuration file has room for them";
    return;
  }
  arguments.rest[arguments.rest_count++] = argument;
}

}  // namespace

Arguments parse_arguments(int argc, const char** argv) noexcept {
  Arguments arguments;
  for (int i = 0; i < argc; ++i) {
    if (const char* services = value_of(argv[i], "services=")) {
      take_services(arguments, services);
    } else if (const char* verifier = value_of(argv[i], "verifier=")) {
      take_verifier(arguments, verifier);
    } else {
      take_rest(arguments, argv[i]);
    }
  }
  return arguments;
}

bool names_service(const Arguments& arguments, std::string_view service) noexcept {
  if (!arguments.services_given) return true;
  auto list = arguments.services;
  while (!list.empty())
    if (is_same_name(take_name(list), service)) return true;
  return false;
}

}  // namespace wavix::module
