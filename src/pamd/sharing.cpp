// SPDX-License-Identifier: BSD-3-Clause
#include "pamd/sharing.hpp"

#include <algorithm>

#include "pamd/role.hpp"

namespace wavix::pamd {
namespace {

bool asks(const Stack& stack, const std::string& file) {
  return std::any_of(stack.entries.begin(), stack.entries.end(), [&](const Entry& entry) {
    return is_ours(entry) && entry.place.file == file && !entry.through.empty() &&
           !leaves_out(entry, stack.service);
  });
}

/// A file that services include is no service, though it stands among them.
bool is_only_included(const std::string& name) {
  return name.starts_with("common-") || name.ends_with("-auth") || name == "postlogin" ||
         name == "config-util";
}

}  // namespace

std::vector<std::string> also_asked(const Tree& tree, const Stack& stack) {
  std::vector<std::string> services;
  const auto ours = std::find_if(stack.entries.begin(), stack.entries.end(), is_ours);
  if (ours == stack.entries.end() || ours->through.empty()) return services;
  for (auto& service : services_of(tree))
    if (service != stack.service && !is_only_included(service) &&
        asks(auth_stack(tree, service), ours->place.file))
      services.push_back(std::move(service));
  return services;
}

}  // namespace wavix::pamd
