// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "folder.hpp"
#include "pamd/examine.hpp"

namespace wavix::test {

/// Distributions' files, as they come.
inline constexpr const char* debian_common_auth =
    "# here are the per-package modules (the \"Primary\" block)\n"
    "auth\t[success=1 default=ignore]\tpam_unix.so nullok\n"
    "auth\trequisite\t\t\tpam_deny.so\n"
    "auth\trequired\t\t\tpam_permit.so\n"
    "auth\toptional\t\t\tpam_cap.so \n";
inline constexpr const char* fedora_system_auth =
    "auth        required      pam_env.so\n"
    "auth        required      pam_faildelay.so delay=2000000\n"
    "auth        [default=1 ignore=ignore success=ok]   pam_usertype.so isregular\n"
    "auth        [default=1 ignore=ignore success=ok]   pam_localuser.so\n"
    "auth        sufficient    pam_unix.so nullok\n"
    "auth        [default=1 ignore=ignore success=ok]   pam_usertype.so isregular\n"
    "auth        sufficient    pam_sss.so forward_pass\n"
    "auth        required      pam_deny.so\n"
    "account     required      pam_unix.so\n";

/// An /etc/pam.d of a test's own.
class Etc {
public:
  Etc() { std::filesystem::create_directories(folder_.path() / "etc/pam.d"); }
  void write(const std::string& name, const std::string& text) const { write_at("etc/pam.d/" + name, text); }
  void write_at(const std::string& path, const std::string& text) const {
    const auto full = folder_.path() / path;
    std::filesystem::create_directories(full.parent_path());
    std::ofstream(full) << text;
    CHECK(::chmod(full.c_str(), 0644) == 0);
  }
  [[nodiscard]] pamd::Tree tree() const { return {folder_.path(), {}, {}}; }
  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

private:
  Folder folder_;
};

/// "skipped /etc/pam.d/sshd:3, …", in the order of the findings.
inline std::string told(const std::vector<pamd::Finding>& findings) {
  std::string text;
  for (const auto& finding : findings)
    text += (text.empty() ? "" : ", ") + finding.id + " " + finding.place.file + ":" +
            std::to_string(finding.place.line);
  return text;
}

/// What is found where /etc/pam.d/SERVICE says `text`, beside Debian's common-auth and Fedora's system-auth.
inline std::vector<pamd::Finding> examined(const std::string& text, const std::string& service = "sshd",
                                           const std::string& common_auth = debian_common_auth) {
  const Etc etc;
  etc.write("common-auth", common_auth);
  etc.write("common-account", "account required pam_unix.so\n");
  etc.write("system-auth", fedora_system_auth);
  etc.write("password-auth", fedora_system_auth);
  etc.write("postlogin", "session optional pam_umask.so silent\n");
  etc.write(service, text);
  return pamd::examine(etc.tree(), service);
}
inline std::string found(const std::string& text, const std::string& service = "sshd",
                         const std::string& common_auth = debian_common_auth) {
  return told(examined(text, service, common_auth));
}

}  // namespace wavix::test
