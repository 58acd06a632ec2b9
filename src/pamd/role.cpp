// SPDX-License-Identifier: BSD-3-Clause
#include "pamd/role.hpp"

#include <security/_pam_types.h>

#include <algorithm>
#include <array>

namespace wavix::pamd {
namespace {

struct Known {
  std::string_view name;  ///< without "pam_" and ".so"
  Role role;
};

constexpr std::array known = {
    Known{"wavix2fa", Role::ours},
    Known{"duo", Role::other_factor},
    Known{"google_authenticator", Role::other_factor},
    Known{"oath", Role::other_factor},
    Known{"privacyidea", Role::other_factor},
    Known{"u2f", Role::other_factor},
    Known{"yubico", Role::other_factor},
    Known{"access", Role::condition},
    Known{"exec", Role::condition},
    Known{"group", Role::helper},
    Known{"listfile", Role::condition},
    Known{"localuser", Role::condition},
    Known{"nologin", Role::condition},
    Known{"rhosts", Role::condition},
    Known{"rootok", Role::condition},
    Known{"securetty", Role::condition},
    Known{"sepermit", Role::condition},
    Known{"shells", Role::condition},
    Known{"succeed_if", Role::condition},
    Known{"time", Role::condition},
    Known{"timestamp", Role::condition},
    Known{"usertype", Role::condition},
    Known{"wheel", Role::condition},
    Known{"cap", Role::helper},
    Known{"deny", Role::helper},
    Known{"echo", Role::helper},
    Known{"ecryptfs", Role::helper},
    Known{"env", Role::helper},
    Known{"faildelay", Role::helper},
    Known{"faillock", Role::helper},
    Known{"gnome_keyring", Role::helper},
    Known{"issue", Role::helper},
    Known{"keyinit", Role::helper},
    Known{"kwallet5", Role::helper},
    Known{"lastlog", Role::helper},
    Known{"loginuid", Role::helper},
    Known{"mail", Role::helper},
    Known{"motd", Role::helper},
    Known{"mount", Role::helper},
    Known{"permit", Role::helper},
    Known{"selinux", Role::helper},
    Known{"tally2", Role::helper},
    Known{"umask", Role::helper},
    Known{"warn", Role::helper},
    Known{"xauth", Role::helper},
};

/// "unix" of "/usr/lib/security/pam_unix.so".
std::string_view short_name(const Entry& entry) {
  std::string_view name = entry.module;
  name.remove_prefix(name.rfind('/') + 1);
  if (name.starts_with("pam_")) name.remove_prefix(4);
  if (name.ends_with(".so")) name.remove_suffix(3);
  return name;
}

bool has_argument(const Entry& entry, std::string_view part) {
  return std::any_of(entry.arguments.begin(), entry.arguments.end(),
                     [&](const std::string& argument) { return argument.find(part) != std::string::npos; });
}

/// Programs that belong to root and are run by anybody: pam_rootok looks at who that is.
bool is_called_by_anybody(std::string_view service) {
  constexpr std::array services = {"su",       "su-l",     "sudo",   "sudo-i", "runuser", "runuser-l",
                                   "chfn",     "chsh",     "passwd", "chage",  "useradd", "usermod",
                                   "groupadd", "polkit-1", "newgrp", "ksu"};
  return std::find(services.begin(), services.end(), service) != services.end();
}

std::vector<int> results_of_helper(const Entry& entry) {
  const auto name = short_name(entry);
  if (name == "permit") return {PAM_SUCCESS};
  if (name == "deny") return {PAM_AUTH_ERR};
  if (name == "faildelay") return {PAM_IGNORE};
  if (name != "faillock" && name != "tally2") return {PAM_SUCCESS, PAM_IGNORE};
  if (has_argument(entry, "authfail")) return {PAM_IGNORE, PAM_AUTH_ERR};
  return {PAM_SUCCESS, PAM_AUTH_ERR};
}

}  // namespace

Role role_of(const Entry& entry) {
  if (entry.kind == Entry::Kind::must_fail) return Role::fails;
  const auto name = short_name(entry);
  // sshd's word that a key was right, or a program that is given the password: no mere condition.
  if (name == "exec" && (has_argument(entry, "SSH_AUTH_INFO_0") || has_argument(entry, "expose_authtok")))
    return Role::first_factor;
  const auto* const found =
      std::find_if(known.begin(), known.end(), [&](const Known& module) { return module.name == name; });
  return found == known.end() ? Role::first_factor : found->role;
}

std::vector<int> results_of(const Entry& entry, std::string_view service) {
  const auto role = role_of(entry);
  if (role == Role::fails) return {PAM_PERM_DENIED};
  if (entry.missing) return {PAM_MODULE_UNKNOWN};
  switch (role) {
  case Role::ours:
    if (leaves_out(entry, service)) return {PAM_IGNORE};
    return {PAM_SUCCESS,          PAM_IGNORE,   PAM_AUTH_ERR,    PAM_MAXTRIES,    PAM_USER_UNKNOWN,
            PAM_AUTHINFO_UNAVAIL, PAM_CONV_ERR, PAM_PERM_DENIED, PAM_SERVICE_ERR, PAM_SYSTEM_ERR};
  case Role::condition:
    if (short_name(entry) == "rootok") {
      if (is_called_by_anybody(service)) return {PAM_AUTH_ERR};
      return {PAM_SUCCESS};  // the program is root's own, as sshd
    }
    return {PAM_SUCCESS, PAM_IGNORE, PAM_AUTH_ERR, PAM_PERM_DENIED, PAM_USER_UNKNOWN, PAM_SERVICE_ERR};
  case Role::helper: return results_of_helper(entry);
  case Role::first_factor:
  case Role::other_factor:
  case Role::fails: break;
  }
  return {PAM_SUCCESS,          PAM_AUTH_ERR, PAM_MAXTRIES,    PAM_USER_UNKNOWN,
          PAM_AUTHINFO_UNAVAIL, PAM_CONV_ERR, PAM_PERM_DENIED, PAM_SERVICE_ERR};
}

bool leaves_out(const Entry& entry, std::string_view service) {
  constexpr std::string_view name = "services=";
  for (std::string_view list : entry.arguments) {
    if (!list.starts_with(name)) continue;
    list.remove_prefix(name.size());
    while (!list.empty()) {
      const auto comma = std::min(list.find(','), list.size());
      if (equal_in_any_case(list.substr(0, comma), service)) return false;
      list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return true;
  }
  return false;
}

}  // namespace wavix::pamd
