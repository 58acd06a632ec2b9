// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/targets.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace wavix::verifier {

std::vector<Target> targets_of(const std::vector<PhoneNumber>& phones, Channel preferred,
                               const std::vector<Channel>& channels, bool ask) {
  std::vector<Target> targets;
  const auto add = [&targets](Target target) {
    const bool listed = std::find(targets.begin(), targets.end(), target) != targets.end();
    if (!listed && targets.size() < max_targets) targets.push_back(std::move(target));
  };
  for (const auto& phone : phones) {
    add({phone, preferred});
    if (!ask) continue;
    for (const auto channel : channels)
      add({phone, channel});
  }
  return targets;
}

std::vector<PhoneNumber> phones_of(const std::vector<Target>& targets) {
  std::vector<PhoneNumber> phones;
  for (const auto& target : targets)
    if (std::find(phones.begin(), phones.end(), target.phone) == phones.end()) phones.push_back(target.phone);
  return phones;
}

std::optional<Target> target_chosen(const std::vector<Target>& targets, std::string_view word) {
  if (word.empty()) return targets.at(0);
  const auto number = number_from<std::size_t>(word);
  if (!number || *number == 0 || *number > targets.size()) return std::nullopt;
  return targets[*number - 1];
}

}  // namespace wavix::verifier
