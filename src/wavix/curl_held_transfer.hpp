// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "wavix/curl_transfer.hpp"

namespace wavix::api {

/// A POST that libcurl connects for before it is known what it says. libcurl fixes the size of the body
/// before it connects, but reads its bytes when the connection stands: hence the blanks.
class HeldTransfer final : public Transfer {
public:
  using Start = std::function<void(Request, Transport::Done)>;

  /// `anew`: starts the request after all where the server, tired of waiting, has closed the connection.
  HeldTransfer(const Endpoint& endpoint, const ApiKey& key, std::string path, std::size_t room,
               CurlTransport::Ready ready, Start anew);

  /// Whether this connection was made for `request`, and is still to be had.
  [[nodiscard]] bool waits_for(const Request& request) const;
  /// Has `request`, for which this waits, sent as soon as the connection stands.
  void send(Request request, Transport::Done done);
  /// Whether the next one can be made ahead.
  [[nodiscard]] bool is_over() const noexcept { return state_ == State::over; }
  /// Of the request's time: libcurl would count it from when it began to connect. None before send().
  [[nodiscard]] std::chrono::milliseconds time_left() const;

  void finish(CURLcode code) override;

private:
  using Clock = std::chrono::steady_clock;
  enum class State { waiting, sending, closed_by_server, over };

  static curl_socket_t open_socket(void* transfer, curlsocktype, curl_sockaddr* to) noexcept;

  bool may_leave() noexcept override;
  void ask() noexcept;

  CurlTransport::Ready ready_;
  Start anew_;
  std::chrono::milliseconds request_timeout_;
  State state_ = State::waiting;
  Clock::time_point limit_{};  ///< while sending
  std::exception_ptr thrown_;  ///< by ready_, which libcurl called
  std::vector<int> sockets_;   ///< one of them the connection's; libcurl may have closed the others
};

}  // namespace wavix::api
