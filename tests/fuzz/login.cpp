// SPDX-License-Identifier: BSD-3-Clause
#include <sys/socket.h>

#include <array>
#include <memory>
#include <utility>

#include "contacts/user_text.hpp"
#include "guard/outcome.hpp"
#include "login_ends.hpp"
#include "login_log.hpp"
#include "login_scene.hpp"
#include "protocol/pam_code.hpp"
#include "protocol/socket.hpp"
#include "system_calls.hpp"
#include "verifier/driver.hpp"
#include "verifier/log.hpp"
#include "verifier/preparation.hpp"

// Whole logins of a user, one after the other: what Wavix sends, what the person types, how time passes and
// which system calls fail are all the input's (login_script.hpp). Real are the state machine and its driver,
// the guard with its store, the API's requests and replies, the protocol and its socket. Of login.cpp and
// dialogue.cpp the order of the steps is repeated here, for there the network begins.
namespace {

using namespace wavix;
using namespace wavix::fuzz;
using namespace wavix::verifier;
using namespace std::chrono_literals;

constexpr unsigned most_logins = 4;
constexpr milliseconds cancelling = 5s;  // login.cpp's

struct Ends {
  Fd verifier, module;
};

Ends connected() {
  std::array<int, 2> ends{};
  require(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) == 0, "there are sockets");
  return {Fd(ends[0]), Fd(ends[1])};
}

FoundContact contact_in(const LoginScene& scene) {
  if (scene.phones.empty()) return std::nullopt;
  contacts::Contact contact;
  for (const auto& digits : scene.phones)
    contact.phones.emplace_back(digits);
  return contact;
}

class Logins {
public:
  explicit Logins(LoginScene scene, LoginScript& script)
      : scene_(std::move(scene)), script_(script), codes_(store_.recovery_codes()) {
    scene_.config.state.file = store_.path();
  }

  void one() {
    witness_.login_begins();
    auto ends = connected();
    ScriptedModule module(std::move(ends.module), witness_);
    ScriptedWavix wavix(script_, module, witness_, codes_);
    Host host(std::move(ends.verifier));
    const auto end = run(host, wavix);
    judge(end);
    host.farewell(verdict_told(end, false), "");
    module.listen();
    verified_ = verified_ || end.verdict == Verdict::verified;
  }

private:
  End run(Host& host, ScriptedWavix& wavix) {
    decoy_ = false;
    std::optional<LoginGuard> guard;
    if (scene_.guarded) {
      auto opened = LoginGuard::open(scene_.config, request_, scene_.user);
      if (!opened) return opened.error();
      guard.emplace(std::move(*opened));
      const auto earlier = guard->earlier_logins();
      if (!earlier) return earlier.error();
      if (*earlier) return **earlier;
    }
    auto settings = prepared(guard);
    if (!settings) return settings.error();
    decoy_ = settings->decoy;
    Driver driver(host, scene_.config, wavix,
                  decoy_  ? nullptr
                  : guard ? &*guard
                          : nullptr,
                  *settings, milliseconds(protocol::boottime_ms()) + scene_.config.code.login_timeout);
    driver.begin();
    auto end = driver.run();
    finish(driver, guard, end);
    return end;
  }

  Expected<FlowSettings, End> prepared(std::optional<LoginGuard>& guard) {
    const Admission admission{scene_.user, scene_.user, "", "", false};
    constexpr auto today = std::chrono::year(2026) / 1 / 1;
    auto settings = prepare(request_, admission, scene_.config, contact_in(scene_), *ApiKey::copy_of("key"),
                            today, contacts::read_users(scene_.config.users.file));
    if (!settings || settings->decoy || !guard) return settings;
    const auto left = guard->recovery_codes();
    if (!left) return unexpected(left.error());
    auto resumed = guard->resume(phones_of(settings->targets));
    if (!resumed) return unexpected(resumed.error());
    settings->recovery_codes = *left;
    settings->resumed = std::move(*resumed);
    return settings;
  }

  void finish(Driver& driver, std::optional<LoginGuard>& guard, const End& end) {
    const bool stays_open = guard && guard->conclude(end, driver.flow());
    if (!stays_open) driver.cancel_left_open(cancelling);
    if (guard && !decoy_) guard->cancelled(driver.cancel(guard->abandoned(), cancelling));
    if (driver.flow().left_open() && !stays_open)
      require(witness_.asked_to_cancel(driver.flow().verification()),
              "a verification that nobody will finish is cancelled");
  }

  void judge(const End& end) const {
    const bool by_outage = end.rule.starts_with("outage.");
    switch (verdict_told(end, true)) {
    case Verdict::verified: {
      require(!decoy_, "a decoy is never verified");
      const bool by_grace = end.rule == "grace.period" && scene_.config.grace.period > 0ms && verified_;
      const bool by_recovery_code = end.cause.starts_with(guard::cause_recovery_code);
      require(by_grace || witness_.was_verified(by_recovery_code),
              "verified is a literal true, a recovery code, or grace after one of them");
      break;
    }
    case Verdict::exempt:
    case Verdict::exempt_success:
      require(by_outage || scene_.phones.empty(),
              "nothing but an outage spares a user with a phone the code");
      require(!by_outage || (end.alert && !decoy_ && !witness_.checked_a_code()),
              "an outage spares nobody a code that was typed");
      break;
    default: break;
    }
    require(is_clean(end.cause + end.detail + end.notice), "why a login ended is fit for a log");
    for (const auto& code : witness_.long_codes())
      require(logged().find(code) == std::string::npos, "a code that was typed is not logged");
  }

  LoginScene scene_;
  LoginScript& script_;
  FreshStore store_;
  std::vector<std::string> codes_;
  const Request request_{"sshd", scene_.user, "192.0.2.7", "", "ssh", "", "", 0, false, {}};
  LoginWitness witness_{scene_.config,
                        {scene_.phones.begin(), scene_.phones.end()},
                        store_.recovery_codes(),
                        scene_.guarded && !scene_.phones.empty()
                            ? [this] { return store_.messages_of(scene_.user); }
                            : std::function<unsigned()>{}};
  bool decoy_ = false;
  bool verified_ = false;  ///< in a login before
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  system_calls::reset();
  forget_log();
  open_log("sshd", true);
  LoginScript script(text_of(data, size));
  auto scene = scene_of(script);
  if (!scene) return 0;
  Logins logins(std::move(*scene), script);
  std::optional<unsigned> later = 0;
  for (unsigned count = 0; later && count < most_logins; ++count, later = script.again()) {
    system_calls::pass(*later);
    logins.one();
  }
  return 0;
}
