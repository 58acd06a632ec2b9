// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "fuzzer.hpp"

/// What happens around logins, as a text. First come settings, one a line, up to a blank line:
///
///     code.length=4          what wavix2fa.conf may say; what it may not is left out
///     user bob               default alice, who has ten recovery codes
///     phones 2               default 1; none: the user is not in users.conf
///     without guard          as under policy.monitor
///
/// then what happens, in this order, each line once the login has nothing more to do by itself:
///
///     reply STATUS BODY      Wavix answers the request that waits longest
///     lost CAUSE             no answer comes, and the request may have arrived ("timeout")
///     unsent CAUSE           it certainly never left
///     type TEXT              the person answers; @ stands for the next recovery code
///     answer nothing         end of file; withheld, failed: see protocol/message.hpp
///     packet BYTES           the module says something else
///     hang up                the host is gone
///     wait MILLISECONDS
///     fault CALL AFTER TIMES ERRNO    see system_calls.hpp
///     again                  the login is left to its deadline, and another one begins; what of all this was
///     still to come
///                            is passed over, but for the time
namespace wavix::fuzz {

class LoginScript {
public:
  explicit LoginScript(std::string_view text) {
    for (auto line = take_line(text); !line.empty(); line = take_line(text))
      settings_.push_back(line);
    rest_ = text;
  }

  [[nodiscard]] const std::vector<std::string_view>& settings() const { return settings_; }
  /// What happens next; empty: nothing more in this login.
  std::string_view next() {
    std::string_view line;
    while (line.empty() && !rest_.empty() && !at_again())
      line = take_line(rest_);
    return line;
  }
  /// Goes on to the next login: how many milliseconds later it is; nothing: there is none.
  std::optional<unsigned> again() {
    unsigned later = 0;
    while (!rest_.empty()) {
      const auto line = take_line(rest_);
      if (line == "again") return later;
      if (line.starts_with("wait ")) later += waited(line.substr(5));
    }
    return std::nullopt;
  }
  static unsigned waited(std::string_view milliseconds) {
    constexpr unsigned most = 600000;
    return std::min(number_from<unsigned>(milliseconds).value_or(1000), most);
  }

private:
  [[nodiscard]] bool at_again() const { return rest_ == "again" || rest_.starts_with("again\n"); }

  std::vector<std::string_view> settings_;
  std::string_view rest_;
};

}  // namespace wavix::fuzz
