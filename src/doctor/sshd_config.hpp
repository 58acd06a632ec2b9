// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doctor/finding.hpp"

/// What doctor must know of sshd_config(5) beside what `sshd -T` says: in which line a setting stands, and
/// for whom there are others.
namespace wavix::doctor {

struct SshdLine {
  Place place;
  std::string keyword;  ///< in lower case
  std::vector<std::string> arguments;
  std::optional<std::size_t> block;  ///< the Match that it belongs to, by its index
};

/// "Match User alice Address 10.0.0.0/8"
struct SshdMatch {
  Place place;
  struct Criterion {
    std::string name;  ///< in lower case
    std::string patterns;
  };
  std::vector<Criterion> criteria;
};

struct SshdConfig {
  std::vector<SshdLine> lines;  ///< in the order in which sshd reads them
  std::vector<SshdMatch> matches;
};

/// The seam to the file system.
struct SshdFiles {
  /// The text of a file; nothing: it cannot be read.
  std::function<std::optional<std::string>(const std::string& path)> read;
  /// The files that a pattern of glob(7) names, in order.
  std::function<std::vector<std::string>(const std::string& pattern)> matching;
};
SshdFiles system_files();

/// The file at `path` and all that it includes.
SshdConfig read_sshd_config(const std::string& path, const SshdFiles& files);

/// The line that gives `keyword` to a connection for which only the Match block `block` holds, or none.
/// Nothing: it is given nowhere.
std::optional<Place> line_that_sets(const SshdConfig& config, std::string_view keyword,
                                    std::optional<std::size_t> block);

/// A connection that is of a Match block, for sshd -C.
struct SshdConnection {
  std::string user, host, address, local_address, local_port;
  bool named_users_alone = false;  ///< the block is for users that it names one by one
};
/// A connection that is of no Match block, but for those that are for all.
SshdConnection nobodys_connection();
/// `member_of`: somebody who is in a group of that name; nothing: nobody. Nothing if no connection can be
/// made up that the block would hold for.
std::optional<SshdConnection>
connection_for(const SshdMatch& match,
               const std::function<std::optional<std::string>(const std::string&)>& member_of);

}  // namespace wavix::doctor
