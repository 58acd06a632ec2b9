// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "base/expected.hpp"

namespace wavix::verifier {

/// From now on this process can open for reading what asking name servers, verifying certificates and telling
/// the time need, and open nothing else, make, rename and remove nothing, wait for no TCP connection, and
/// reach neither other processes by signals nor abstract sockets, as far as the kernel's Landlock goes
/// (landlock(7)). What is open stays as it is. Where there is none, nothing happens. Else the reason.
Expected<void, std::string> restrict_files();

}  // namespace wavix::verifier
