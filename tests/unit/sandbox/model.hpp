// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sandbox/service.hpp"

namespace wavix::test {

inline constexpr const char* our_service = "7204a030201211ee9fb47d093f2f127c";
inline constexpr const char* our_number = "37128782931";

/// A service in a world where time stands still and chance is known.
struct Model {
  sandbox::Time now{std::chrono::milliseconds(1'689'098'665'786)};  // 2023-07-11T18:04:25.786Z
  std::uint32_t chance = 0;
  std::vector<sandbox::Message> phone;
  sandbox::Quirks quirks;
  sandbox::Delivery delivery;
  sandbox::Service service{our_service,
                           6,
                           quirks,
                           delivery,
                           {[this] { return now; }, [this] { return chance++; },
                            [this](sandbox::Message message) { phone.push_back(std::move(message)); }}};

  std::string created() { return (*service.create(our_service, our_number, Channel::sms))->id; }
  [[nodiscard]] const std::string& code() const { return phone.back().code; }
  sandbox::Status status(const std::string& id) { return (*service.session(id))->status; }
};

}  // namespace wavix::test
