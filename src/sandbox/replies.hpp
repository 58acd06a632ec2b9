// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "sandbox/http.hpp"
#include "sandbox/service.hpp"

namespace wavix::sandbox {

/// The JSON of the API's answers, as the quirks would have it.
std::string created_reply(const Session& session, const Quirks& quirks);
std::string resent_reply(const Service::Sent& sent, const Quirks& quirks);
std::string checked_reply(bool is_valid, const Quirks& quirks);
std::string canceled_reply(const Quirks& quirks);
std::string sessions_reply(const std::vector<const Session*>& sessions, const Quirks& quirks);
/// That reply, and behind it those that are fabricated, in pieces.
Pieces sessions_pieces(std::string reply, const Service::Listed& listed, const Quirks& quirks);
std::string events_reply(const Session& session, Time now, const Quirks& quirks);

std::string refused_reply(const std::string& message, const Quirks& quirks);
std::string unauthorized_reply();
std::string forbidden_reply(const Quirks& quirks);

}  // namespace wavix::sandbox
