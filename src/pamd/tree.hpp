// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.hpp"
#include "base/file.hpp"

namespace wavix::pamd {

/// Where PAM's files are.
struct Tree {
  std::string root;  ///< in front of every path that is opened: empty, or a folder without a / at its end
  /// What a file is to say instead of what it says, by its path (without root): a change that is not made
  /// yet.
  std::map<std::string, std::string> instead;
  /// Where libpam looks for modules. None: every module is taken to be there.
  std::vector<std::string> module_folders;

  /// This machine's.
  static Tree of_this_machine();
};

struct File {
  std::string path;  ///< without the root
  std::string text;
};

/// The file of a service, or what an include names: from /etc/pam.d, else of the vendor: /usr/lib/pam.d,
/// /usr/etc/pam.d (pam.conf(5)). A symbolic link, as authselect makes them, is followed if it is root's and
/// what it leads to is safe as read_safely() has it. `path` of the error is empty if there is no such file.
struct NoFile {
  std::string path;
  FileError error;
};
Expected<File, NoFile> read_file(const Tree& tree, const std::string& name);

/// Whether libpam finds the module that a line names.
bool module_exists(const Tree& tree, const std::string& module);

/// The services that have a file in /etc/pam.d, in the order of their names. Not what only others include.
std::vector<std::string> services_of(const Tree& tree);

}  // namespace wavix::pamd
