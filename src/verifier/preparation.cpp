// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/preparation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/account.hpp"
#include "config/load.hpp"
#include "contacts/file_source.hpp"
#include "verifier/causes.hpp"
#include "verifier/log.hpp"

namespace wavix::verifier {
namespace {

End misconfigured(std::string cause) { return {Verdict::misconfigured, std::move(cause)}; }

/// conf=FILE, and everything that is not `debug`, which log.cpp has taken.
Expected<config::Arguments, End> config_arguments(const std::vector<std::string>& arguments) {
  config::Arguments result;
  for (const auto& argument : arguments) {
    const std::string_view text(argument);
    if (text.starts_with("conf=")) {
      if (!result.file.empty()) return unexpected(misconfigured("pam.d argument: conf= is given twice"));
      result.file = text.substr(5);
      if (result.file.empty()) return unexpected(misconfigured("pam.d argument: conf= names no file"));
    } else if (text != "debug") {
      result.settings.push_back(text);
    }
  }
  return result;
}

/// The sources in their order: the first that knows the user decides. Whom none knows is looked for by the
/// name that the system has for the account too: "no phone" may let a user in, so another spelling must not
/// make one phoneless.
Expected<std::optional<contacts::Contact>, contacts::LookupError> find_contact(const std::string& user,
                                                                               const config::Config& config) {
  const auto find = [&](const std::string& name) {
    return contacts::find_in_file(config.users.file, name, config.users.default_region);
  };
  auto found = find(user);
  if (!found || *found) return found;
  const auto account = account_named(user);
  if (!account)
    return unexpected(contacts::LookupError{contacts::LookupError::Kind::unavailable, account.error()});
  if (!*account || (*account)->name == user) return found;
  return find((*account)->name);
}

End without_contact(config::Unmapped unmapped) {
  constexpr const char* cause = "the contact sources have no phone for the user";
  if (unmapped == config::Unmapped::skip)
    return {Verdict::exempt, fmt::format("{} (users.unmapped = skip)", cause)};
  return {Verdict::no_contact, cause};
}

FlowSettings flow_settings(const Request& request, const config::Config& config,
                           const contacts::Contact& contact) {
  const auto& allowed = config.code.channels;
  const auto preferred = contact.channel.value_or(config.code.channel);
  const bool may = std::find(allowed.begin(), allowed.end(), preferred) != allowed.end();
  return {.targets = targets_of(contact.phones, may ? preferred : config.code.channel, allowed, false),
          .channels = allowed,
          .length = config.code.length,
          .tries = config.code.tries,
          .resend_delay = config.code.resend_delay,
          .sshd = request.service == "sshd" || !request.ssh_connection.empty(),
          .user_is_root = request.user == "root"};
}

}  // namespace

Expected<config::Config, End> load_config(const Request& request) {
  const auto arguments = config_arguments(request.arguments);
  if (!arguments) return unexpected(arguments.error());
  auto loaded = config::load(*arguments, request.service);
  if (loaded) return std::move(loaded->config);
  std::string causes;
  for (const auto& problem : loaded.error()) {
    const auto text = to_string(problem);
    if (loaded.error().size() > 1) log_error(text);
    causes += (causes.empty() ? "" : "; ") + text;
  }
  return unexpected(misconfigured(std::move(causes)));
}

Expected<Prepared, End> prepare(const Request& request, const config::Config& config, Record& record) {
  if (request.user_is_refused)
    return unexpected(
        End{Verdict::no_dialogue, request.user == "root" ? cause_root_refused : cause_user_refused});
  auto contact = find_contact(request.user, config);
  if (!contact) {
    const bool outage = contact.error().kind == contacts::LookupError::Kind::unavailable;
    if (outage) return unexpected(End{Verdict::unavailable, "directory", contact.error().reason});
    return unexpected(misconfigured(contact.error().reason));
  }
  if (!*contact) return unexpected(without_contact(config.users.unmapped));
  if (config.log.phone == config::PhoneInLog::masked) record.phone = (*contact)->phones.front().masked();
  auto key = config::load_api_key(config.wavix.api_key_file);
  if (!key) return unexpected(misconfigured(to_string(key.error())));
  return Prepared{flow_settings(request, config, **contact), std::move(*key)};
}

}  // namespace wavix::verifier
