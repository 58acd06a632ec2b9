// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include "base/channel.hpp"
#include "base/secret.hpp"
#include "wavix/curl_transport.hpp"
#include "wavix/transport.hpp"

namespace wavix::verifier {

/// Behaves like Wavix, for a user who has no phone but must not notice: asks it nothing, sends nothing, and
/// takes no code for right. Of Wavix it needs that a connection can be made: where that fails, a create fails
/// likewise, so that an outage looks the same for everybody; and the time that it takes tells how long the
/// answers would take.
class DecoyTransport final : public api::Transport {
public:
  using milliseconds = std::chrono::milliseconds;
  using Clock = std::function<milliseconds()>;

  /// The way to Wavix.
  struct Network {
    /// Connects, sends nothing and closes; reports once, from run.
    std::function<void(api::CurlTransport::Ready)> connect;
    std::function<bool(int other_fd, milliseconds most)> run;  ///< as Transport's
  };

  /// On the clock of protocol::boottime_ms(). Throws as CurlTransport does.
  DecoyTransport(api::Endpoint endpoint, ApiKey key);
  DecoyTransport(Network network, Clock clock);

  /// One create at a time.
  void start(api::Request request, Done done) override;
  bool run(int other_fd, milliseconds most) override;

private:
  struct Answer {
    milliseconds due;
    Expected<api::Reply, api::Failure> result;
    Done done;
  };

  void connect(Done done);
  void answer_in(milliseconds delay, Expected<api::Reply, api::Failure> result, Done done);
  [[nodiscard]] api::Reply reply_to(const api::Request& request) const;

  Clock clock_;
  std::vector<Answer> answers_;
  milliseconds connecting_{0};      ///< how long it took
  Channel channel_ = Channel::sms;  ///< of the last message that was asked for
  Network network_;                 ///< last: it may call what uses the above
};

}  // namespace wavix::verifier
