// SPDX-License-Identifier: BSD-3-Clause
#include "cli/session_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/phone_number.hpp"
#include "base/rfc3339.hpp"
#include "base/text.hpp"
#include "cli/json.hpp"
#include "cli/output.hpp"
#include "cli/table.hpp"
#include "cli/time.hpp"

namespace wavix::cli {
namespace {

constexpr std::size_t cost_column = 7;
constexpr std::size_t most_statuses = 16;  // of Wavix's five: a list may say what it likes, and is long

std::string masked(const std::string& phone) {
  const auto digits = phone.substr(phone.starts_with('+') ? 1 : 0);
  return all_digits(digits) ? PhoneNumber(digits).masked() : phone;
}

Paint paint_of(const std::string& status) {
  if (status == "verified") return Paint::good;
  if (status == "failed") return Paint::bad;
  return status == "expired" ? Paint::warning : Paint::none;
}

std::string or_dash(std::string text) { return text.empty() ? "-" : std::move(text); }

Row row_of(const ListedSession& listed) {
  const auto& [session, owner] = listed;
  const auto at = from_rfc3339(session.created_at);
  return {or_dash(at ? to_the_second(*at) : session.created_at),
          or_dash(owner ? owner->user : ""),
          or_dash(owner ? owner->service : ""),
          or_dash(owner ? owner->rhost : ""),
          or_dash(masked(session.phone)),
          or_dash(session.country),
          {or_dash(session.status), paint_of(session.status)},
          or_dash(charge_for_people(session.charge)),
          or_dash(session.verification)};
}

class Table final : public SessionOutput {
public:
  explicit Table(std::string none) : none_(std::move(none)) {}

  Outcome show_some(const std::vector<ListedSession>& sessions) override {
    std::vector<Row> rows;
    if (widths_.empty())
      rows.push_back({"CREATED", "USER", "SERVICE", "HOST", "PHONE", "COUNTRY", "STATUS", "COST", "ID"});
    for (const auto& session : sessions)
      rows.push_back(row_of(session));
    if (widths_.empty()) measure(rows);
    std::string text;
    for (const auto& row : rows)
      text += line_of(row);
    return show(text);
  }

  Outcome end(const SessionTotals& totals) override {
    if (totals.count == 0) return show(none_);
    std::string statuses;
    for (const auto& [status, count] : totals.by_status)
      statuses += fmt::format("{}{} {}", statuses.empty() ? ": " : ", ", with_commas(count), status);
    return show(
        fmt::format("{}{}; {}\n", counted(totals.count, "verification"), statuses, totals.charges.text()));
  }

private:
  void measure(const std::vector<Row>& rows) {
    widths_.resize(rows.front().size());
    for (const auto& row : rows)
      for (std::size_t i = 0; i < row.size(); ++i)
        widths_[i] = std::max(widths_[i], width_of(row[i].text));
  }
  [[nodiscard]] std::string line_of(const Row& row) const {
    std::string line;
    for (std::size_t i = 0; i + 1 < row.size(); ++i)
      line += painted(row[i].paint, padded(row[i].text, widths_[i], i == cost_column)) + "  ";
    return line + row.back().text + "\n";
  }

  std::string none_;
  std::vector<std::size_t> widths_;
};

class JsonList final : public SessionOutput {
public:
  Outcome show_some(const std::vector<ListedSession>& sessions) override {
    std::string text;
    for (const auto& [session, owner] : sessions) {
      text += std::exchange(begun_, true) ? ",\n" : "[\n";
      text += to_text(JsonObject()
                          .with("created_at", json_or_null(session.created_at))
                          .with("user", json_or_null(owner ? owner->user : ""))
                          .with("service", json_or_null(owner ? owner->service : ""))
                          .with("host", json_or_null(owner ? owner->rhost : ""))
                          .with("phone", json_or_null(masked(session.phone)))
                          .with("country", json_or_null(session.country))
                          .with("status", json_or_null(session.status))
                          .with("charge", json_or_null(session.charge))
                          .with("verification", json_or_null(session.verification))
                          .done());
    }
    return show(text);
  }
  Outcome end(const SessionTotals& /*totals*/) override { return show(begun_ ? "\n]\n" : "[]\n"); }

private:
  bool begun_ = false;
};

}  // namespace

void SessionTotals::add(const api::Session& session) {
  ++count;
  charges.add(session.charge);
  const auto status = or_dash(session.status);
  const bool fits = by_status.size() < most_statuses || by_status.contains(status);
  ++by_status[fits ? status : "other"];
}

std::unique_ptr<SessionOutput> session_table(std::string none) {
  return std::make_unique<Table>(std::move(none));
}
std::unique_ptr<SessionOutput> session_json() { return std::make_unique<JsonList>(); }

}  // namespace wavix::cli
