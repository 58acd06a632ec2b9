// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/file.hpp"
#include "base/replace_file.hpp"
#include "cli/enable.hpp"
#include "cli/output.hpp"

namespace wavix::cli {
namespace {

constexpr std::array names = {"common-auth", "system-auth", "password-auth", "fingerprint-auth",
                              "smartcard-auth"};
constexpr const char* profiles = "/usr/share/pam-configs";
constexpr const char* profile_name = "wavix2fa";

/// pam-auth-update(8). Additional, so that it comes after the block in which the password alone jumps to the
/// end; what ends the block at a wrong password stands before it.
constexpr const char* profile = R"(Name: A one-time code by SMS or voice call, after the password (wavix2fa)
Default: no
Priority: 128
Auth-Type: Additional
Auth:
	[success=ok ignore=ignore default=die]	pam_wavix2fa.so services=sshd,sudo,sudo-i,su,su-l
)";

constexpr const char* of_authselect =
    "authselect writes {0}, and would undo the change; nothing was changed. To ask in single services, which "
    "is better: "
    "wavix2fa enable sshd, and so on. For all that include it, make a profile: authselect create-profile "
    "wavix2fa -b "
    "sssd; in /etc/authselect/custom/wavix2fa/{0} make each \"sufficient\" before pam_deny.so jump behind "
    "it, as "
    "pam.d/fedora/sshd in the examples does, and there put: auth required pam_wavix2fa.so; authselect select "
    "custom/wavix2fa";

constexpr const char* of_others =
    "many services include {}: ask in single ones, wavix2fa enable sshd and so on; nothing was "
    "changed";

bool is_there(const char* path) {
  std::error_code none;
  return std::filesystem::exists(path, none);
}

std::string next_steps() {
  return fmt::format(
      "{}/{} is there, and off. To put it in: pam-auth-update --enable wavix2fa\n"
      "To take it out: pam-auth-update --disable wavix2fa\n"
      "Then common-auth asks for a code in the services that services= in it names. Keep a root shell "
      "open: nothing undoes this by itself.\n",
      profiles, profile_name);
}

}  // namespace

bool is_shared_file(const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Outcome enable_shared_file(const std::string& name, bool yes) {
  if (name != "common-auth" && is_there("/usr/bin/authselect"))
    return failed(fmt::format(of_authselect, name));
  if (name != "common-auth" || !is_there("/usr/sbin/pam-auth-update"))
    return failed(fmt::format(of_others, name));
  const auto path = fmt::format("{}/{}", profiles, profile_name);
  if (is_there(path.c_str())) return show(next_steps());
  if (auto seen = show(
          fmt::format("pam-auth-update writes common-auth. A profile for it, {}:\n\n{}\n", path, profile));
      !seen)
    return seen;
  if (!yes)
    if (auto agreed = confirm("Put the profile there?", "nothing was changed; --yes puts it there unasked");
        !agreed)
      return agreed;
  const auto folder = open_folder(profiles);
  if (!folder) return failed(folder.error());
  if (const auto done = replace_file(*folder, profile_name, profile, 0644); !done)
    return failed(fmt::format("{} {}", path, done.error()));
  return show(next_steps());
}

}  // namespace wavix::cli
