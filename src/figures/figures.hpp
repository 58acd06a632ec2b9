// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "figures/report.hpp"
#include "figures/verifications.hpp"
#include "wavix/operations.hpp"

namespace wavix::figures {

/// Rows by name, found again by number; of more names than `most`, the later ones share the row without.
class Table {
public:
  explicit Table(std::size_t most) : most_(most) {}
  std::size_t row_of(const std::string& name);
  Row& operator[](std::size_t row) { return rows_[row]; }
  [[nodiscard]] std::vector<Row> in_order_of_name() &&;
  [[nodiscard]] std::vector<Row> with_most_sends(std::size_t most) &&;

private:
  std::size_t most_;
  std::unordered_map<std::string, std::size_t> numbers_;
  std::vector<Row> rows_;
};

/// Adds up the logins, then Wavix's list, then what some verifications' events say; none is kept, so that
/// there may be millions. In this order: add(login) for each, settle(), add(session) for each.
class Figures {
public:
  Figures(const Days& span, bool with_users);

  /// In the order of the logins. Those of a day before and after the span only say whose a verification is.
  void add(const guard::LoginRecord& login);
  void settle();
  void add(const api::Session& session);
  /// Verifications that were not verified, the latest, whose events are worth asking for.
  [[nodiscard]] const std::deque<std::string>& unverified() const { return unverified_; }
  void add(const std::vector<api::Event>& events);

  /// `no_bill_because`: why there was no list; empty: there was.
  [[nodiscard]] Report report(std::string no_bill_because) &&;

  static constexpr std::size_t most_unverified = 200, most_users = 10;

private:
  template <typename Change>
  void change(const Places& places, const Change& change_row);

  Report report_;
  std::string begins_, ends_;  ///< of the span, as Wavix writes times
  bool with_users_;
  Table days_, channels_, countries_, services_, users_;
  Verifications verifications_;
  Bill bill_;
  Delivery delivery_;
  std::deque<std::string> unverified_;
};

}  // namespace wavix::figures
