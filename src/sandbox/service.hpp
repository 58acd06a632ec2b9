// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/expected.hpp"
#include "sandbox/delivery.hpp"
#include "sandbox/fabricated.hpp"
#include "sandbox/identifier.hpp"
#include "sandbox/quirks.hpp"
#include "sandbox/session.hpp"

namespace wavix::sandbox {

/// An answer that is not a success.
struct Refusal {
  int status = 400;
  std::string message;
  std::optional<unsigned> retry_after;
};

/// A 2FA service as Wavix runs it: sessions, codes and their limits. No I/O, no threads.
class Service {
public:
  struct World {
    Clock clock;
    Random random;
    std::function<void(Message)> phone;  ///< takes what is sent
  };
  struct Sent {
    Channel channel;
    std::string number;
    Time at;
  };

  Service(std::string id, unsigned code_length, const Quirks& quirks, const Delivery& delivery, World world);

  Expected<const Session*, Refusal> create(const std::string& service_id, const std::string& to,
                                           Channel channel);
  Expected<Sent, Refusal> resend(const std::string& session_id, Channel channel);
  Expected<bool, Refusal> check(const std::string& session_id, const std::string& code);
  Expected<void, Refusal> cancel(const std::string& session_id);
  struct Listed {
    std::string service_id;
    std::vector<const Session*> sessions;
    Fabricated fabricated;
  };
  /// Both days included, UTC.
  Expected<Listed, Refusal> sessions(const std::string& service_id, std::chrono::sys_days from,
                                     std::chrono::sys_days to);
  Expected<const Session*, Refusal> session(const std::string& session_id);

  [[nodiscard]] const std::vector<Session>& all();
  void fabricate(const Fabricated& fabricated) { fabricated_ = fabricated; }
  [[nodiscard]] unsigned code_length() const noexcept { return code_length_; }
  [[nodiscard]] Time now() const { return world_.clock(); }

private:
  Session* find(const std::string& session_id);
  void send(Session& session, Channel channel);
  void deliver(Session& session, Channel channel);
  Expected<bool, Refusal> check_pending(Session& session, const std::string& code);
  [[nodiscard]] bool enabled(Channel channel) const;
  [[nodiscard]] Refusal refusal(Quirk quirk, std::string message) const;
  [[nodiscard]] Expected<bool, Refusal> check_answer(Quirk quirk, std::string message) const;

  std::string id_;
  unsigned code_length_;
  const Quirks& quirks_;
  const Delivery& delivery_;
  World world_;
  Identifiers identifiers_;
  std::vector<Session> sessions_;  ///< in the order of their creation
  Fabricated fabricated_;
};

}  // namespace wavix::sandbox
