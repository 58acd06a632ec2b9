// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/channel.hpp"
#include "base/phone_number.hpp"

namespace wavix::verifier {

/// One way to send the first code.
struct Target {
  PhoneNumber phone;
  Channel channel = Channel::sms;

  bool operator==(const Target&) const = default;
};

/// What a prompt of protocol::max_prompt bytes can list.
inline constexpr std::size_t max_targets = 10;

/// The ways to reach `phones`, in order of preference, none twice, at most max_targets: each phone on the
/// `preferred` channel, or, with `ask`, on each of `channels`, of which `preferred` is one and goes first.
std::vector<Target> targets_of(const std::vector<PhoneNumber>& phones, Channel preferred,
                               const std::vector<Channel>& channels, bool ask);

/// Their phones, each once.
std::vector<PhoneNumber> phones_of(const std::vector<Target>& targets);

/// The target that a person chose from the list by its number, or by Enter alone the first; nothing if `word`
/// is neither. `targets` is not empty, `word` is trimmed.
std::optional<Target> target_chosen(const std::vector<Target>& targets, std::string_view word);

}  // namespace wavix::verifier
