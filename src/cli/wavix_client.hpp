// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>

#include "cli/command.hpp"
#include "config/config.hpp"
#include "wavix/curl_transport.hpp"
#include "wavix/operations.hpp"

namespace wavix::cli {

/// The Wavix API for a command, which has nothing else to do meanwhile. As for logins: each request ends in
/// wavix.request_timeout, and none that may have arrived is repeated.
class WavixClient {
public:
  /// Reads the API key; connects with the first request. To be made while there is one thread.
  static Expected<WavixClient, Failure> open(const config::Config& config);

  Expected<api::Reply, api::Failure> ask(api::Request request);

  [[nodiscard]] api::CurlTransport& transport() { return *transport_; }

private:
  explicit WavixClient(std::unique_ptr<api::CurlTransport> transport) : transport_(std::move(transport)) {}
  std::unique_ptr<api::CurlTransport> transport_;
};

/// What went wrong with the mend, as `api_url` is asked: "https://api.wavix.com: …".
Failure told(const api::Failure& failure, const config::Config& config);

}  // namespace wavix::cli
