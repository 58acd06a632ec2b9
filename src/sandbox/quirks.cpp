// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/quirks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace wavix::sandbox {
namespace {

constexpr std::array<QuirkRow, quirk_count> rows{{
    {"access", "full read-only none",
     "what the key may do: read-only refuses POST and PATCH with 403, none all"},
    {"appid", "reject accept", "the key in the URL, as before 2026"},
    {"attempts", "verification code", "what the five checks belong to"},
    {"bad-input", "400 422", "status for a channel or number that is no good"},
    {"cancel-finished", "404 422 200", "cancel of a verification that is not pending"},
    {"cancel-reply", "200 204", "204 has no body"},
    {"canceled", "404 400 422 429 200", "check of a canceled verification; 200 is is_valid false"},
    {"carrier", "TEXT=Latvijas Mobilais Telefons", "number_lookup's current_carrier"},
    {"channels", "both sms voice", "what the service has enabled"},
    {"country", "TEXT=auto", "number_lookup's country; auto: by the number's prefix"},
    {"create-result", "success refused", "refused: 200 with success false, nothing sent"},
    {"dead-session-send", "422 400 404 429", "resend in a verification that is not pending"},
    {"delivered-word", "delivered success", "event status of a message that came"},
    {"delivery-delay", "SECONDS=0", "for so long a message's event is pending"},
    {"destination", "digits plus masked", "form of the number in replies"},
    {"empty-list", "404 200", "no sessions found; 200 is []"},
    {"event-error", "null empty absent", "error of an event without one"},
    {"exhausted", "429 429-retry-after 400 422 200", "check after five wrong codes"},
    {"expired", "200 400 404 422 429", "check after five minutes; 200 is is_valid false"},
    {"extra-fields", "no yes", "members that no document has"},
    {"failover", "off on", "a failed message goes out again on the other channel, same code"},
    {"forbidden-body", "provisioned access-denied access-is-denied", "the three texts known for 403"},
    {"id-form", "hex dashed long", "form of session_id"},
    {"last-wrong", "200 exhausted", "the answer to the fifth wrong code itself"},
    {"malformed-code", "200 400 422", "a code of the wrong length; 200 counts as a wrong one"},
    {"number-lookup", "off on null members-null lookup",
     "null: the object is null; lookup: its name in the old SDKs"},
    {"number-type", "TEXT=mobile", "number_lookup's number_type"},
    {"plus", "reject accept", "'to' with a plus sign"},
    {"resend-after-expiry", "refuse allow", "allow: a new code revives an expired verification"},
    {"session-url", "yes no", "in the reply to create"},
    {"sixth-send", "422 400 429", "the resend after five codes"},
    {"success-field", "yes no", "no: replies lack success"},
    {"timestamps", "fraction whole", "created_at of create and resend"},
    {"unknown-service", "400 404", "create for another service_id"},
    {"unknown-session", "404 400 422 429 200", "check of an unknown verification; 200 is is_valid false"},
    {"verified-again", "404 400 422 429 200 true", "second check of a verified one; 200 is is_valid false"},
    {"wrong-code", "200 400 422", "200 is is_valid false"},
    {"wrong-method", "405 404", "a known path with another method"},
}};

constexpr std::string_view text_mark = "TEXT=";
constexpr std::string_view seconds_mark = "SECONDS=";

std::string_view default_of(const QuirkRow& row) {
  for (const auto mark : {text_mark, seconds_mark})
    if (row.values.starts_with(mark)) return row.values.substr(mark.size());
  return row.values.substr(0, row.values.find(' '));
}

bool has_word(std::string_view words, std::string_view wanted) {
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == wanted) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

bool allows(const QuirkRow& row, std::string_view value) {
  if (row.values.starts_with(text_mark)) return true;
  if (row.values.starts_with(seconds_mark)) return number_from<int>(value).has_value();
  return has_word(row.values, value);
}

}  // namespace

std::span<const QuirkRow, quirk_count> quirk_rows() { return rows; }

Quirks::Quirks() {
  std::transform(rows.begin(), rows.end(), values_.begin(),
                 [](const QuirkRow& row) { return std::string(default_of(row)); });
}

Expected<void, std::string> Quirks::set(std::string_view name, std::string_view value) {
  const auto* const row =
      std::find_if(rows.begin(), rows.end(), [name](const QuirkRow& known) { return known.name == name; });
  if (row == rows.end()) return unexpected(fmt::format("'{}' is no quirk", name));
  if (!allows(*row, value))
    return unexpected(fmt::format("quirk {} is one of '{}', not '{}'", name, row->values, value));
  values_.at(static_cast<std::size_t>(row - rows.begin())) = value;
  return {};
}

Expected<void, std::string> Quirks::set(std::string_view assignment) {
  const auto equals = assignment.find('=');
  if (equals == std::string_view::npos)
    return unexpected(fmt::format("'{}' is not of the form NAME=VALUE", assignment));
  return set(assignment.substr(0, equals), assignment.substr(equals + 1));
}

int Quirks::number(Quirk quirk) const {
  const auto& value = get(quirk);
  return number_from<int>(std::string_view(value).substr(0, value.find('-'))).value_or(0);
}

}  // namespace wavix::sandbox
