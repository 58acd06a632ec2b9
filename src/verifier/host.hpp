// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fd.hpp"
#include "verifier/flow.hpp"

namespace wavix::verifier {

/// The login as the module told it; the texts are copies.
struct Request {
  std::string service, user, rhost, ruser, tty, ssh_connection, auth_info;
  unsigned caller_uid = 0;
  bool user_is_refused = false;
  std::vector<std::string> arguments;
};

/// The module at the other end of the socket. Nothing that it sends is trusted further than that a login was
/// asked for.
class Host {
public:
  explicit Host(Fd socket) : socket_(std::move(socket)) {}

  /// The first message; nothing if none came in `most`, or it was wrong.
  [[nodiscard]] std::optional<Request> request(milliseconds most);
  void accept(milliseconds deadline);
  void prompt(std::string_view text, bool echo);
  /// `text`: one line for the user, or empty.
  void farewell(Verdict verdict, std::string_view text);

  /// What is readable now: an answer to the prompt, or that the host is gone. An answer that nobody asked
  /// for, or a message that is none, counts as the latter.
  [[nodiscard]] Event read();
  /// Whether something can be read, if only that the host is gone.
  [[nodiscard]] bool has_spoken() const;
  /// To be polled; -1 once the host is gone.
  [[nodiscard]] int fd() const noexcept { return socket_.get(); }

private:
  Fd socket_;
  bool asked_ = false;
};

}  // namespace wavix::verifier
