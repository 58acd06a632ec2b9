// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "base/expected.hpp"
#include "sandbox/address.hpp"
#include "sandbox/fault.hpp"
#include "sandbox/quirks.hpp"
#include "sandbox/sandbox.hpp"
#include "sandbox/tls.hpp"

namespace wavix::sandbox {

struct Options {
  Settings settings;
  Address listen, control;
  bool tls = false;
  Show show = Show::good;
  std::string state_dir;  ///< empty: a fresh one, removed at the end
  Quirks quirks;
  std::vector<Fault> faults;
  bool quiet = false;
};

/// Why there are no options: help was asked for, or a word is wrong.
struct NoOptions {
  int exit_code;
  std::string text;
};

Expected<Options, NoOptions> options_from(int count, const char* const* words);

}  // namespace wavix::sandbox
