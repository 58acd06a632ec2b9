// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "pamd/control.hpp"
#include "pamd/tree.hpp"

namespace wavix::pamd {

/// Where a line stands.
struct Place {
  std::string file;
  unsigned line = 0;
  std::string text;  ///< the line as libpam sees it (Line::text)
};

/// A line of the stack: a module, or the door to the lines of a substack, which follow it one level deeper.
struct Entry {
  enum class Kind {
    module,
    substack,   ///< calls nothing
    must_fail,  ///< libpam cannot understand it: PAM_PERM_DENIED
  } kind = Kind::module;
  Control control;
  std::string control_word;
  std::string module;  ///< "pam_unix.so", or a path
  std::vector<std::string> arguments;
  unsigned level = 0;
  Place place;
  std::vector<Place> through;  ///< the lines that included it, the service's own first
  bool missing = false;        ///< the module's file is not there: PAM_MODULE_UNKNOWN
};

/// What is wrong with a line or a file itself.
struct Fault {
  enum class Kind {
    type,     ///< the first word is no type
    control,  ///< no control, or one that is misspelt
    module,   ///< no module is named, or no file to include
    include,  ///< what is included is not there, cannot be read, or is not safe
    loop,     ///< includes go too deep
    cut_off,  ///< a file ends in a backslash
  } kind;
  Place place;
  std::string reason;
};

/// What pam_authenticate(3) walks through.
struct Stack {
  std::string service;
  std::string file;  ///< where the auth lines are from: the service's own, or "other"'s
  std::vector<Entry> entries;
  std::vector<Fault> faults;
  /// libpam cannot even begin: everybody is denied.
  bool aborts = false;
};

/// The auth lines of a service as libpam of Linux-PAM puts them together, with Debian's @include. A service
/// without a file, or whose file has no auth line, has those of "other". Includes are followed 16 deep.
Stack auth_stack(const Tree& tree, const std::string& service);

/// Whether `module`, with or without a path, is pam_wavix2fa.so.
bool is_ours(const Entry& entry);

}  // namespace wavix::pamd
