// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/sshd.hpp"

#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/expected.hpp"
#include "base/name_service.hpp"
#include "base/text.hpp"
#include "doctor/read_text.hpp"
#include "doctor/run_program.hpp"
#include "doctor/sshd_config.hpp"
#include "doctor/sshd_rules.hpp"

namespace wavix::doctor {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view subject = "sshd";
constexpr const char* program = "/usr/sbin/sshd";
constexpr const char* config_path = "/etc/ssh/sshd_config";
constexpr auto patience = 5s;
constexpr std::size_t most_matches = 32;  // each is a run of sshd

/// The line that a complaint begins with: "/etc/ssh/sshd_config: line 12: Bad configuration option: …", or
/// without the first colon.
std::optional<Place> place_in(std::string_view complaint) {
  constexpr std::string_view between = " line ";
  const auto at = complaint.find(between);
  if (at == std::string_view::npos) return std::nullopt;
  const auto rest = complaint.substr(at + between.size());
  const auto number = number_from<unsigned>(rest.substr(0, rest.find(':')));
  if (!number) return std::nullopt;
  auto before = complaint.substr(0, at);
  if (before.ends_with(':')) before.remove_suffix(1);
  const std::string file(before.substr(before.rfind(' ') + 1));
  const auto text = read_text(file, std::size_t{1} << 20U);
  return Place{file, *number, text ? line_of(*text, *number) : ""};
}

Finding broken(const Expected<Ran, std::string>& ran) {
  const auto told = ran ? std::string(trimmed(std::string_view(ran->err))) : ran.error();
  const auto first = std::string_view(told).substr(0, told.find('\n'));
  // Where AuthenticationMethods names what is off, sshd does not even start.
  if (first.starts_with("Disabled method \"keyboard-interactive"))
    return fail(
               subject, "kbdinteractive-off", Effect::keeps_out,
               "keyboard-interactive is off, so no one can be asked for a code, and sshd will not start",
               "set KbdInteractiveAuthentication yes, then: sshd -t && systemctl reload ssh (sshd on Fedora)")
        .without_names()
        .at(line_that_sets(read_sshd_config(config_path, system_files()), "kbdinteractiveauthentication",
                           {}));
  return fail(subject, "sshd-config", Effect::keeps_out, fmt::format("sshd will not start: {}", first),
              "mend it before sshd is started anew: sshd -t")
      .at(place_in(first));
}

Expected<SshdSettings, Finding> settings_for(const std::optional<SshdConnection>& connection) {
  std::vector<std::string> words = {program, "-T"};
  if (connection)
    words.insert(words.end(), {"-C", fmt::format("user={},host={},addr={},laddr={},lport={}",
                                                 connection->user, connection->host, connection->address,
                                                 connection->local_address, connection->local_port)});
  const auto ran = run_program(words, patience);
  if (!ran || ran->status != 0) return unexpected(broken(ran));
  return SshdSettings::parse(ran->out);
}

/// Somebody who is in the group: one whom it lists, or whose primary group it is.
std::optional<std::string> member_of(const std::string& name) {
  struct Group {
    gid_t gid;
    std::optional<std::string> member;
  };
  const auto found = name_service_entry<group>(
      [&](group* entry, char* buffer, std::size_t size, group** result) {
        return ::getgrnam_r(name.c_str(), entry, buffer, size, result);
      },
      [](const group& entry) {
        Group taken{entry.gr_gid, std::nullopt};
        if (entry.gr_mem != nullptr && *entry.gr_mem != nullptr) taken.member = *entry.gr_mem;
        return taken;
      });
  if (!found || !*found) return std::nullopt;
  if ((*found)->member) return (*found)->member;
  std::optional<std::string> member;
  ::setpwent();
  while (const auto* const entry = ::getpwent())
    if (entry->pw_gid == (*found)->gid) {
      member = entry->pw_name;
      break;
    }
  ::endpwent();
  return member;
}

bool root_has_keys() {
  constexpr std::array paths = {"/root/.ssh/authorized_keys", "/root/.ssh/authorized_keys2"};
  return std::any_of(paths.begin(), paths.end(), [](const char* path) {
    const auto text = read_text(path, std::size_t{64} << 10U);
    return text && !trimmed(*text).empty();
  });
}

Finding finding_of(const SshdFault& fault, const SshdConfig& config, std::optional<std::size_t> block) {
  Finding finding{std::string(subject), fault.id, fault.severity, fault.effect,
                  fault.evidence,       {},       fault.mend,     true};
  return std::move(finding).at(line_that_sets(config, fault.keyword, block));
}

class Sshd {
public:
  explicit Sshd(const SshdTask& task) : task_(task), config_(read_sshd_config(config_path, system_files())) {}

