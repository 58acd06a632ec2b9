// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/bundle.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <json-c/json.h>
#include <ldap.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/utsname.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "doctor/pam.hpp"
#include "doctor/read_text.hpp"
#include "doctor/sshd.hpp"
#include "guard/record.hpp"

namespace wavix::doctor {
namespace {

bool is_in(const auto& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string os_name() {
  const auto text = read_text("/etc/os-release", 4096);
  constexpr std::string_view key = "PRETTY_NAME=";
  const auto at = text ? text->find(key) : std::string::npos;
  if (at == std::string::npos) return "unknown";
  auto name = text->substr(at + key.size(), text->find('\n', at) - at - key.size());
  std::erase(name, '"');
  return name;
}

std::string versions() {
  utsname kernel{};
  ::uname(&kernel);
  return fmt::format("wavix2fa {}\n{}, {} {} {}\n{}\n{}\njson-c {}, SQLite {}, libldap {}\n",
                     WAVIX2FA_VERSION, os_name(), kernel.sysname, kernel.release, kernel.machine,
                     sshd_version(), curl_version(), json_c_version(), sqlite3_libversion(),
                     LDAP_VENDOR_VERSION);
}

/// Keys whose values are numbers and words of ours.
bool may_be_shown(const config::Key& key) {
  constexpr std::array<std::string_view, 5> sections = {"code", "outage", "limits", "grace", "log"};
  constexpr std::array<std::string_view, 12> names = {
      "wavix.connect_timeout", "wavix.request_timeout", "users.sources",
      "users.unmapped",        "ldap.start_tls",        "ldap.scope",
      "ldap.timeout",          "policy.exempt_result",  "policy.monitor",
      "policy.enrol_until",    "policy.su_user",        "policy.number_types"};
  return !key.secret && (is_in(sections, key.section) || is_in(names, key.full_name()));
}

std::string settings(const config::Loaded& loaded) {
  std::string text;
  for (const auto& key : config::keys()) {
    const bool given = loaded.origins.contains(&key);
    const auto value = may_be_shown(key) ? key.text(loaded.config) : given ? "(set)" : "(default)";
    text += fmt::format("{} = {}\n", key.full_name(), value);
  }
  return text;
}

/// Without arguments, which may be anything.
std::string stacks() {
  std::string text;
  const auto tree = pamd::Tree::of_this_machine();
  for (const auto& service : pamd::services_of(tree)) {
    const auto stack = pamd::auth_stack(tree, service);
    if (!has_module(stack)) continue;
    text += fmt::format("{}:\n", sanitised(service));
    for (const auto& entry : stack.entries)
      text += fmt::format("  {}[{}] {}\n", std::string(std::size_t{2} * entry.level, ' '),
                          sanitised(entry.control_word),
                          sanitised(entry.module.substr(entry.module.rfind('/') + 1)));
  }
  return text;
}

std::string shown_place(const Finding& finding) {
  if (!finding.place) return {};
  const auto& file = finding.place->file;
  constexpr std::array<std::string_view, 4> known = {"/etc/ssh/", "/etc/pam.d/", "/etc/wavix2fa/",
                                                     "/usr/lib/pam.d/"};
  const bool usual =
      std::any_of(known.begin(), known.end(), [&](const auto folder) { return file.starts_with(folder); });
  return fmt::format(" {}:{}", usual ? sanitised(file) : "(elsewhere)", finding.place->line);
}

std::string findings_as_text(const Findings& findings) {
  std::string text;
  for (const auto& finding : findings) {
    text += fmt::format("{}: {}", sanitised(finding.subject), to_string(finding.severity));
    if (finding.id != to_string(finding.severity)) text += " " + finding.id;
    if (finding.effect != Effect::none) text += fmt::format(" {}", to_string(finding.effect));
    text += shown_place(finding);
    text += finding.names_nothing ? ": " + sanitised(finding.evidence, 1000) + "\n" : "\n";
  }
  return text;
}

/// A cause that is a word of ours; sentences may have names in them.
std::string shown_cause(const std::string& cause) {
  const bool is_word = std::all_of(cause.begin(), cause.end(),
                                   [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '-'; });
  return cause.empty() ? "" : is_word ? " cause=" + cause : " cause=(withheld)";
}

std::string logins(const std::string& path) {
  struct stat file {};
  if (::lstat(path.c_str(), &file) != 0) return {};  // none is to be made
  constexpr guard::milliseconds patience{2000};
  constexpr unsigned most = 30;
  auto store = guard::Store::open(path, patience);
  if (!store) return "the store cannot be read\n";
  const auto records = guard::last_records(*store, most);
  if (!records) return "the record cannot be read\n";
  std::map<std::string, std::size_t> users;
  std::string text;
  for (const auto& login : *records) {
    const auto number = users.try_emplace(login.user, users.size() + 1).first->second;
    text += fmt::format("user{} {} verdict={} channel={} sends={} checks={} ms={}{}\n", number,
                        sanitised(login.service), sanitised(login.verdict), sanitised(login.channel),
                        login.sends, login.checks, login.took.count(), shown_cause(login.cause));
  }
  return text;
}

}  // namespace

std::string bundle(const Configuration& configuration, const Findings& findings) {
  std::string text = "wavix2fa doctor --bundle\n"
                     "Made to be sent: no key, no number, no name and no address. Read it before you do.\n";
  const auto section = [&](std::string_view name, const std::string& body) {
    text += fmt::format("\n[{}]\n{}", name, body.empty() ? "nothing\n" : body);
  };
  section("versions", versions());
  section("findings", findings_as_text(findings));
  section("configuration", configuration.loaded ? settings(*configuration.loaded) : "wrong\n");
  section("pam", stacks());
  section("last logins", configuration.loaded ? logins(configuration.loaded->config.state.file) : "");
  return text;
}

}  // namespace wavix::doctor
