// SPDX-License-Identifier: BSD-3-Clause
#include "wavix/session_list.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "wavix/classify.hpp"
#include "wavix/list_items.hpp"

namespace wavix::api {

SessionList::SessionList(Take take)
    : take_(std::move(take)), list_([this](std::string_view text) { return take_item(text); }) {}

Request SessionList::request(std::string_view service_id, std::string_view from, std::string_view to) {
  auto request = sessions_request(service_id, from, to);
  request.sink = [this](std::string_view bytes) { return add(bytes); };
  return request;
}

bool SessionList::add(std::string_view bytes) {
  constexpr std::size_t largest_object = 65536;
  if (!is_object_) {
    bytes.remove_prefix(std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size()));
    if (bytes.empty()) return true;
    is_object_ = bytes.front() == '{';
  }
  if (*is_object_) {
    if (object_.size() + bytes.size() <= largest_object) return object_.append(bytes), true;
    wrong_ = "the answer is not an array";
    return false;
  }
  if (auto done = list_.add(bytes); !done) wrong_ = std::move(done.error());
  return wrong_.empty() && !enough_;
}

Expected<void, Wrong> SessionList::take_item(std::string_view text) {
  if (enough_) return {};
  const auto item = Json::parse(text);
  if (!item) return unexpected(item.error());
  auto session = session_in(item->root());
  if (!session) return unexpected(std::move(session.error()));
  ++count_;
  enough_ = !take_(std::move(*session));
  return {};
}

Expected<void, Failure> SessionList::result(const Expected<Reply, Failure>& outcome) const {
  constexpr long ok = 200;
  if (!wrong_.empty()) return unexpected(malformed({ok, {}}, wrong_));
  if (enough_) return {};
  if (!outcome) return unexpected(outcome.error());
  if (outcome->status == 404) return {};
  if (!is_success(*outcome)) return unexpected(failure_of(*outcome));
  if (!object_.empty()) return unexpected(array_in({outcome->status, object_}).error());
  if (const auto whole = list_.end(); !whole) return unexpected(malformed(*outcome, whole.error()));
  return {};
}

}  // namespace wavix::api
