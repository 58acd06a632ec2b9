// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <string>

#include "sandbox/sandbox.hpp"
#include "sandbox/tls.hpp"

namespace wavix::sandbox {

/// The second address: what the phone got, what was asked, and the switches.
class Control {
public:
  /// `tls` may be null. `drop_connections` cuts the API's.
  Control(Sandbox& sandbox, Tls* tls, std::function<void()> drop_connections);
  Reply serve(const Request& request);

private:
  struct Call;
  struct Row;
  static const Row rows[];

  Sandbox& sandbox_;
  Tls* tls_;
  std::function<void()> drop_connections_;
};

}  // namespace wavix::sandbox
