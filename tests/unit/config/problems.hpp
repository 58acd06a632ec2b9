// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check.hpp"
#include "config/load.hpp"
#include "folder.hpp"

namespace wavix::test {

/// All that is wrong with a file and arguments, one a line, with "file" for the file.
inline std::string problems_of(const std::string& text, const std::vector<std::string_view>& arguments = {},
                               std::string_view service = "sshd") {
  const Folder folder;
  const auto path = folder.file(text);
  const auto loaded = config::load({path, arguments}, service);
  if (loaded) return "";
  std::string all;
  for (auto problem : loaded.error()) {
    if (problem.where == path) problem.where = "file";
    all += to_string(problem) + "\n";
  }
  return all;
}

}  // namespace wavix::test
