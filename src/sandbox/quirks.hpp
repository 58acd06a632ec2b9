// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/expected.hpp"

namespace wavix::sandbox {

/// What Wavix's documents leave open, contradict or only let us guess: each has a default and can be
/// switched.
enum class Quirk : std::size_t {
  access,
  appid,
  attempts,
  bad_input,
  cancel_finished,
  cancel_reply,
  canceled,
  carrier,
  channels,
  country,
  create_result,
  dead_session_send,
  delivered_word,
  delivery_delay,
  destination,
  empty_list,
  event_error,
  exhausted,
  expired,
  extra_fields,
  failover,
  forbidden_body,
  id_form,
  last_wrong,
  malformed_code,
  number_lookup,
  number_type,
  plus,
  resend_after_expiry,
  session_url,
  sixth_send,
  success_field,
  timestamps,
  unknown_service,
  unknown_session,
  verified_again,
  wrong_code,
  wrong_method,
};
inline constexpr std::size_t quirk_count = static_cast<std::size_t>(Quirk::wrong_method) + 1;

struct QuirkRow {
  std::string_view name;
  std::string_view values;  ///< separated by blanks, the default first; or "TEXT=default", or "SECONDS=0"
  std::string_view help;
};
/// One row per Quirk, in its order.
std::span<const QuirkRow, quirk_count> quirk_rows();

class Quirks {
public:
  Quirks();
  /// Why not, if `name` or `value` is not known.
  Expected<void, std::string> set(std::string_view name, std::string_view value);
  /// NAME=VALUE.
  Expected<void, std::string> set(std::string_view assignment);

  [[nodiscard]] const std::string& get(Quirk quirk) const {
    return values_.at(static_cast<std::size_t>(quirk));
  }
  [[nodiscard]] bool is(Quirk quirk, std::string_view value) const { return get(quirk) == value; }
  /// For quirks that are numbers.
  [[nodiscard]] int number(Quirk quirk) const;

private:
  std::array<std::string, quirk_count> values_;
};

}  // namespace wavix::sandbox
