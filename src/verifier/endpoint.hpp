// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "config/config.hpp"
#include "wavix/curl_transport.hpp"

namespace wavix::verifier {

/// Where Wavix is, by [wavix] of the configuration.
inline api::Endpoint endpoint_of(const config::Config& config) {
  return {config.wavix.api_url, config.wavix.ca_file, config.wavix.proxy, config.wavix.connect_timeout,
          config.wavix.request_timeout};
}

}  // namespace wavix::verifier
