// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "wavix/curl_easy.hpp"
#include "wavix/curl_transport.hpp"

namespace wavix::api {

/// Whether a URL is plain http to this very machine: "localhost", 127.0.0.0/8 or ::1. Only there may the key
/// go without TLS.
bool is_plain_loopback(const std::string& url);

/// CURLOPT_OPENSOCKETFUNCTION: a socket that no child gets.
curl_socket_t open_socket(void*, curlsocktype, curl_sockaddr* to) noexcept;

/// All that is the same for every request. Nothing is left to a default that the environment can change.
void set_options(CurlEasy& easy, const Endpoint& endpoint);

}  // namespace wavix::api
