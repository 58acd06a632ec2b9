// SPDX-License-Identifier: BSD-3-Clause
#include "pamd/block.hpp"

#include <fmt/format.h>

namespace wavix::pamd {
namespace {

constexpr std::string_view begin_mark = "# wavix2fa enable: ";
constexpr std::string_view end_mark = "# wavix2fa enable, end";
constexpr std::string_view aside_mark = "#wavix2fa enable# ";

constexpr const char* code = "auth       required     pam_wavix2fa.so";
constexpr const char* environment = "auth       required     pam_env.so";
constexpr const char* delay = "auth       required     pam_faildelay.so delay=2000000";

}  // namespace

FileLines split(std::string_view text) {
  FileLines lines;
  for (;;) {
    const auto end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

std::string joined(const FileLines& lines) { return fmt::format("{}", fmt::join(lines, "\n")); }

FileLines block(const std::string& service, const FileLines& lines) {
  FileLines all = {fmt::format("{}\"wavix2fa disable {}\" takes these lines out", begin_mark, service)};
  all.insert(all.end(), lines.begin(), lines.end());
  all.emplace_back(end_mark);
  return all;
}

std::string set_aside(const std::string& line) { return std::string(aside_mark) + line; }

bool restore(FileLines& lines) {
  FileLines kept;
  bool inside = false;
  bool found = false;
  for (auto& line : lines) {
    if (line.starts_with(begin_mark)) {
      inside = found = true;
    } else if (inside) {
      inside = line != end_mark;
    } else if (line.starts_with(aside_mark)) {
      kept.push_back(line.substr(aside_mark.size()));
      found = true;
    } else {
      kept.push_back(std::move(line));
    }
  }
  lines = std::move(kept);
  return found && !inside;
}

FileLines code_alone() { return {code}; }

FileLines key_and_code(bool with_environment) {
  FileLines lines;
  if (with_environment) lines.emplace_back(environment);
  lines.insert(
      lines.end(),
      {"# sshd has checked the key, and tells PAM so; without one the login ends here, and nothing is sent.",
       "auth       requisite    pam_exec.so quiet /usr/bin/grep -qz ^SSH_AUTH_INFO_0=publickey "
       "/proc/self/environ",
       "auth       required     pam_permit.so", code});
  return lines;
}

FileLines unix_and_code() {
  return {environment, delay, "# a wrong password ends the login here, before anything is sent",
          "auth       requisite    pam_unix.so", code};
}

FileLines unix_sss_and_code() {
  return {environment,
          delay,
          "# a wrong password ends the login here, before anything is sent",
          "auth       [success=2 default=ignore]  pam_unix.so",
          "auth       [success=1 default=ignore]  pam_sss.so use_first_pass",
          "auth       requisite                   pam_deny.so",
          "auth       required                    pam_permit.so",
          code};
}

}  // namespace wavix::pamd
