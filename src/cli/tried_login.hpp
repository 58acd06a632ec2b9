// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "cli/command.hpp"
#include "cli/interruption.hpp"
#include "protocol/message.hpp"
#include "protocol/verdict.hpp"

namespace wavix::cli {

/// Something that may speak while a person thinks: the phone of a simulation.
class Aside {
public:
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;

  /// -1: it says nothing.
  [[nodiscard]] virtual int fd() const = 0;
  /// What there is to be read, as whole lines; empty: none yet. Called when `fd()` is readable.
  virtual std::string lines() = 0;

protected:
  Aside() = default;
  ~Aside() = default;
};

struct TriedLogin {
  protocol::Verdict verdict = protocol::Verdict::internal;
  std::string farewell;  ///< what the user is told at the end; may be empty
};

/// A login by a verifier of its own, in the module's place: its questions come to standard error, answers
/// from standard input. Ctrl-C ends it as it ends a login: the verifier sees that its host has gone. Fails
/// where the verifier cannot be started, or breaks off. `aside`: may be null; else this waits until the
/// verifier has ended what it began.
Expected<TriedLogin, Failure> try_login(const std::string& verifier, const protocol::Start& start,
                                        Interruption& interruption, Aside* aside);

}  // namespace wavix::cli
