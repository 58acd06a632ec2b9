// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "figures/axis.hpp"

/// Plain SVG charts, to stand in a page of HTML that has the styles (page_style.hpp). Each tells those who
/// cannot see it what it is, and where its numbers stand.
namespace wavix::figures {

struct ChartText {
  std::string id;           ///< a word, of its own in the page
  std::string title;        ///< "Codes sent each day"
  std::string description;  ///< a sentence
};

/// One part of each bar, with its class in the style sheet: "good", "bad", "rest", "sum".
struct Series {
  std::string name, style;
  std::vector<std::uint64_t> values;
};

/// Upright bars, one for each label, the series on top of each other.
std::string columns(const ChartText& text, Unit unit, const std::vector<std::string>& labels,
                    const std::vector<Series>& series);

/// Lying bars, one for each label, the series behind each other; `remarks` stand at their ends.
std::string bars(const ChartText& text, const std::vector<std::string>& labels,
                 const std::vector<Series>& series, const std::vector<std::string>& remarks);

/// A share in percent for each label, beside the band that is healthy.
struct Band {
  unsigned low, healthy_from, healthy_to;
};
std::string shares(const ChartText& text, const std::vector<std::string>& labels,
                   const std::vector<unsigned>& percent, const Band& band);

/// What the colours mean.
std::string legend(const std::vector<Series>& series);

}  // namespace wavix::figures
