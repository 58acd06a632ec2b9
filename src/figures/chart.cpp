// SPDX-License-Identifier: BSD-3-Clause
#include "figures/chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "figures/html.hpp"

namespace wavix::figures {
namespace {

/// In units of the drawing, which are pixels at its own size. On a phone it is drawn at two thirds.
constexpr double width = 480, right = 8;
constexpr double top = 12, height = 180, axis_room = 30;  // of columns
constexpr double left_of_columns = 62;
constexpr double left_of_bars = 90, room_for_remarks = 148, bar_pitch = 30, bar_height = 18;
constexpr std::size_t most_labels = 6;

std::string opened(const ChartText& text, double tall) {
  return fmt::format("<svg viewBox=\"0 0 {0} {1}\" role=\"img\" aria-labelledby=\"{2}-t {2}-d\">"
                     "<title id=\"{2}-t\">{3}</title><desc id=\"{2}-d\">{4}</desc>\n",
                     width, tall, text.id, escaped(text.title), escaped(text.description));
}

std::string word(double x, double y, const char* style, const std::string& text) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" class=\"{}\">{}</text>\n", x, y, style, escaped(text));
}

std::string line(double x1, double y1, double x2, double y2, const char* style) {
  return fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" class=\"{}\"/>\n", x1, y1,
                     x2, y2, style);
}

/// As far as there is room; the table has all of it.
std::string shortened(const std::string& label) {
  constexpr std::size_t room = 9;
  return label.size() <= room ? label : sanitised(label, room - 1) + "…";
}

struct Box {
  double x, y, wide, tall;
};
std::string box(const Box& at, const std::string& style, const std::string& says) {
  return fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" class=\"{}\">"
                     "<title>{}</title></rect>\n",
                     at.x, at.y, at.wide, at.tall, style, escaped(says));
}

std::uint64_t highest(const std::vector<Series>& series, std::size_t labels) {
  std::uint64_t most = 0;
  for (std::size_t i = 0; i < labels; ++i) {
    std::uint64_t sum = 0;
    for (const auto& part : series)
      sum += part.values[i];
    most = std::max(most, sum);
  }
  return most;
}

std::string ruled(const Axis& axis, Unit unit) {
  std::string drawn;
  for (std::uint64_t tick = 0; tick <= axis.top; tick += axis.step) {
    const double y = top + height * (1 - axis.share(tick));
    drawn += line(left_of_columns, y, width - right, y, tick == 0 ? "axis" : "grid");
    drawn += word(left_of_columns - 6, y + 4, "end", tick_label(tick, unit));
  }
  return drawn;
}

/// Parts of one bar, from its foot on.
template <typename Place>
std::string stacked(const std::vector<Series>& series, std::size_t at, const std::string& label, Unit unit,
                    const Axis& axis, const Place& place) {
  std::string drawn;
  double begin = 0;
  for (const auto& part : series) {
    const double share = axis.share(part.values[at]);
    if (share > 0)
      drawn += box(place(begin, share), part.style,
                   fmt::format("{}: {} {}", label, in_words(part.values[at], unit), part.name));
    begin += share;
  }
  return drawn;
}

}  // namespace

std::string columns(const ChartText& text, Unit unit, const std::vector<std::string>& labels,
                    const std::vector<Series>& series) {
  const auto axis = Axis::up_to(highest(series, labels.size()));
  const double pitch = (width - right - left_of_columns) / static_cast<double>(labels.size());
  const double thick = std::min(pitch * 0.72, 36.0);
  const auto every = (labels.size() + most_labels - 1) / most_labels;
  auto drawn = opened(text, top + height + axis_room) + ruled(axis, unit);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const double middle = left_of_columns + pitch * (static_cast<double>(i) + 0.5);
    drawn += stacked(series, i, labels[i], unit, axis, [&](double begin, double share) {
      return Box{middle - thick / 2, top + height * (1 - begin - share), thick, height * share};
    });
    // The last label stays clear of the one before it.
    if (i % every == 0 && (i == 0 || i + every / 2 < labels.size()))
      drawn += word(middle, top + height + 22, "middle", labels[i]);
  }
  return drawn + "</svg>\n";
}

std::string bars(const ChartText& text, const std::vector<std::string>& labels,
                 const std::vector<Series>& series, const std::vector<std::string>& remarks) {
  const auto most = std::max<std::uint64_t>(highest(series, labels.size()), 1);
  const Axis axis{most, most};  // no ticks: each bar has its number
  const double longest = width - left_of_bars - room_for_remarks;
  auto drawn = opened(text, bar_pitch * static_cast<double>(labels.size()) + 4);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const double y = bar_pitch * static_cast<double>(i) + 6;
    drawn += word(left_of_bars - 8, y + 14, "end label", shortened(labels[i]));
    double end = 0;
    drawn += stacked(series, i, labels[i], Unit::count, axis, [&](double begin, double share) {
      end = begin + share;
      return Box{left_of_bars + longest * begin, y, longest * share, bar_height};
    });
    drawn += word(left_of_bars + longest * end + 8, y + 14, "number", remarks[i]);
  }
  return drawn +
         line(left_of_bars, 0, left_of_bars, bar_pitch * static_cast<double>(labels.size()) + 4, "axis") +
         "</svg>\n";
}

std::string shares(const ChartText& text, const std::vector<std::string>& labels,
                   const std::vector<unsigned>& percent, const Band& band) {
  const double longest = width - left_of_bars - 56;
  const double tall = bar_pitch * static_cast<double>(labels.size()) + 6;
  const auto at = [&](double share) { return left_of_bars + longest * share / 100; };
  auto drawn = opened(text, tall + axis_room);
  drawn += box({at(band.healthy_from), 0, at(band.healthy_to) - at(band.healthy_from), tall}, "healthy",
               fmt::format("healthy: {} to {} %", band.healthy_from, band.healthy_to));
  drawn +=
      box({at(0), 0, at(band.low) - at(0), tall}, "low", fmt::format("below {} %: an attack?", band.low));
  for (const unsigned tick : {0U, 20U, 40U, 60U, 80U, 100U}) {
    drawn += line(at(tick), 0, at(tick), tall, tick == 0 ? "axis" : "grid");
    drawn += word(at(tick), tall + 22, "middle", fmt::format("{} %", tick));
  }
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const double y = bar_pitch * static_cast<double>(i) + 6;
    drawn += word(left_of_bars - 8, y + 14, "end label", shortened(labels[i]));
    const auto said = in_words(percent[i], Unit::percent);
    drawn += box({at(0), y, at(percent[i]) - at(0), bar_height}, "sum", labels[i] + ": " + said);
    drawn += word(at(percent[i]) + 8, y + 14, "number", said);
  }
  return drawn + "</svg>\n";
}

std::string legend(const std::vector<Series>& series) {
  std::string drawn = "<p class=\"legend\">";
  for (const auto& part : series)
    drawn += fmt::format("<span><i class=\"{}\"></i>{}</span> ", part.style, escaped(part.name));
  return drawn + "</p>\n";
}

}  // namespace wavix::figures
