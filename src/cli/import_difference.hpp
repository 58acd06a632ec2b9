// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/import_rows.hpp"
#include "contacts/user_file.hpp"

namespace wavix::cli {

/// What an import would change of a users.conf.
struct Difference {
  struct Line {
    enum class Kind { added, changed, removed } kind;
    std::string user;
    Phones before, now;
    std::string channel;  ///< that is set; empty: none, or as it was

    bool operator==(const Line&) const = default;
  };
  std::vector<Line> lines;
  std::size_t same = 0;
  contacts::UserChanges changes;

  [[nodiscard]] std::size_t count(Line::Kind kind) const;
};

/// `prune`: users of the file whom the rows do not name go.
Difference difference(const contacts::UserFile& file, const std::vector<ImportRow>& rows, bool prune,
                      const config::Config& config);

std::string as_table(const Difference& difference, bool whole);
std::string as_json(const Difference& difference, bool whole);
/// "1 added, 2 changed, none removed, 40 as they are"
std::string in_words(const Difference& difference);

}  // namespace wavix::cli
