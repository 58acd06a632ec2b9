// SPDX-License-Identifier: BSD-3-Clause
#include "cli/bill.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/wavix_client.hpp"
#include "wavix/session_list.hpp"

namespace wavix::cli {
namespace {

/// One after the other: there are at most some hundred.
void add_events(WavixClient& wavix, figures::Figures& figures, Progress& progress) {
  const auto unverified = figures.unverified();
  for (std::size_t i = 0; i < unverified.size(); ++i) {
    progress.at(fmt::format("deliveries of {} of {} verifications", i, unverified.size()));
    const auto reply = wavix.ask(api::events_request(unverified[i]));
    if (!reply) return;
    if (const auto events = api::events_reply(*reply)) figures.add(*events);
  }
}

}  // namespace

Outcome add_bill(const config::Config& config, const Days& days, figures::Figures& figures,
                 Progress& progress) {
  auto wavix = WavixClient::open(config);
  if (!wavix) return unexpected(std::move(wavix.error()));
  api::SessionList list([&](const api::Session& session) {
    figures.add(session);
    progress.at(with_commas(list.count()) + " verifications of Wavix's list");
    return true;
  });
  // In what time zone Wavix's days begin is not documented: one more at either end has all of ours.
  constexpr std::chrono::days one(1);
  auto request = list.request(config.wavix.service_id, in_iso(days.first - one), in_iso(days.last + one));
  const auto reply = wavix->ask(std::move(request));
  if (const auto done = list.result(reply); !done) return unexpected(told(done.error(), config));
  add_events(*wavix, figures, progress);
  return {};
}

}  // namespace wavix::cli
