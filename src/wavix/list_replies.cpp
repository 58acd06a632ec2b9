// SPDX-License-Identifier: BSD-3-Clause
#include <utility>

#include "wavix/classify.hpp"
#include "wavix/list_items.hpp"
#include "wavix/operations.hpp"

namespace wavix::api {

Expected<std::vector<Event>, Failure> events_reply(const Reply& reply) {
  if (reply.status == 404) return std::vector<Event>{};
  const auto answer = array_in(reply);
  if (!answer) return unexpected(answer.error());
  std::vector<Event> events;
  for (const auto value : answer->root().items()) {
    if (!value.is_object()) return unexpected(malformed(reply, "an item of the list is not an object"));
    auto event = event_in(value);
    if (!event) return unexpected(malformed(reply, event.error()));
    events.push_back(std::move(*event));
  }
  return events;
}

}  // namespace wavix::api
