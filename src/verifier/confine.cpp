// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/confine.hpp"

#include "verifier/landlock.hpp"
#include "verifier/seccomp.hpp"
#include "verifier/unprivileged.hpp"

namespace wavix::verifier {

// In this order: only root may become somebody else, and the filter of system calls has no place for the
// calls that the two before it make. Each stands alone: the user keeps out of others' files where the kernel
// has no Landlock, and Landlock out of the files that the user could reach.
Expected<void, std::string> confine() {
  if (auto done = become_unprivileged(); !done) return done;
  if (auto done = restrict_files(); !done) return done;
  return restrict_system_calls();
}

}  // namespace wavix::verifier
