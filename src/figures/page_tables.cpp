// SPDX-License-Identifier: BSD-3-Clause
#include "figures/page_tables.hpp"

#include <fmt/format.h>

#include "figures/html.hpp"

namespace wavix::figures {
namespace {

/// That scrolls by itself where it is too wide, by the keyboard too.
std::string framed(const std::string& caption, const std::string& rows, const char* style = "table") {
  return fmt::format("<div class=\"{2}\" role=\"region\" aria-label=\"{0}\" tabindex=\"0\"><table>\n"
                     "<caption>{0}</caption>\n{1}</table></div>\n",
                     escaped(caption), rows, style);
}

std::string cells(const std::string& pointer, const std::vector<Number>& numbers) {
  std::string row;
  for (const auto& number : numbers)
    row += "<td" + placed(pointer, number) + "</td>";
  return row;
}

constexpr const char* group_headings =
    R"(<tr><td></td><th colspan="4" scope="colgroup" class="group">Logins</th>)"
    R"(<th colspan="4" scope="colgroup" class="group">Codes sent, by how the login ended</th><td></td><td></td></tr>)";

std::string headings() {
  std::string row = fmt::format("<thead>{}<tr><th scope=\"col\"></th>", group_headings);
  for (const auto& number : numbers_of({}, false)) {
    const std::string name = number.name;
    const bool is_sum = name == "logins" || name == "sends";
    row += fmt::format("<th scope=\"col\">{}</th>", is_sum ? "all" : number.heading);
  }
  return row + "</tr></thead>\n";
}

}  // namespace

std::string placed(const std::string& pointer, const Number& number) {
  return fmt::format(" data-at=\"{}/{}\">{}", pointer, number.name, shown(number));
}

std::string name_of(const Row& row, const Listing& listing) {
  return row.name.empty() ? fmt::format("no {} known", listing.key) : row.name;
}

std::string outcome_table(const Report& report) {
  std::string rows = "<thead><tr><th></th>";
  for (const auto& number : numbers_of_outcome({}))
    rows += fmt::format("<th scope=\"col\">{}</th>", number.heading);
  rows += "<th scope=\"col\"></th></tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < report.outcomes.size(); ++i) {
    const auto word = guard::login_outcomes[i];
    rows += fmt::format("<tr><th scope=\"row\">{}</th>{}<td class=\"words\">{}</td></tr>\n", word,
                        cells(fmt::format("/outcomes/{}", word), numbers_of_outcome(report.outcomes[i])),
                        explanation(static_cast<Outcome>(i)));
  }
  return framed("How logins ended", rows + "</tbody>\n");
}

std::string listing_table(const Report& report, const Listing& listing) {
  std::string rows = headings() + "<tbody>\n";
  for (std::size_t i = 0; i < listing.rows->size(); ++i) {
    const auto& row = (*listing.rows)[i];
    rows +=
        fmt::format("<tr><th scope=\"row\">{}</th>{}</tr>\n", escaped(name_of(row, listing)),
                    cells(fmt::format("/{}/{}", listing.name, i), numbers_of(row, report.bill.has_value())));
  }
  return framed(listing.heading, rows + "</tbody>\n");
}

std::string number_table(const std::string& caption, const std::string& pointer,
                         const std::vector<Number>& numbers) {
  std::string rows = "<tbody>\n";
  for (const auto& number : numbers)
    rows += fmt::format("<tr><th scope=\"row\">{}</th><td{}</td></tr>\n", number.heading,
                        placed(pointer, number));
  return framed(caption, rows + "</tbody>\n", "table pairs");
}

}  // namespace wavix::figures
