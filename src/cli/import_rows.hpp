// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cli/command.hpp"
#include "cli/phones.hpp"
#include "config/config.hpp"
#include "contacts/user_edit.hpp"

/// Users and their phones from elsewhere, each judged as `users set` judges one.
namespace wavix::cli {

struct ImportRow {
  contacts::UserChange change;
  Phones phones;
};

struct ImportRows {
  std::vector<ImportRow> good;     ///< each user once
  std::vector<std::string> bad;    ///< what is wrong with the others, and where they stand
  std::vector<std::string> notes;  ///< what else the administrator should know
};

/// A CSV file with the columns user and phone, and maybe channel and language, in any order; "-": standard
/// input. Users who are there twice are bad.
Expected<ImportRows, Failure> rows_from_csv(const std::string& path, const config::Config& config);

/// Everybody whom ldap.filter can find. Who has no phone there is no row.
Expected<ImportRows, Failure> rows_from_ldap(const config::Config& config);

/// Takes a row whose phones are `list`, if they are usable and the user is not there yet. `where` begins what
/// is said of it: "users.csv:7".
class ImportRowsBuilder {
public:
  explicit ImportRowsBuilder(const config::Config& config) : config_(config) {}
  void add(const std::string& where, contacts::UserChange change, const std::string& list);
  void bad(const std::string& where, const std::string& why) { rows_.bad.push_back(where + ": " + why); }
  void note(std::string text) { rows_.notes.push_back(std::move(text)); }
  ImportRows done() &&;

private:
  const config::Config& config_;
  ImportRows rows_;
  std::map<std::string, std::string> places_;  ///< of the users so far
};

}  // namespace wavix::cli
