// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>
#include <string>

#include "base/expected.hpp"
#include "config/config.hpp"
#include "verifier/audit.hpp"
#include "verifier/flow.hpp"
#include "verifier/host.hpp"
#include "wavix/curl_transport.hpp"

namespace wavix::verifier {

/// The configuration that holds for the login, or the end of it.
Expected<config::Config, End> load_config(const Request& request);

/// All that the flow needs, once it is clear that a code will be asked for.
struct Prepared {
  FlowSettings settings;
  ApiKey key;
};

/// What can be told before a message is paid for: the user, the contact, the key. Fills in what it learns of
/// the record.
Expected<Prepared, End> prepare(const Request& request, const config::Config& config, Record& record);

}  // namespace wavix::verifier
