// SPDX-License-Identifier: BSD-3-Clause
#include <utility>

#include "wavix/classify.hpp"
#include "wavix/list_items.hpp"
#include "wavix/operations.hpp"

namespace wavix::api {
namespace {

template <typename Item>
Expected<std::vector<Item>, Failure> list_in(const Reply& reply, Expected<Item, Wrong> (*read)(JsonValue)) {
  if (reply.status == 404) return std::vector<Item>{};
  const auto answer = array_in(reply);
  if (!answer) return unexpected(answer.error());
  std::vector<Item> list;
  for (const auto value : answer->root().items()) {
    if (!value.is_object()) return unexpected(malformed(reply, "an item of the list is not an object"));
    auto item = read(value);
    if (!item) return unexpected(malformed(reply, item.error()));
    list.push_back(std::move(*item));
  }
  return list;
}

}  // namespace

Expected<std::vector<Session>, Failure> sessions_reply(const Reply& reply) {
  return list_in(reply, session_in);
}

Expected<std::vector<Event>, Failure> events_reply(const Reply& reply) { return list_in(reply, event_in); }

}  // namespace wavix::api
