// SPDX-License-Identifier: BSD-3-Clause
#include "cli/session.hpp"

#include <utility>

#include "base/text.hpp"

namespace wavix::cli {

using namespace std::chrono_literals;

Expected<config::Loaded, Failure> load_config(const Global& global, const std::string& service) {
  auto loaded = config::load({.file = global.conf, .settings = {}}, service);
  if (loaded) return std::move(*loaded);
  Failure failure;
  for (const auto& problem : loaded.error())
    failure.lines.push_back(sanitised(to_string(problem), 2000));
  return unexpected(std::move(failure));
}

Expected<Session, Failure> open_session(const Global& global) {
  constexpr guard::milliseconds patience = 10s;
  auto loaded = load_config(global);
  if (!loaded) return unexpected(std::move(loaded.error()));
  auto store = guard::Store::open(loaded->config.state.file, patience);
  if (!store) return failed(store.error());
  return Session{std::move(loaded->config), std::move(*store)};
}

}  // namespace wavix::cli
