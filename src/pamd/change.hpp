// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "base/expected.hpp"
#include "pamd/tree.hpp"

namespace wavix::pamd {

/// What is asked for before the code.
enum class FirstFactor {
  password,
  key,  ///< sshd alone: the key that it has checked, and no password
};

/// How a service's own file is to be changed.
struct Change {
  std::string file;    ///< "/etc/pam.d/sshd"
  std::string before;  ///< what it says; of a vendor's file that `file` is to stand before
  std::string after;
  bool is_new = false;   ///< there is no `file` yet
  bool removes = false;  ///< `file` is to go: the vendor's says the same as `after`
};

/// Why not, a clause with the mend.
struct NoChange {
  enum class Kind {
    no_service,
    already,    ///< enable: the module is in the stack; disable: it is not
    generated,  ///< another program writes the file, or what the module stands in
    by_hand,    ///< the file is not one that can be changed without understanding what it is for
  } kind;
  std::string reason;
};

/// Puts the module behind what asks for the password, as conf/pam.d does for the distributions: after
/// "@include common-auth" or after the password's own line; in place of "auth substack password-auth" or
/// "auth include system-auth", which let wrong passwords on or skip the module, the lines that they stand
/// for. What is replaced stays as a comment. That the result is good is for examine() to say.
Expected<Change, NoChange> with_module(const Tree& tree, const std::string& service, FirstFactor first);

/// Takes out what with_module() put in, to the byte; else the module's lines in the service's own file.
Expected<Change, NoChange> without_module(const Tree& tree, const std::string& service);

}  // namespace wavix::pamd
