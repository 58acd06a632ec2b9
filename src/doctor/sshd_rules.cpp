// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/sshd_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace wavix::doctor {
namespace {

using Faults = std::vector<SshdFault>;
using Methods = std::vector<std::string>;  ///< that must all be passed, in this order

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  for (auto& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

std::vector<std::string> pieces_of(std::string_view text, char between) {
  std::vector<std::string> pieces(1);
  for (const char c : text) {
    if (c == between)
      pieces.emplace_back();
    else
      pieces.back() += c;
  }
  return pieces;
}

struct MethodSetting {
  std::string_view method, keyword;
};
constexpr std::array<MethodSetting, 5> methods_table = {{
    {"publickey", "pubkeyauthentication"},
    {"keyboard-interactive", "kbdinteractiveauthentication"},
    {"password", "passwordauthentication"},
    {"hostbased", "hostbasedauthentication"},
    {"gssapi-with-mic", "gssapiauthentication"},
}};

bool asks_pam(const std::string& method) {
  return method == "keyboard-interactive" || method == "keyboard-interactive:pam";
}

bool is_on(const SshdSettings& settings, const std::string& method) {
  const auto name = method.substr(0, method.find(':'));
  for (const auto& [known, keyword] : methods_table)
    if (name == known) return settings.is_on(keyword);
  return name == "none";
}

/// Every way in: what sshd takes for a login by its settings.
std::vector<Methods> ways_in(const SshdSettings& settings) {
  std::vector<Methods> ways;
  const auto lists = settings.values("authenticationmethods");
  const bool any = lists.empty() || lists.front() == "any";
  if (any)
    for (const auto& [method, keyword] : methods_table)
      ways.push_back({std::string(method)});
  else
    for (const auto& list : lists)
      ways.push_back(pieces_of(list, ','));
  const auto is_off = [&](const Methods& way) {
    return !std::all_of(way.begin(), way.end(), [&](const auto& method) { return is_on(settings, method); });
  };
  ways.erase(std::remove_if(ways.begin(), ways.end(), is_off), ways.end());
  return ways;
}

enum class Kind {
  asked,    ///< the code is asked for
  unasked,  ///< PAM is not, so nobody is
  vain,     ///< PAM is, by a method that can show no question
};

Kind kind_of(const Methods& way) {
  if (std::find(way.begin(), way.end(), "password") != way.end()) return Kind::vain;
  return std::any_of(way.begin(), way.end(), asks_pam) ? Kind::asked : Kind::unasked;
}

/// Whether something of sshd's own comes before PAM is asked.
bool proves_before(const Methods& way) { return !asks_pam(way.front()) && way.front() != "none"; }

std::string joined(const Methods& way) { return fmt::format("{}", fmt::join(way, ",")); }

constexpr std::string_view wanted = "AuthenticationMethods publickey,keyboard-interactive:pam";
constexpr std::string_view reload = "then: sshd -t && systemctl reload ssh (sshd on Fedora)";

void judge_ways(const SshdSettings& settings, const SshdNeeds& needs, Faults& faults) {
  const auto ways = ways_in(settings);
  const auto none = [&](Kind kind) {
    return std::none_of(ways.begin(), ways.end(), [&](const auto& way) { return kind_of(way) == kind; });
  };
  for (const auto& way : ways) {
    if (kind_of(way) == Kind::unasked)
      faults.push_back({"key-alone", "authenticationmethods", Severity::fail, Effect::lets_in,
                        fmt::format("{} alone lets in: sshd does not ask PAM for a code then", joined(way)),
                        fmt::format("set {}, {}", wanted, reload)});
    if (kind_of(way) == Kind::asked && !needs.pam_has_factor && !proves_before(way))
      faults.push_back(
          {"code-alone", "authenticationmethods", Severity::fail, Effect::lets_in,
           fmt::format("the code alone lets in: nothing is asked before it by {}, nor by PAM", joined(way)),
           fmt::format("set {}, {}", wanted, reload)});
  }
  if (none(Kind::asked) && !settings.is_on("kbdinteractiveauthentication"))
    faults.push_back({"kbdinteractive-off", "kbdinteractiveauthentication", Severity::fail, Effect::keeps_out,
                      "keyboard-interactive is off, so no one can be asked for a code",
                      fmt::format("set KbdInteractiveAuthentication yes, {}", reload)});
  else if (none(Kind::asked) && none(Kind::unasked))
    faults.push_back(
        {"no-way-in", "authenticationmethods", Severity::fail, Effect::keeps_out,
         "no way that AuthenticationMethods names can ask for a code, or all its methods are off",
         fmt::format("set {}, {}", wanted, reload)});
  if (!none(Kind::asked) && !none(Kind::vain))
    faults.push_back(
        {"password-method", "passwordauthentication", Severity::fail, Effect::costs,
         "the password method is on, which can ask for no code: such logins cost a message and fail",
         fmt::format("set PasswordAuthentication no, {}", reload)});
}

void judge_root(const SshdSettings& settings, const SshdNeeds& needs, Faults& faults) {
  const auto permit = settings.value("permitrootlogin");
  if (!needs.is_root || !needs.root_has_keys) return;
  if (permit != "without-password" && permit != "prohibit-password") return;
  faults.push_back(
      {"root-prohibit-password", "permitrootlogin", Severity::fail, Effect::keeps_out,
       "root has keys here, but under prohibit-password sshd refuses root whatever the code",
       fmt::format("set PermitRootLogin yes (AuthenticationMethods still wants key and code), or no; {}",
                   reload)});
}

void judge_bounds(const SshdSettings& settings, const SshdNeeds& needs, Faults& faults) {
  constexpr unsigned few = 3;
  const auto seconds = number_from<unsigned>(settings.value("logingracetime"));
  const auto timeout = std::chrono::ceil<std::chrono::seconds>(needs.login_timeout);
  if (seconds && *seconds != 0 && std::chrono::seconds(*seconds) <= timeout)
    faults.push_back(
        {"grace-time-short", "logingracetime", Severity::fail, Effect::keeps_out,
         fmt::format("LoginGraceTime {} s ends logins before code.login_timeout ({} s) does", *seconds,
                     timeout.count()),
         fmt::format("set LoginGraceTime {} or more, or code.login_timeout lower", timeout.count() + 10)});
  const auto tries = number_from<unsigned>(settings.value("maxauthtries"));
  if (tries && *tries < few)
    faults.push_back(
        {"max-auth-tries-low", "maxauthtries", Severity::warning, Effect::keeps_out,
         fmt::format("MaxAuthTries {}: after so many wrong keys of an agent sshd asks for no code", *tries),
         "set MaxAuthTries 6"});
}

}  // namespace

SshdSettings SshdSettings::parse(std::string_view told_by_sshd) {
  SshdSettings settings;
  for (const auto& line : pieces_of(told_by_sshd, '\n')) {
    auto words = pieces_of(trimmed(line), ' ');
    const auto keyword = in_lower_case(words.front());
    words.erase(words.begin());
    for (auto& word : words)
      word = in_lower_case(word);
    if (!keyword.empty()) settings.settings_.try_emplace(keyword, std::move(words));
  }
  // As it was called before OpenSSH 8.7.
  if (const auto old = settings.settings_.find("challengeresponseauthentication");
      old != settings.settings_.end())
    settings.settings_.try_emplace("kbdinteractiveauthentication", old->second);
  return settings;
}

std::string SshdSettings::value(std::string_view keyword) const {
  const auto all = values(keyword);
  return all.empty() ? std::string() : all.front();
}

std::vector<std::string> SshdSettings::values(std::string_view keyword) const {
  const auto found = settings_.find(keyword);
  return found == settings_.end() ? std::vector<std::string>() : found->second;
}

std::vector<SshdFault> judge_sshd(const SshdSettings& settings, const SshdNeeds& needs) {
  Faults faults;
  if (!settings.is_on("usepam")) {
    faults.push_back({"usepam-off", "usepam", Severity::fail, Effect::lets_in,
                      "UsePAM is off: sshd never asks PAM, and so nobody for a code",
                      fmt::format("set UsePAM yes, {}", reload)});
    return faults;
  }
  judge_ways(settings, needs, faults);
  judge_root(settings, needs, faults);
  judge_bounds(settings, needs, faults);
  return faults;
}

}  // namespace wavix::doctor
