// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "base/expected.hpp"
#include "wavix/json.hpp"
#include "wavix/operations.hpp"

/// What stands in the lists of the API. A member may be absent; one of another type is wrong.
namespace wavix::api {

Expected<Event, Wrong> event_in(JsonValue item);
Expected<Session, Wrong> session_in(JsonValue item);

}  // namespace wavix::api
