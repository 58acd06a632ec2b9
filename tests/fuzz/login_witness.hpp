// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "wavix/transport.hpp"

namespace wavix::fuzz {

/// What can be told of a user's logins from outside, held against what may never happen. Knows nothing of how
/// they work.
class LoginWitness {
public:
  /// `messages_on_record`: how many the guard has counted; empty: there is none. `recovery_codes`: the
  /// user's.
  LoginWitness(const config::Config& config, std::set<std::string> phones,
               std::vector<std::string> recovery_codes, std::function<unsigned()> messages_on_record);

  void login_begins();
  void typed(std::string_view text);
  void asked(const api::Request& request);
  void answered(const api::Request& request, const api::Reply& reply);
  void surely_not_sent(const api::Request& request);
  void prompted(std::string_view text);

  /// Whether this login may be called verified.
  [[nodiscard]] bool was_verified(bool by_recovery_code) const {
    return by_recovery_code ? right_recovery_code_ : told_true_;
  }
  [[nodiscard]] bool checked_a_code() const { return checks_ > 0; }
  /// A verification that was created and neither found right nor cancelled.
  [[nodiscard]] bool asked_to_cancel(std::string_view verification) const;
  /// What was typed in any login and may be a code, long enough to be told from other numbers.
  [[nodiscard]] const std::vector<std::string>& long_codes() const { return long_codes_; }

private:
  enum class Kind { create, resend, check, cancel, events };
  static Kind kind_of(const api::Request& request);
  void sends_a_message(const std::string& verification);
  void check_create(const api::Request& request);
  void check_check(const api::Request& request);

  const config::Config& config_;
  std::set<std::string> phones_;
  std::vector<std::string> recovery_codes_;
  std::function<unsigned()> messages_on_record_;
  // Of all logins; by the path of the verification.
  std::map<std::string, unsigned> sends_of_, checks_of_;
  std::set<std::string> cancelled_;
  unsigned messages_ = 0;
  std::vector<std::string> long_codes_;
  // Of this one.
  std::string last_typed_;
  unsigned creates_ = 0, checks_ = 0, prompts_ = 0;
  bool told_true_ = false, right_recovery_code_ = false;
};

}  // namespace wavix::fuzz
