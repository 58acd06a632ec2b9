// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/confinement.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>

#include "base/account.hpp"
#include "base/text.hpp"
#include "doctor/read_text.hpp"
#include "doctor/run_program.hpp"
#include "verifier/unprivileged.hpp"

namespace wavix::doctor {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view subject = "confinement";
constexpr auto recent = std::chrono::days(3);

bool has(std::string_view line, std::string_view word) { return line.find(word) != std::string_view::npos; }

/// "audit(1699999999.123:45)"
std::optional<std::chrono::sys_seconds> time_in(std::string_view line) {
  constexpr std::string_view before = "audit(";
  const auto at = line.find(before);
  if (at == std::string_view::npos) return std::nullopt;
  const auto rest = line.substr(at + before.size());
  const auto seconds = number_from<std::int64_t>(rest.substr(0, rest.find('.')));
  if (!seconds) return std::nullopt;
  return std::chrono::sys_seconds(std::chrono::seconds(*seconds));
}

/// Logs that are text; each tells of the same refusals in its own way.
std::string logged() {
  constexpr std::size_t most = std::size_t{4} << 20U;
  std::string text;
  for (const auto* const path : {"/var/log/audit/audit.log", "/var/log/kern.log", "/var/log/syslog"})
    if (const auto log = read_text(path, most)) text += *log + "\n";
  constexpr const char* journalctl = "/usr/bin/journalctl";
  if (::access(journalctl, X_OK) != 0) return text;
  const auto journal = run_program({journalctl, "-q", "--no-pager", "-o", "cat", "--since=-3d", "-n", "20000",
                                    "_TRANSPORT=kernel", "+", "_TRANSPORT=audit"},
                                   5s);
  return journal && journal->status == 0 ? text + journal->out : text;
}

std::string mode_of_selinux() {
  const auto enforce = read_text("/sys/fs/selinux/enforce", 16);
  if (!enforce) return {};
  return trimmed(*enforce) == "1" ? "SELinux enforcing" : "SELinux permissive";
}

std::string what_confines() {
  auto told = mode_of_selinux();
  if (::access("/sys/kernel/security/apparmor/profiles", F_OK) == 0)
    told += told.empty() ? "AppArmor" : ", AppArmor";
  return told.empty() ? "neither SELinux nor AppArmor" : told;
}

Finding finding_of(const Denial& denial, std::string_view line, unsigned count) {
  const bool selinux = denial.by == "SELinux";
  auto evidence = fmt::format("{} {} wavix2fa {} in the last days; the last: {}", denial.by,
                              denial.only_watched ? "would have refused" : "refused", counted(count, "time"),
                              trimmed(line));
  const std::string mend =
      selinux ? "ausearch -m avc -c wavix2fa-verifie, then a policy of your own: audit2allow(1)"
              : "see the profile that the line names: aa-logprof(8)";
  const auto* const id = selinux ? "selinux-denied" : "apparmor-denied";
  if (denial.only_watched) return warning(subject, id, Effect::keeps_out, std::move(evidence), mend);
  return fail(subject, id, Effect::keeps_out, std::move(evidence), mend);
}

/// Whom the verifier becomes before it meets the network.
Findings about_verifiers_user() {
  const auto found = account_named(verifier::unprivileged_user);
  if (!found)
    return {warning(subject, "verifier-user-missing", Effect::none,
                    fmt::format("user {}: {}", verifier::unprivileged_user, found.error()),
                    "it should be in /etc/passwd, which needs no directory to be asked")};
  if (!*found)
    return {warning(subject, "verifier-user-missing", Effect::none,
                    fmt::format("there is no user {}; the verifier runs as nobody, which other programs may "
                                "share",
                                verifier::unprivileged_user),
                    verifier::how_to_make_the_user)
                .without_names()};
  if ((*found)->uid != 0 && (*found)->gid != 0) return {};
  return {fail(subject, "verifier-user-root", Effect::keeps_out,
               fmt::format("user {} has uid {} and gid {}, so the verifier cannot give up root's privileges; "
                           "logins that need a code are denied",
                           verifier::unprivileged_user, (*found)->uid, (*found)->gid),
               "give it a uid and gid of its own, by usermod(8)")
              .without_names()};
}

}  // namespace

std::optional<Denial> denial_in(std::string_view line) {
  if (!has(line, "wavix2fa")) return std::nullopt;
  if (has(line, "avc:") && has(line, "denied"))
    return Denial{"SELinux", has(line, "permissive=1"), time_in(line)};
  if (has(line, "apparmor=\"DENIED\"")) return Denial{"AppArmor", false, time_in(line)};
  if (has(line, "apparmor=\"ALLOWED\"")) return Denial{"AppArmor", true, time_in(line)};
  return std::nullopt;
}

Findings examine_confinement() {
  struct Seen {
    Denial denial;
    std::string line;
    unsigned count = 0;
  };
  const auto oldest = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) - recent;
  std::array<Seen, 2> seen;  // SELinux's, AppArmor's
  const auto text = logged();
  for (std::string_view rest = text; !rest.empty();) {
    const auto end = rest.find('\n');
    const auto line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    auto denial = denial_in(line);
    if (!denial || (denial->at && *denial->at < oldest)) continue;
    auto& one = seen.at(denial->by == "SELinux" ? 0 : 1);
    one = {std::move(*denial), std::string(line), one.count + 1};
  }
  auto findings = about_verifiers_user();
  for (const auto& [denial, line, count] : seen)
    if (count != 0) findings.push_back(finding_of(denial, line, count));
  if (findings.empty())
    findings.push_back(ok(subject, what_confines() + "; no refusal in the logs").without_names());
  return findings;
}

}  // namespace wavix::doctor
