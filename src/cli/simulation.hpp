// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

#include "base/fd.hpp"
#include "cli/tried_login.hpp"

namespace wavix::cli {

/// A Wavix, a configuration and a store of its own, for a login that needs no account and no network, and a
/// phone that is shown: a wavix2fa-sandbox, and a folder under /run that is removed at the end.
class Simulation final : public Aside {
public:
  /// `user` has the phone. Fails where the folder cannot be made or the sandbox does not start.
  static Expected<std::unique_ptr<Simulation>, Failure> begin(const std::string& user);
  ~Simulation();
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  [[nodiscard]] std::string configuration() const { return folder_ + "/wavix2fa.conf"; }
  [[nodiscard]] int fd() const override { return output_.get(); }
  std::string lines() override;

private:
  Simulation() = default;
  Outcome make_folder(const std::string& user);
  Outcome start_sandbox();
  Outcome wait_for_address();
  Outcome write(const char* name, const std::string& text) const;

  std::string folder_, url_, unread_;
  Fd output_;  ///< of the sandbox
  pid_t sandbox_ = 0;
};

}  // namespace wavix::cli
