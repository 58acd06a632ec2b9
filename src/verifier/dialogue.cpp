// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/dialogue.hpp"

#include <utility>

#include "base/when.hpp"
#include "verifier/causes.hpp"
#include "verifier/endpoint.hpp"
#include "verifier/preparation.hpp"
#include "wavix/ca_text.hpp"

namespace wavix::verifier {
namespace {

using namespace std::chrono_literals;

/// The host is looked at so often while the directory is asked.
constexpr milliseconds step = 200ms;

ApiKey copy_of(const ApiKey& key) { return *ApiKey::copy_of(key.view()); }

}  // namespace

Dialogue::Dialogue(Host& host, const Request& request, const config::Config& config,
                   const Admission& admission, LoginGuard* guard, ApiKey key, milliseconds deadline)
    : host_(host), request_(request), config_(config), admission_(admission), guard_(guard),
      key_(std::move(key)), deadline_(deadline), endpoint_(api::with_ca_text(endpoint_of(config))),
      wavix_(endpoint_, copy_of(key_)), search_(config, admission, deadline) {}

End Dialogue::run() {
  bool wavix_is_away = false;
  if (guard_ != nullptr) {
    const auto away = guard_->circuit_is_open();
    if (!away) return away.error();
    wavix_is_away = *away;
  }
  search_.begin();
  if (!search_.done() && !wavix_is_away) connect_ahead();
  while (!begun_ && !search_.done() && !host_.has_spoken())
    static_cast<void>(wavix_.run(search_.fd(), step));
  begin();
  if (!end_) end_ = driver_->run();
  return *end_;
}

void Dialogue::connect_ahead() {
  wavix_.connect_ahead(api::create_path, api::create_room(config_.wavix.service_id), [this](const auto&) {
    search_.wait(host_.fd());
    begin();
  });
}

void Dialogue::cancel_left_open(milliseconds most) {
  if (driver_) driver_->cancel_left_open(most);
}

std::vector<std::string> Dialogue::cancel(const std::vector<std::string>& verifications, milliseconds most) {
  return driver_ ? driver_->cancel(verifications, most) : std::vector<std::string>{};
}

void Dialogue::begin() {
  if (std::exchange(begun_, true)) return;
  if (!search_.done() && host_.has_spoken()) {  // unasked: it is gone
    end_ = End{Verdict::no_dialogue, cause_host_gone};
    return;
  }
  auto settings = prepare(request_, admission_, config_, search_.take(), key_, today(), *search_.users());
  if (admission_.monitor)
    end_ = rehearsed(settings, config_);
  else if (!settings)
    end_ = settings.error();
  else if (auto added = add_what_the_guard_knows(*settings); !added)
    end_ = added.error();
  else
    start(*settings);
}

Expected<void, End> Dialogue::add_what_the_guard_knows(FlowSettings& settings) {
  if (settings.decoy || guard_ == nullptr) return {};
  const auto codes = guard_->recovery_codes();
  if (!codes) return unexpected(codes.error());
  auto resumed = guard_->resume(phones_of(settings.targets));
  if (!resumed) return unexpected(resumed.error());
  settings.recovery_codes = *codes;
  settings.resumed = std::move(*resumed);
  return {};
}

void Dialogue::start(const FlowSettings& settings) {
  const bool is_decoy = settings.decoy;
  if (is_decoy) decoy_.emplace(endpoint_, copy_of(key_));
  api::Transport& transport = decoy_ ? static_cast<api::Transport&>(*decoy_) : wavix_;
  driver_.emplace(host_, config_, transport, is_decoy ? nullptr : guard_, settings, deadline_);
  driver_->begin();
}

}  // namespace wavix::verifier
