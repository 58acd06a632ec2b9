// SPDX-License-Identifier: BSD-3-Clause
#include "wavix/ca_text.hpp"

#include <cstddef>
#include <utility>

#include "base/file.hpp"

namespace wavix::api {

Endpoint with_ca_text(Endpoint endpoint) {
  constexpr std::size_t most = 8000000;  // bytes; libcurl takes no more (CURL_MAX_INPUT_LENGTH)
  if (endpoint.ca_file.empty()) return endpoint;
  if (auto text = read_file(endpoint.ca_file, most)) endpoint.ca_text = std::move(*text);
  return endpoint;
}

}  // namespace wavix::api
