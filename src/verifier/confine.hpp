// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "base/expected.hpp"

namespace wavix::verifier {

/// Takes from this process, for good, all that it does not need to talk to the network: before it reads a
/// byte from there, and with all files open that not everybody may read. What is left to whoever takes it
/// over: the descriptors that are open, sockets, and the system's public files to read. It is the user
/// wavix2fa, executes nothing, makes no process, and opens nothing for writing.
///
/// Called while there is one thread. An error: the login must be denied. What the machine does not have (the
/// user, Landlock, seccomp) is told in the log, and is no error.
Expected<void, std::string> confine();

}  // namespace wavix::verifier
