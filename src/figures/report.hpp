// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "figures/money.hpp"
#include "figures/outcome.hpp"

/// What the logins of a machine, and Wavix's bill for them, add up to.
namespace wavix::figures {

/// A line of a table.
struct Row {
  std::string name;  ///< "2026-11-22", "sms", "LV", "sshd"; empty: not known
  std::uint64_t logins = 0, verified = 0, failed = 0;
  std::uint64_t sends = 0, sends_verified = 0, sends_failed = 0;  ///< of logins that so ended
  std::uint64_t verifications = 0;  ///< begun; two logins may share one (code.reuse_window)
  std::uint64_t converted = 0;      ///< of them, those that were verified in the end
  Money cost;

  [[nodiscard]] std::uint64_t other() const { return logins - verified - failed; }
  [[nodiscard]] std::uint64_t sends_other() const { return sends - sends_verified - sends_failed; }
  /// In percent, rounded; nothing: no verification was begun.
  [[nodiscard]] std::optional<unsigned> conversion() const;
  /// Counts a login, not its verification.
  void count(const guard::LoginRecord& login, Outcome outcome);
  /// All but the name.
  Row& operator+=(const Row& other);
};

/// What Wavix's own list said.
struct Bill {
  std::uint64_t verifications = 0;  ///< all that were listed, of other machines too
  std::uint64_t elsewhere = 0;      ///< of them, those that this machine's record has not
  Money cost_elsewhere;
  std::uint64_t unreadable = 0;  ///< charges that are no amount, and count nowhere
};

/// Of the verifications that were not verified, what their events said.
struct Delivery {
  std::uint64_t undelivered = 0;  ///< messages
  std::uint64_t asked = 0;        ///< verifications whose events were read
  std::uint64_t wanted = 0;       ///< verifications that were not verified
};

struct Report {
  Days span = {};
  Row totals = {};
  std::uint64_t checks = 0;
  std::uint64_t outages = 0;  ///< logins that Wavix could not be asked for, let past or not
  std::array<Row, guard::login_outcomes.size()> outcomes = {};
  std::vector<Row> days = {}, channels = {}, countries = {}, services = {};  ///< those that had a login
  std::vector<Row> users = {};            ///< those with the most sends; empty unless they were asked for
  std::optional<Bill> bill = {};          ///< nothing: Wavix was not asked
  std::string no_bill_because = {};       ///< "--offline"
  std::optional<Delivery> delivery = {};  ///< likewise
};

/// Below it lies abuse (Twilio, OWASP): somebody has codes sent that nobody types.
constexpr unsigned conversion_of_an_attack = 20;
constexpr unsigned healthy_conversion = 60;
/// Of fewer verifications than so many the share says nothing.
constexpr std::uint64_t enough_verifications = 20;

/// What an administrator should look at, each in a sentence, what smells of an attack first: conversion, of
/// all and by country.
std::vector<std::string> hints(const Report& report);

}  // namespace wavix::figures
