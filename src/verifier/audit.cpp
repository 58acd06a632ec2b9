// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/audit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/address.hpp"
#include "base/text.hpp"

namespace wavix::verifier {
namespace {

constexpr std::size_t longest_cause = 1500;

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-' ||
           c == '.' || c == ':';
  });
}

std::string word_or_quoted(std::string_view text) { return is_word(text) ? std::string(text) : quoted(text); }

std::string sentence(std::string_view text) {
  std::string clean = sanitised(text, longest_cause);
  std::replace(clean.begin(), clean.end(), '"', '\'');
  return is_word(clean) ? clean : "\"" + clean + "\"";
}

}  // namespace

std::string audit_line(const Record& record, const End& end) {
  std::string line = fmt::format("verdict={} user={} service={}", to_string(end.verdict), quoted(record.user),
                                 quoted(record.service));
  const auto add = [&line](std::string_view key, std::string_view value) {
    line += fmt::format(" {}={}", key, value);
  };
  if (!record.rhost.empty()) add("rhost", Address::parse(record.rhost) ? record.rhost : quoted(record.rhost));
  if (!record.contact.empty()) add("contact", quoted(record.contact));
  if (record.channel) add("channel", to_string(*record.channel));
  if (!record.phone.empty()) add("phone", record.phone);
  if (!record.verification.empty()) add("verification", word_or_quoted(record.verification));
  add("sends", std::to_string(record.sends));
  add("checks", std::to_string(record.checks));
  add("ms", std::to_string(record.took.count()));
  if (!record.rule.empty()) add("rule", sentence(record.rule));
  if (!end.cause.empty()) add("cause", sentence(end.cause));
  if (end.status != 0) add("status", std::to_string(end.status));
  if (!end.detail.empty()) add("detail", sentence(end.detail));
  return line;
}

std::string client_address(std::string_view ssh_connection, std::string_view rhost) {
  const auto first = ssh_connection.substr(0, ssh_connection.find(' '));
  return std::string(Address::parse(first) ? first : rhost);
}

}  // namespace wavix::verifier
