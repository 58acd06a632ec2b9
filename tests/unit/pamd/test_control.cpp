// SPDX-License-Identifier: BSD-3-Clause
#include "pamd/control.hpp"

#include <security/_pam_types.h>

#include "check.hpp"

namespace {

using namespace wavix::pamd;

int of(const char* word, int result) {
  return parse_control(word).actions.at(static_cast<std::size_t>(result));
}

void words_mean_what_pam_conf_5_says() {
  CHECK_EQ(of("required", PAM_SUCCESS), action::ok);
  CHECK_EQ(of("required", PAM_IGNORE), action::ignore);
  CHECK_EQ(of("REQUISITE", PAM_AUTH_ERR), action::die);
  CHECK_EQ(of("sufficient", PAM_SUCCESS), action::done);
  CHECK_EQ(of("sufficient", PAM_AUTH_ERR), action::ignore);
  CHECK_EQ(of("optional", PAM_NEW_AUTHTOK_REQD), action::ok);
}
void values_have_actions_and_jumps() {
  CHECK_EQ(of("success=2 default=ignore", PAM_SUCCESS), 2);
  CHECK_EQ(of("success=2 default=ignore", PAM_ABORT), action::ignore);
  CHECK_EQ(of(" success = ok\tignore=reset", PAM_IGNORE), action::reset);
}
void what_no_value_names_is_bad() { CHECK_EQ(of("success=ok", PAM_IGNORE), action::bad); }
void a_default_counts_for_what_is_not_set_before_it() {
  CHECK_EQ(of("default=die success=ok", PAM_SUCCESS), action::ok);
  CHECK_EQ(of("default=die default=ignore", PAM_AUTH_ERR), action::die);
}
void a_misspelt_control_fails_whatever_the_module_says() {
  for (const auto* word :
       {"requird", "success=okay", "succes=ok", "success=0", "success", "success:ok", "success=ok,"}) {
    CHECK(parse_control(word).misspelt);
    CHECK_EQ(of(word, PAM_SUCCESS), action::bad);
  }
}
void includes_are_told_from_modules() {
  CHECK(parse_control("Include").kind == Control::Kind::include);
  CHECK(parse_control("substack").kind == Control::Kind::substack);
  CHECK(parse_control("required").kind == Control::Kind::module);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("words mean what pam.conf(5) says", words_mean_what_pam_conf_5_says),
      TEST("values have actions and jumps", values_have_actions_and_jumps),
      TEST("what no value names is bad", what_no_value_names_is_bad),
      TEST("a default counts for what is not set before it", a_default_counts_for_what_is_not_set_before_it),
      TEST("a misspelt control fails whatever the module says",
           a_misspelt_control_fails_whatever_the_module_says),
      TEST("includes are told from modules", includes_are_told_from_modules),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
