// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <optional>
#include <stdexcept>

#include "wavix/curl_transport.hpp"

namespace wavix::test {

using namespace std::chrono_literals;
using Outcome = Expected<api::Reply, api::Failure>;

inline ApiKey some_key() { return *ApiKey::copy_of("s3cr3t"); }

inline api::CurlTransport transport_to(const std::string& url, std::chrono::milliseconds connect = 1000ms,
                                       std::chrono::milliseconds request = 2000ms) {
  return {api::Endpoint{url, "", "", connect, request}, some_key()};
}

/// What became of a request.
inline Outcome ask(api::CurlTransport& transport, api::Request request) {
  std::optional<Outcome> outcome;
  transport.start(std::move(request), [&](Outcome result) { outcome = std::move(result); });
  const auto deadline = std::chrono::steady_clock::now() + 5s;
  while (!outcome) {
    if (std::chrono::steady_clock::now() > deadline) throw std::logic_error("no outcome in 5 seconds");
    transport.run(-1, 1000ms);
  }
  return *outcome;
}

inline Outcome ask(const std::string& url, api::Request request) {
  auto transport = transport_to(url);
  return ask(transport, std::move(request));
}

inline api::Request some_post() { return {api::Method::post, "/v1/x", R"({"code":"123456"})"}; }
inline api::Request some_get() { return {api::Method::get, "/v1/x", ""}; }

}  // namespace wavix::test
