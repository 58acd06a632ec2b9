// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.hpp"
#include "config/config.hpp"

namespace wavix::config {

/// One key of wavix2fa.conf: all that the parser, `wavix2fa config` and the test of the man page know of it.
struct Key {
  std::string_view section;
  std::string_view name;
  std::string_view fallback;  ///< its default, as one writes it in the file
  std::string accepts;        ///< what may be written: "a whole number from 4 to 10"
  std::string_view help;      ///< one line
  bool per_service = false;   ///< a [service NAME] section may override it
  bool required = false;      ///< has no default
  bool secret = false;        ///< its value is not to be shown
  /// Writes the value that `text` stands for, or gives the reason why it stands for none.
  std::function<Expected<void, std::string>(Config&, std::string_view text)> set;
  /// The value as one writes it in the file.
  std::function<std::string(const Config&)> text;

  /// "code.length"
  [[nodiscard]] std::string full_name() const;
};

/// All keys, section by section. The references stay good.
const std::vector<Key>& keys();
const Key* find_key(std::string_view section, std::string_view name);
/// A key that is known to be there, by its full name: "code.length". Throws std::logic_error: it is not.
const Key& key_named(std::string_view full_name);
bool is_section(std::string_view name);

}  // namespace wavix::config
