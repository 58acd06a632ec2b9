// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

#include "wavix/failure.hpp"
#include "wavix/json.hpp"
#include "wavix/transport.hpp"

/// The one place that says what a status and a body mean, whatever was asked.
namespace wavix::api {

constexpr bool is_success(const Reply& reply) noexcept { return reply.status >= 200 && reply.status < 300; }

/// What an answer is that the API does not give.
Failure malformed(const Reply& reply, std::string_view why);

/// What a reply that is not a 2xx means.
Failure failure_of(const Reply& reply);

/// The object in a 2xx reply, unless it says success:false or error:true.
Expected<Json, Failure> object_in(const Reply& reply);

/// The array in a 2xx reply.
Expected<Json, Failure> array_in(const Reply& reply);

}  // namespace wavix::api
