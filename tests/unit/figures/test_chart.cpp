// SPDX-License-Identifier: BSD-3-Clause
#include "figures/chart.hpp"

#include <regex>

#include "check.hpp"

namespace {

using wavix::figures::bars;
using wavix::figures::columns;
using wavix::figures::shares;
using wavix::figures::Unit;

std::vector<double> all(const std::string& drawn, const std::string& pattern) {
  std::vector<double> found;
  const std::regex number(pattern);
  for (auto at = std::sregex_iterator(drawn.begin(), drawn.end(), number); at != std::sregex_iterator(); ++at)
    found.push_back(std::stod((*at)[1]));
  return found;
}

void bars_are_as_high_as_their_numbers_say() {
  const auto drawn =
      columns({"c", "t", "d"}, Unit::count, {"a", "b"}, {{"x", "good", {50, 25}}, {"y", "bad", {0, 25}}});
  const auto heights = all(drawn, "<rect[^>]* height=\"([0-9.]+)\"");
  CHECK_EQ(heights.size(), 3U);  // no box for nothing
  CHECK(heights[0] == 2 * heights[1] && heights[1] == heights[2]);
  const auto feet = all(drawn, "<rect[^>]* y=\"([0-9.]+)\"");
  CHECK(feet[2] + heights[2] == feet[1]);  // one stands on the other
}

void nothing_is_drawn_outside() {
  for (const std::size_t days : {1U, 2U, 7U, 30U, 365U}) {
    std::vector<std::string> labels(days, "22 Nov");
    const auto drawn =
        columns({"c", "t", "d"}, Unit::count, labels, {{"x", "good", std::vector<std::uint64_t>(days, 999)}});
    for (const auto x : all(drawn, " x[12]?=\"(-?[0-9.]+)\""))
      CHECK(x >= 0 && x <= 480);
    CHECK(all(drawn, "class=\"middle\">([0-9]+)").size() <= 7U);
  }
}

void a_bar_tells_its_number_to_who_points_at_it() {
  const auto drawn = bars({"c", "t", "d"}, {"LV"}, {{"verified", "good", {1204}}}, {"1,204"});
  CHECK(drawn.find("<title>LV: 1,204 verified</title>") != std::string::npos);
  const auto share = shares({"s", "t", "d"}, {"LV"}, {73}, {20, 60, 80});
  CHECK(share.find("<title>LV: 73 %</title>") != std::string::npos);
}

void labels_are_text_and_no_markup() {
  const auto drawn = bars({"c", "<t>", "<d>"}, {"<LV>"}, {{"<v>", "good", {1}}}, {"<1>"});
  CHECK(!std::regex_search(drawn, std::regex("<(t|d|LV|v|1)>")));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("bars are as high as their numbers say", bars_are_as_high_as_their_numbers_say),
      TEST("nothing is drawn outside", nothing_is_drawn_outside),
      TEST("a bar tells its number to who points at it", a_bar_tells_its_number_to_who_points_at_it),
      TEST("labels are text, and no markup", labels_are_text_and_no_markup),
  };
  return cmocka_run_group_tests_name("figures chart", tests, nullptr, nullptr);
}
