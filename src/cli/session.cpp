// SPDX-License-Identifier: BSD-3-Clause
#include "cli/session.hpp"

#include <utility>

#include "base/text.hpp"
#include "config/load.hpp"

namespace wavix::cli {

using namespace std::chrono_literals;

Expected<Session, Failure> open_session(const Global& global) {
  constexpr guard::milliseconds patience = 10s;
  auto loaded = config::load({.file = global.conf, .settings = {}}, "");
  if (!loaded) {
    Failure failure;
    for (const auto& problem : loaded.error())
      failure.lines.push_back(sanitised(to_string(problem), 2000));
    return unexpected(std::move(failure));
  }
  auto store = guard::Store::open(loaded->config.state.file, patience);
  if (!store) return failed(store.error());
  return Session{std::move(loaded->config), std::move(*store)};
}

}  // namespace wavix::cli
