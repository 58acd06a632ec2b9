// SPDX-License-Identifier: BSD-3-Clause
#include "cli/json.hpp"
#include "cli/report_shapes.hpp"
#include "figures/numbers.hpp"

namespace wavix::cli {
namespace {

Json json_of(const figures::Number& number) {
  if (!number.value) return {};
  // Not a number in JSON: a reader would make a double of it.
  if (number.unit == figures::Unit::dollars)
    return json(figures::Money::of_billionths(static_cast<std::int64_t>(*number.value)).text());
  return Json(json_object_new_uint64(*number.value));
}

JsonObject with(JsonObject object, const std::vector<figures::Number>& numbers) {
  for (const auto& number : numbers)
    object = std::move(object).with(number.name, json_of(number));
  return object;
}

Json listing(const figures::Report& report, const figures::Listing& all) {
  auto list = json_array();
  for (const auto& row : *all.rows) {
    auto object = JsonObject().with(all.key, row.name.empty() ? Json() : json(row.name));
    append(list, with(std::move(object), numbers_of(row, report.bill.has_value())).done());
  }
  return list;
}

Json outcomes(const figures::Report& report) {
  JsonObject object;
  for (std::size_t i = 0; i < report.outcomes.size(); ++i)
    object = std::move(object).with(std::string(guard::login_outcomes[i]).c_str(),
                                    with(JsonObject(), numbers_of_outcome(report.outcomes[i])).done());
  return std::move(object).done();
}

}  // namespace

std::string as_json(const figures::Report& report) {
  auto wavix = JsonObject()
                   .with("asked", report.bill.has_value())
                   .with("why", report.bill ? Json() : json(report.no_bill_because));
  auto said = json_array();
  for (const auto& hint : hints(report))
    append(said, json(hint));
  auto object = JsonObject()
                    .with("from", in_iso(report.span.first))
                    .with("to", in_iso(report.span.last))
                    .with("totals", with(JsonObject(), totals_of(report)).done())
                    .with("outcomes", outcomes(report));
  for (const auto& all : listings_of(report))
    object = std::move(object).with(all.name, listing(report, all));
  return to_text(std::move(object)
                     .with("wavix", with(std::move(wavix), bill_of(report)).done())
                     .with("hints", std::move(said))
                     .done()) +
         "\n";
}

}  // namespace wavix::cli
