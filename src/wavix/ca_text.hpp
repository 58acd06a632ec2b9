// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "wavix/curl_transport.hpp"

namespace wavix::api {

/// The same with its ca_text, for a process that is about to give up the right to open ca_file. What cannot
/// be read stays for libcurl to complain of.
Endpoint with_ca_text(Endpoint endpoint);

}  // namespace wavix::api
