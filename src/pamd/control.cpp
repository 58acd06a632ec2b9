// SPDX-License-Identifier: BSD-3-Clause
#include "pamd/control.hpp"

#include <security/_pam_types.h>

#include <algorithm>
#include <optional>

#include "base/text.hpp"

namespace wavix::pamd {
namespace {

constexpr int unset = -6;

constexpr std::array<std::string_view, results> result_names = {"success",
                                                                "open_err",
                                                                "symbol_err",
                                                                "service_err",
                                                                "system_err",
                                                                "buf_err",
                                                                "perm_denied",
                                                                "auth_err",
                                                                "cred_insufficient",
                                                                "authinfo_unavail",
                                                                "user_unknown",
                                                                "maxtries",
                                                                "new_authtok_reqd",
                                                                "acct_expired",
                                                                "session_err",
                                                                "cred_unavail",
                                                                "cred_expired",
                                                                "cred_err",
                                                                "no_module_data",
                                                                "conv_err",
                                                                "authtok_err",
                                                                "authtok_recover_err",
                                                                "authtok_lock_busy",
                                                                "authtok_disable_aging",
                                                                "try_again",
                                                                "ignore",
                                                                "abort",
                                                                "authtok_expired",
                                                                "module_unknown",
                                                                "bad_item",
                                                                "conv_again",
                                                                "incomplete"};
constexpr std::array<std::string_view, 6> action_names = {"ignore", "ok", "done", "bad", "die", "reset"};

void set_rest(Control& control, int action) {
  std::replace(control.actions.begin(), control.actions.end(), unset, action);
}

Control usual(int on_success, int otherwise, bool ignores) {
  Control control;
  control.actions.fill(otherwise);
  control.actions[PAM_SUCCESS] = control.actions[PAM_NEW_AUTHTOK_REQD] = on_success;
  if (ignores) control.actions[PAM_IGNORE] = action::ignore;
  return control;
}

void skip_blanks(std::string_view& text) {
  constexpr std::string_view white = " \t\n\v\f\r";
  text.remove_prefix(std::min(text.find_first_not_of(white), text.size()));
}

/// As libpam: the first name that `text` begins with, whatever follows.
template <std::size_t Count>
std::optional<int> take_name(std::string_view& text, const std::array<std::string_view, Count>& names) {
  const auto found =
      std::find_if(names.begin(), names.end(), [&](std::string_view name) { return text.starts_with(name); });
  if (found == names.end()) return std::nullopt;
  text.remove_prefix(found->size());
  return static_cast<int>(found - names.begin());
}

std::optional<int> take_jump(std::string_view& text) {
  constexpr int most = 100'000;  // no stack is as long
  int jump = 0;
  while (!text.empty() && is_digit(text.front())) {
    jump = std::min(jump * 10 + (text.front() - '0'), most);
    text.remove_prefix(1);
  }
  if (jump == 0) return std::nullopt;
  return jump;
}

/// value=action, taken off `text`.
bool take_pair(std::string_view& text, Control& control) {
  auto value = take_name(text, result_names);
  if (!value && text.starts_with("default")) {
    text.remove_prefix(7);
    value = results;
  }
  skip_blanks(text);
  if (!value || !text.starts_with('=')) return false;
  text.remove_prefix(1);
  skip_blanks(text);
  std::optional<int> action;
  if (const auto named = take_name(text, action_names))
    action = -*named;
  else
    action = take_jump(text);
  if (!action) return false;
  if (*value == results)
    set_rest(control, *action);
  else
    control.actions.at(static_cast<std::size_t>(*value)) = *action;
  return true;
}

Control by_values(std::string_view text) {
  Control control;
  control.actions.fill(unset);
  for (skip_blanks(text); !text.empty(); skip_blanks(text))
    if (!take_pair(text, control)) {
      control.actions.fill(action::bad);
      control.misspelt = true;
      return control;
    }
  set_rest(control, action::bad);
  return control;
}

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool equal_in_any_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char l, char r) { return small(l) == small(r); });
}

std::string_view name_of(int result) { return result_names.at(static_cast<std::size_t>(result)); }

Control parse_control(std::string_view word) {
  using namespace action;
  if (equal_in_any_case(word, "required")) return usual(ok, bad, true);
  if (equal_in_any_case(word, "requisite")) return usual(ok, die, true);
  if (equal_in_any_case(word, "optional")) return usual(ok, ignore, true);
  if (equal_in_any_case(word, "sufficient")) return usual(done, ignore, true);
  const bool substack = equal_in_any_case(word, "substack");
  if (!substack && !equal_in_any_case(word, "include")) return by_values(word);
  auto control = usual(bad, bad, false);
  control.kind = substack ? Control::Kind::substack : Control::Kind::include;
  return control;
}

}  // namespace wavix::pamd
