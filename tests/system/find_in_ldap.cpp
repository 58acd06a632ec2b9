// SPDX-License-Identifier: BSD-3-Clause
// What find_in_ldap() answers, as a line of JSON: find_in_ldap USER [KEY=VALUE…]. The keys are the fields of
// LdapSettings and `region`; uri and phone may come several times.
#include <json-c/json.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/handle.hpp"
#include "base/text.hpp"
#include "contacts/ldap_source.hpp"

namespace {

using wavix::contacts::Found;
using wavix::contacts::LdapSettings;
using wavix::contacts::LookupError;

struct Question {
  LdapSettings settings;
  std::string region;
};

LdapSettings::Scope scope_from(std::string_view text) {
  if (text == "base") return LdapSettings::Scope::base;
  return text == "one" ? LdapSettings::Scope::one : LdapSettings::Scope::sub;
}

bool take(Question& question, std::string_view key, const std::string& value) {
  auto& settings = question.settings;
  if (key == "uri") return settings.uris.push_back(value), true;
  if (key == "phone") return settings.phone_attributes.push_back(value), true;
  if (key == "start_tls") return settings.start_tls = value == "yes", true;
  if (key == "ca_file") return settings.ca_file = value, true;
  if (key == "bind_dn") return settings.bind_dn = value, true;
  if (key == "password") return settings.password = wavix::Secret<256>::copy_of(value).value(), true;
  if (key == "base") return settings.base = value, true;
  if (key == "scope") return settings.scope = scope_from(value), true;
  if (key == "filter") return settings.filter = value, true;
  if (key == "channel") return settings.channel_attribute = value, true;
  if (key == "region") return question.region = value, true;
  if (key != "timeout") return false;
  settings.timeout = std::chrono::milliseconds(wavix::number_from<unsigned>(value).value());
  return true;
}

json_object* text_from(const std::string& text) { return json_object_new_string(text.c_str()); }

void describe(json_object* answer, const Found& found) {
  json_object_object_add(answer, "known", json_object_new_boolean(found.known));
  auto* const notes = json_object_new_array();
  for (const auto& note : found.notes)
    json_object_array_add(notes, text_from(note));
  json_object_object_add(answer, "notes", notes);
  if (!found.contact) return;
  auto* const phones = json_object_new_array();
  for (const auto& phone : found.contact->phones)
    json_object_array_add(phones, text_from(phone.e164()));
  json_object_object_add(answer, "phones", phones);
  json_object_object_add(answer, "origin", text_from(found.contact->origin));
  if (found.contact->channel)
    json_object_object_add(answer, "channel", text_from(std::string(to_string(*found.contact->channel))));
}

void describe(json_object* answer, const LookupError& error) {
  const char* const kind = error.kind == LookupError::Kind::misconfigured ? "misconfigured"
                           : error.kind == LookupError::Kind::unavailable ? "unavailable"
                                                                          : "unusable";
  json_object_object_add(answer, "error", text_from(kind));
  json_object_object_add(answer, "reason", text_from(error.reason));
}

}  // namespace

// NOLINTNEXTLINE(bugprone-exception-escape): it then ends, as the test wants
int main(int count, char** arguments) {
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
  if (count < 2) return EXIT_FAILURE;
  Question question;
  for (int i = 2; i < count; ++i) {
    const std::string argument = arguments[i];
    const auto equals = argument.find('=');
    if (equals == std::string::npos ||
        !take(question, argument.substr(0, equals), argument.substr(equals + 1)))
      return EXIT_FAILURE;
  }
  const auto found = find_in_ldap(question.settings, arguments[1], question.region);
  const wavix::Handle<json_object, json_object_put> answer(json_object_new_object());
  if (found)
    describe(answer.get(), *found);
  else
    describe(answer.get(), found.error());
  std::puts(json_object_to_json_string_ext(answer.get(), JSON_C_TO_STRING_PLAIN));
  return EXIT_SUCCESS;
}
