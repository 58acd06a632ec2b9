// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check.hpp"

namespace wavix::test {

/// Each text is taken, and written back as `written`.
template <typename Form>
void check_taken(const Form& form, std::string_view text, std::string_view written) {
  const auto value = form.parse(text);
  if (!value) failed(__FILE__, __LINE__, value.error());
  CHECK_EQ(form.text(*value), written);
}

template <typename Form>
void check_refused(const Form& form, const std::vector<std::string_view>& texts) {
  for (const auto text : texts)
    if (form.parse(text)) failed(__FILE__, __LINE__, "taken: «" + std::string(text) + "»");
}

}  // namespace wavix::test
