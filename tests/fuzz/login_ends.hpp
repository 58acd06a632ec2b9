// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "base/fd.hpp"
#include "login_script.hpp"
#include "login_witness.hpp"
#include "protocol/message.hpp"
#include "wavix/transport.hpp"

/// The two ends of a login that are not the verifier: the module with a person before it, and Wavix. Both do
/// what the script says and tell the witness.
namespace wavix::fuzz {

class ScriptedModule {
public:
  ScriptedModule(Fd socket, LoginWitness& witness) : socket_(std::move(socket)), witness_(witness) {}

  void answer(protocol::Answer::Kind kind, std::string_view text);
  void send(std::string_view packet) const;
  void hang_up() { socket_.reset(); }
  /// Reads what the verifier has said.
  void listen();

private:
  Fd socket_;
  LoginWitness& witness_;
};

/// As a transport, it is also what makes things happen: the next line, whenever the login waits.
class ScriptedWavix final : public api::Transport {
public:
  ScriptedWavix(LoginScript& script, ScriptedModule& module, LoginWitness& witness,
                std::vector<std::string>& recovery_codes)
      : script_(script), module_(module), witness_(witness), recovery_codes_(recovery_codes) {}

  void start(api::Request request, Done done) override;
  bool run(int other_fd, std::chrono::milliseconds most) override;

private:
  struct Asked {
    api::Request request;
    Done done;
  };

  void happen(std::string_view line);
  void answer(std::string_view word, std::string_view rest);
  void type(std::string_view text);

  LoginScript& script_;
  ScriptedModule& module_;
  LoginWitness& witness_;
  std::vector<std::string>& recovery_codes_;  ///< the ones not typed yet
  std::deque<Asked> waiting_;
  unsigned idle_ = 0;
};

}  // namespace wavix::fuzz
