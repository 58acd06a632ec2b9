// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>

#include "config/config.hpp"
#include "doctor/finding.hpp"
#include "wavix/curl_probe.hpp"

namespace wavix::doctor {

/// The way to Wavix, the API key and the clock, by two requests that cost nothing.
///
/// The first reads the events of a verification that cannot exist: 404 proves that the key was taken. The
/// second cancels that same verification, which changes nothing: only a key that may write gets 404 here too,
/// where one that may but read, and so could send no code, gets 403. That wavix.service_id is right cannot be
/// told without a message.
Findings examine_wavix(const config::Config& config);

/// What the way of the first request shows. `now`: for how long the certificate is still good.
Findings judge_network(const api::Probe& probe, const config::Config& config, std::chrono::sys_seconds now);
/// What the answers say of the key. `writing`: to the second request.
Finding judge_key(const Expected<api::Reply, api::Failure>& reading,
                  const Expected<api::Reply, api::Failure>& writing, const config::Config& config);
Finding judge_clock(const api::Way& way);

}  // namespace wavix::doctor
