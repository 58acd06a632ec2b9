// SPDX-License-Identifier: BSD-3-Clause
#include "cli/wavix_client.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "config/load.hpp"
#include "verifier/endpoint.hpp"

namespace wavix::cli {
namespace {

using api::Cause;

std::string mend_of(const api::Failure& failure, const config::Config& config) {
  switch (failure.cause) {
  case Cause::unreachable: return "it cannot be reached; see the network, wavix.proxy and wavix.api_url";
  case Cause::timeout:
    return "it did not answer in time; see the network, wavix.connect_timeout and wavix.request_timeout";
  case Cause::tls: return "TLS failed; see wavix.ca_file, and the machine's clock";
  case Cause::auth:
    return failure.status == 401
               ? fmt::format("it does not take the API key in {}", config.wavix.api_key_file)
               : "the API key may not do this: it needs two_fa with read or write, and the account 2FA";
  case Cause::rate_limit: return "it was asked too often; try again later";
  case Cause::rejected: return "it rejects the request";
  case Cause::server: return "it has a failure of its own; try again later";
  case Cause::malformed: return "it answers what the API does not give; is wavix.api_url right?";
  }
  return {};
}

}  // namespace

Expected<WavixClient, Failure> WavixClient::open(const config::Config& config) {
  auto key = config::load_api_key(config.wavix.api_key_file);
  if (!key) return failed(to_string(key.error()));
  return WavixClient(std::make_unique<api::CurlTransport>(verifier::endpoint_of(config), std::move(*key)));
}

Expected<api::Reply, api::Failure> WavixClient::ask(api::Request request) {
  std::optional<Expected<api::Reply, api::Failure>> answer;
  transport_->start(std::move(request), [&](auto reply) { answer = std::move(reply); });
  while (!answer)
    static_cast<void>(transport_->run(-1, std::chrono::seconds(1)));
  return std::move(*answer);
}

Failure told(const api::Failure& failure, const config::Config& config) {
  auto line = fmt::format("{}: {}", config.wavix.api_url, mend_of(failure, config));
  if (failure.status != 0) line += fmt::format(" (HTTP {})", failure.status);
  if (!failure.message.empty()) line += fmt::format(": {}", failure.message);
  return {{std::move(line)}};
}

}  // namespace wavix::cli
