// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "sandbox/faults.hpp"
#include "sandbox/json.hpp"
#include "sandbox/quirks.hpp"
#include "sandbox/request_log.hpp"
#include "sandbox/session.hpp"

namespace wavix::sandbox {

/// What the control address shows, in JSON.
Json view(const Message& message);
Json view(const Session& session, Time now);
Json view(const Logged& logged);
Json view(const Fault& fault);
Json view(const Quirks& quirks);

template <typename Items, typename... More>
Json view_all(const Items& items, const More&... more) {
  auto array = json_array();
  for (const auto& item : items)
    append(array, view(item, more...));
  return array;
}

}  // namespace wavix::sandbox
