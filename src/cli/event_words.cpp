// SPDX-License-Identifier: BSD-3-Clause
#include "cli/event_words.hpp"

namespace wavix::cli {

Paint paint_of(api::Event::Status status) {
  using Status = api::Event::Status;
  switch (status) {
  case Status::success:
  case Status::delivered: return Paint::good;
  case Status::failed: return Paint::bad;
  case Status::pending: return Paint::warning;
  case Status::other: break;
  }
  return Paint::none;
}

Json json_of(const std::vector<api::Event>& events) {
  auto all = json_array();
  for (const auto& event : events)
    append(all, JsonObject()
                    .with("created_at", json_or_null(event.created_at))
                    .with("event", json_or_null(event.kind_word))
                    .with("status", json_or_null(event.status_word))
                    .with("charge", json_or_null(event.charge))
                    .with("error", json_or_null(event.error))
                    .done());
  return all;
}

}  // namespace wavix::cli
