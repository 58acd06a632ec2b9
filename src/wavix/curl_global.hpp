// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace wavix::api {

/// Makes libcurl ready, once in the life of a process: takes what would steer libcurl, OpenSSL or the
/// resolver out of the environment, and has libcurl wipe all memory that it gives back. Call it while there
/// is one thread.
void make_libcurl_ready();

}  // namespace wavix::api
