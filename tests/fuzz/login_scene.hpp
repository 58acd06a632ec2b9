// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "guard/store.hpp"
#include "login_script.hpp"

namespace wavix::fuzz {

/// Where the logins of a script take place.
struct LoginScene {
  config::Config config;
  std::string user = "alice";
  std::vector<std::string> phones;  ///< digits
  bool guarded = true;
};

/// By the settings of a script; nothing: the configuration contradicts itself, and no login would get so far.
std::optional<LoginScene> scene_of(const LoginScript& script);

/// A store as it is after the installation, but for alice's recovery codes; one at a time.
class FreshStore {
public:
  FreshStore();

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::vector<std::string>& recovery_codes() const { return recovery_codes_; }
  /// How many messages of the user it has on record.
  unsigned messages_of(const std::string& user);

private:
  std::string path_;
  std::vector<std::string> recovery_codes_;
  std::optional<guard::Store> eye_;  ///< to look by
};

}  // namespace wavix::fuzz