  Findings examine() {
    const auto everybody = settings_for(nobodys_connection());
    if (!everybody) return {everybody.error()};
    base_ = judge_sshd(*everybody, needs());
    for (const auto& fault : base_)
      findings_.push_back(finding_of(fault, config_, std::nullopt));
    examine_root();
    for (std::size_t i = 0; i < std::min(config_.matches.size(), most_matches); ++i)
      examine_match(i);
    if (is_healthy(findings_)) findings_.insert(findings_.begin(), healthy(*everybody));
    return std::move(findings_);
  }

private:
  [[nodiscard]] SshdNeeds needs() const {
    return {.login_timeout = task_.login_timeout, .pam_has_factor = task_.pam_has_factor};
  }
  [[nodiscard]] bool is_of_all(const SshdFault& fault) const {
    return std::any_of(base_.begin(), base_.end(), [&](const auto& known) { return known.id == fault.id; });
  }

  void examine_root() {
    auto connection = nobodys_connection();
    connection.user = "root";
    const auto settings = settings_for(connection);
    if (!settings) return findings_.push_back(settings.error());
    auto roots = needs();
    roots.is_root = true;
    roots.root_has_keys = root_has_keys();
    for (const auto& fault : judge_sshd(*settings, roots))
      if (fault.id == "root-prohibit-password" && !is_of_all(fault))
        findings_.push_back(finding_of(fault, config_, std::nullopt));
  }

  void examine_match(std::size_t block) {
    const auto& match = config_.matches[block];
    const auto connection = connection_for(match, member_of);
    if (!connection)
      return findings_.push_back(skipped(
          subject, fmt::format("not tried: {}:{} {}", match.place.file, match.place.line, match.place.text)));
    const auto settings = settings_for(connection);
    if (!settings) return findings_.push_back(settings.error());
    for (auto fault : judge_sshd(*settings, needs()))
      if (!is_of_all(fault)) add(std::move(fault), block, *connection);
  }

  void add(SshdFault fault, std::size_t block, const SshdConnection& connection) {
    const auto& match = config_.matches[block];
    // A key alone for accounts that are named one by one is how programs get in.
    if (fault.id == "key-alone" && connection.named_users_alone) fault.severity = Severity::warning;
    fault.evidence = fmt::format("for '{}': {}", match.place.text, fault.evidence);
    auto finding = finding_of(fault, config_, block);
    finding.names_nothing = false;
    if (!finding.place) finding.place = match.place;
    const auto same = [&](const Finding& known) { return known == finding; };
    if (std::none_of(findings_.begin(), findings_.end(), same)) findings_.push_back(std::move(finding));
  }

  static Finding healthy(const SshdSettings& settings) {
    const auto methods = settings.values("authenticationmethods");
    return ok(subject, fmt::format("{}; AuthenticationMethods {}; LoginGraceTime {} s", sshd_version(),
                                   fmt::join(methods, " "), settings.value("logingracetime")))
        .without_names();
  }

  const SshdTask& task_;
  SshdConfig config_;
  std::vector<SshdFault> base_;
  Findings findings_;
};

}  // namespace

Findings examine_sshd(const SshdTask& task) { return Sshd(task).examine(); }

std::string sshd_service() {
  if (::access(program, X_OK) != 0) return {};
  const auto settings = settings_for(nobodys_connection());
  const auto named = settings ? settings->value("pamservicename") : std::string();
  return named.empty() ? "sshd" : named;
}

std::string sshd_version() {
  // Before 9.2 sshd does not know -V, and complains of it below a line with its version.
  const auto ran = run_program({program, "-V"}, patience);
  if (!ran) return {};
  const auto text = ran->err + ran->out;
  const auto at = text.find("OpenSSH_");
  if (at == std::string::npos) return {};
  return text.substr(at, text.find_first_of(" ,\n", at) - at);
}

}  // namespace wavix::doctor
