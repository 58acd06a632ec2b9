// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>

#include "base/address.hpp"
#include "doctor/sshd_config.hpp"

namespace wavix::doctor {
namespace {

std::vector<std::string> split_at_commas(const std::string& text) {
  std::vector<std::string> pieces(1);
  for (const char c : text) {
    if (c == ',')
      pieces.emplace_back();
    else
      pieces.back() += c;
  }
  return pieces;
}

bool is_exact(const std::string& pattern) {
  return !pattern.empty() && pattern.front() != '!' && pattern.find_first_of("*?") == std::string::npos;
}

/// A text that a pattern of ssh_config(5), PATTERNS, matches.
std::string fitting(const std::string& pattern, std::string_view for_any) {
  std::string text;
  for (const char c : pattern) {
    if (c == '*')
      text += for_any;
    else
      text += c == '?' ? 'x' : c;
  }
  return text;
}

/// An address that "10.0.0.0/8", "192.168.*" or "*" matches.
std::string fitting_address(const std::string& pattern) {
  const auto slash = pattern.find('/');
  if (slash != std::string::npos) return pattern.substr(0, slash);
  if (pattern == "*") return "192.0.2.1";
  if (is_exact(pattern)) return pattern;
  std::string rest = "1";  // for *, as many numbers as are missing
  for (auto dots = std::count(pattern.begin(), pattern.end(), '.'); dots < 3; ++dots)
    rest += ".1";
  auto text = fitting(pattern, rest);
  std::replace(text.begin(), text.end(), 'x', '1');
  return Address::parse(text) ? text : std::string();
}

/// The first of the patterns that is no negation.
std::string first_of(const std::string& patterns) {
  for (auto& piece : split_at_commas(patterns))
    if (!piece.empty() && piece.front() != '!') return piece;
  return {};
}

std::optional<std::string>
member_of_any(const std::string& patterns,
              const std::function<std::optional<std::string>(const std::string&)>& member_of) {
  for (const auto& group : split_at_commas(patterns))
    if (is_exact(group))
      if (auto member = member_of(group)) return member;
  return std::nullopt;
}

/// Whether the connection now meets the criterion, as far as can be told.
bool meet(SshdConnection& connection, const SshdMatch::Criterion& criterion,
          const std::function<std::optional<std::string>(const std::string&)>& member_of) {
  const auto pattern = first_of(criterion.patterns);
  const auto set = [](std::string& member, std::string value) {
    member = std::move(value);
    return !member.empty();
  };
  if (criterion.name == "all") return true;
  if (criterion.name == "user") return set(connection.user, fitting(pattern, "x"));
  if (criterion.name == "host") return set(connection.host, fitting(pattern, "x"));
  if (criterion.name == "address") return set(connection.address, fitting_address(pattern));
  if (criterion.name == "localaddress") return set(connection.local_address, fitting_address(pattern));
  if (criterion.name == "localport") return set(connection.local_port, pattern);
  if (criterion.name != "group") return false;
  const auto member = member_of_any(criterion.patterns, member_of);
  return member && set(connection.user, *member);
}

bool names_users(const SshdMatch& match) {
  for (const auto& [name, patterns] : match.criteria) {
    if (name != "user") continue;
    const auto pieces = split_at_commas(patterns);
    return std::all_of(pieces.begin(), pieces.end(), is_exact);
  }
  return false;
}

}  // namespace

SshdConnection nobodys_connection() {
  // A user whom no Match names, and addresses of no network (RFC 5737, RFC 2606).
  return {"wavix2fa-nobody", "nobody.invalid", "192.0.2.1", "192.0.2.2", "22", false};
}

std::optional<SshdConnection>
connection_for(const SshdMatch& match,
               const std::function<std::optional<std::string>(const std::string&)>& member_of) {
  auto connection = nobodys_connection();
  for (const auto& criterion : match.criteria)
    if (!meet(connection, criterion, member_of)) return std::nullopt;
  if (match.criteria.empty()) return std::nullopt;
  connection.named_users_alone = names_users(match);
  return connection;
}

}  // namespace wavix::doctor
