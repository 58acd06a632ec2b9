// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/run_program.hpp"

#include <cstdlib>

#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using wavix::doctor::run_program;

auto shell(const std::string& script) { return run_program({"/bin/sh", "-c", script}, 10s); }

void what_a_program_says_and_how_it_ends_is_told() {
  const auto ran = shell("echo said; echo complained >&2; exit 3");
  CHECK_EQ(ran->out, "said\n");
  CHECK_EQ(ran->err, "complained\n");
  CHECK_EQ(ran->status, 3);
  CHECK_EQ(shell("kill -TERM $$")->status, 128 + 15);
}

void it_gets_no_environment_of_ours_and_nothing_to_read() {
  ::setenv("WAVIX2FA_TEST", "ours", 1);
  CHECK_EQ(shell("echo \"$WAVIX2FA_TEST$LC_ALL\"; cat")->out, "C\n");
}

void who_takes_too_long_is_killed() {
  const auto began = std::chrono::steady_clock::now();
  CHECK(!run_program({"/bin/sh", "-c", "exec sleep 100"}, 100ms));
  CHECK(std::chrono::steady_clock::now() - began < 10s);
}

void who_says_too_much_is_cut_short_and_still_ends() {
  const auto ran = shell("head -c 1000000 /dev/zero; echo done >&2");
  CHECK_EQ(ran->out.size(), std::size_t{256} << 10U);
  CHECK_EQ(ran->err, "done\n");
}

void what_is_not_there_is_a_reason() {
  CHECK_EQ(run_program({"/none"}, 1s).error(), "cannot be run: No such file or directory");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("what a program says, and how it ends, is told", what_a_program_says_and_how_it_ends_is_told),
      TEST("it gets no environment of ours and nothing to read",
           it_gets_no_environment_of_ours_and_nothing_to_read),
      TEST("who takes too long is killed", who_takes_too_long_is_killed),
      TEST("who says too much is cut short, and still ends", who_says_too_much_is_cut_short_and_still_ends),
      TEST("what is not there is a reason", what_is_not_there_is_a_reason),
  };
  return cmocka_run_group_tests_name("doctor run_program", tests, nullptr, nullptr);
}
