// SPDX-License-Identifier: BSD-3-Clause
#include "figures/html.hpp"

#include "check.hpp"

namespace {

using wavix::figures::escaped;

void no_text_becomes_markup_or_ends_an_attribute() {
  CHECK_EQ(escaped("<script>alert('1')</script>"), "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
  CHECK_EQ(escaped("\" onload=\"x"), "&quot; onload=&quot;x");
  CHECK_EQ(escaped("&lt;b&gt;"), "&amp;lt;b&amp;gt;");
}

void what_would_disturb_the_reader_is_not_in_it() {
  CHECK_EQ(escaped("a\x1b[2Jb\n\xff"), "a?[2Jb??");
  CHECK_EQ(escaped("Jānis"), "Jānis");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("no text becomes markup, or ends an attribute", no_text_becomes_markup_or_ends_an_attribute),
      TEST("what would disturb the reader is not in it", what_would_disturb_the_reader_is_not_in_it),
  };
  return cmocka_run_group_tests_name("figures html", tests, nullptr, nullptr);
}
