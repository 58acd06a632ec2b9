// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "doctor/finding.hpp"

namespace wavix::doctor {

/// What `sshd -T` says that holds for one connection: the keyword in lower case, and its values.
class SshdSettings {
public:
  static SshdSettings parse(std::string_view told_by_sshd);

  /// The first value, in lower case; empty: sshd does not know the setting.
  [[nodiscard]] std::string value(std::string_view keyword) const;
  [[nodiscard]] std::vector<std::string> values(std::string_view keyword) const;
  [[nodiscard]] bool is_on(std::string_view keyword) const { return value(keyword) == "yes"; }

private:
  std::map<std::string, std::vector<std::string>, std::less<>> settings_;
};

/// What sshd's settings must fit to.
struct SshdNeeds {
  std::chrono::milliseconds login_timeout;
  bool pam_has_factor = true;  ///< sshd's PAM stack has a factor of its own, as a password
  bool root_has_keys = false;
  bool is_root = false;  ///< the settings are those of root's connections
};

/// What is wrong, as findings without a place; `keyword` is whose line it would be.
struct SshdFault {
  std::string id, keyword;
  Severity severity;
  Effect effect;
  std::string evidence, mend;
};
std::vector<SshdFault> judge_sshd(const SshdSettings& settings, const SshdNeeds& needs);

}  // namespace wavix::doctor
