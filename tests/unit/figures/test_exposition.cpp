// SPDX-License-Identifier: BSD-3-Clause
#include "figures/exposition.hpp"

#include "check.hpp"

namespace {

using wavix::figures::Exposition;

void a_metric_is_told_with_what_it_is() {
  Exposition text;
  text.counter("logins_total", "Logins.");
  text.sample({{"outcome", "verified"}, {"service", "sshd"}}, 12);
  text.gauge("up", "Whether it is.");
  text.sample({}, 1);
  CHECK_EQ(text.text(), "# HELP logins_total Logins.\n# TYPE logins_total counter\n"
                        "logins_total{outcome=\"verified\",service=\"sshd\"} 12\n"
                        "# HELP up Whether it is.\n# TYPE up gauge\nup 1\n");
}

void no_label_ends_itself_or_its_line() {
  Exposition text;
  text.gauge("x", "X.");
  text.sample({{"service", "a\\b\"} 9\ny"}}, 1);
  CHECK_EQ(text.text(), "# HELP x X.\n# TYPE x gauge\nx{service=\"a\\\\b\\\"} 9?y\"} 1\n");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a metric is told with what it is", a_metric_is_told_with_what_it_is),
      TEST("no label ends itself, or its line", no_label_ends_itself_or_its_line),
  };
  return cmocka_run_group_tests_name("figures exposition", tests, nullptr, nullptr);
}
