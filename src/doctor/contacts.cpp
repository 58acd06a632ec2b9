// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/contacts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstddef>

#include "base/account.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "contacts/number_plan.hpp"
#include "contacts/user_entry.hpp"
#include "contacts/user_file.hpp"
#include "policy/numbers.hpp"

namespace wavix::doctor {
namespace {

constexpr std::string_view subject = "contacts";
constexpr std::size_t most_told = 10;  // of one kind: a file that is something else must not fill the screen

/// The line, without the digits of its number.
std::string hidden(std::string line) {
  const auto equals = line.find('=');
  const auto value = equals == std::string::npos ? 0 : equals;
  std::replace_if(line.begin() + static_cast<std::ptrdiff_t>(value), line.end(), is_digit, '*');
  return line;
}

/// Why no code can go to a number that is one; empty if it can.
std::string forbidden_because(const PhoneNumber& number, const config::Config& config) {
  if (contacts::is_paid_by_the_sender(number))
    return "a premium-rate or shared-cost number never gets a code";
  const auto country = contacts::country_of(number);
  if (policy::country_allowed(config.policy.countries, country)) return {};
  return fmt::format("policy.countries does not have {}", country.empty() ? "its country" : country);
}

/// What is wrong with one user's entry; whom no code can reach although all of it is right.
Findings judge_entry(const contacts::UserEntry& user, const config::Config& config) {
  Findings findings;
  const auto contact = contacts::contact_from(user.entry, user.name, config.users.default_region);
  if (!contact) {
    for (const auto& [line, reason] : contact.error())
      findings.push_back(fail(subject, "entry-unusable", Effect::keeps_out, reason,
                              "mend the line; a number is written as +37128782931")
                             .at(Place{"", line, ""}));
    return findings;
  }
  for (const auto& phone : contact->phones)
    if (const auto why = forbidden_because(phone, config); !why.empty())
      findings.push_back(warning(subject, "number-forbidden", Effect::keeps_out,
                                 fmt::format("{} can get no code at {}: {}", user.name, phone.masked(), why),
                                 "give another number, or see policy.countries")
                             .at(Place{"", user.entry.phone->line, ""}));
  return findings;
}

/// Adds `more` as long as there are not too many of a kind; then one that tells how many there are.
class Bounded {
public:
  void add(Findings more) {
    for (auto& finding : more) {
      auto& [id, count, last] = of(finding.id);
      if (++count <= most_told)
        findings_.push_back(std::move(finding));
      else
        last = std::move(finding);
    }
  }
  Findings done() {
    for (auto& [id, count, last] : counts_) {
      if (count <= most_told) continue;
      last.evidence = fmt::format("and {} more like this", count - most_told);
      findings_.push_back(std::move(last));
    }
    return std::move(findings_);
  }

private:
  struct Count {
    std::string id;
    std::size_t count = 0;
    Finding last = {};
  };
  Count& of(const std::string& id) {
    const auto found =
        std::find_if(counts_.begin(), counts_.end(), [&](const auto& count) { return count.id == id; });
    if (found != counts_.end()) return *found;
    return counts_.emplace_back(Count{id});
  }

  Findings findings_;
  std::vector<Count> counts_;
};

Findings examine_file(const config::Config& config) {
  const auto& path = config.users.file;
  const auto text = read_safely(path, Readers::anyone, contacts::largest_user_file);
  if (!text)
    return {fail(subject, "users-file", Effect::keeps_out, fmt::format("{} {}", path, text.error().reason),
                 "see users.file: without it no user of it gets in")};
  // A directory of accounts may be slow: what was not asked in time counts as there.
  const auto ends = std::chrono::steady_clock::now() + std::chrono::seconds(3);
  return judge_users(*text, path, config, [&](const std::string& name) {
    if (std::chrono::steady_clock::now() > ends) return true;
    const auto account = account_named(name);
    return !account || *account;
  });
}

}  // namespace

Findings judge_users(std::string_view text, const std::string& path, const config::Config& config,
                     const std::function<bool(const std::string&)>& is_account) {
  const contacts::UserFile file(text);
  Bounded findings;
  for (const auto& [line, reason] : file.problems())
    findings.add({fail(subject, "users-line", Effect::keeps_out, reason,
                       "mend the line: until then nobody whose phone is in this file gets in")
                      .at(Place{"", line, ""})});
  for (const auto& user : file.entries()) {
    if (user.entry.phone) findings.add(judge_entry(user, config));
    if (!is_account(std::string(user.name)))
      findings.add({warning(subject, "no-account", Effect::none,
                            fmt::format("{}: there is no such account", user.name),
                            "mend the name, or take the line out")
                        .at(Place{"", user.line, ""})});
  }
  auto found = findings.done();
  for (auto& finding : found)
    finding.place = Place{path, finding.place->line, hidden(line_of(text, finding.place->line))};
  const auto users = file.entries().size();
  if (std::none_of(found.begin(), found.end(), [](const auto& f) { return f.severity == Severity::fail; }))
    found.insert(found.begin(), ok(subject, "file " + counted(users, "user")).without_names());
  return found;
}

Findings examine_contacts(const config::Config& config, const std::string& looked_up) {
  Findings findings;
  for (const auto source : config.users.sources)
    append(findings,
           source == config::Source::file ? examine_file(config) : examine_directory(config, looked_up));
  return findings;
}

}  // namespace wavix::doctor
