// SPDX-License-Identifier: BSD-3-Clause
#include "cli/verification.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"
#include "wavix/verification_id.hpp"

namespace wavix::cli {

CLI::Option& add_verification(CLI::App& command, std::string& id) {
  const auto can_be_one = [](const std::string& text) {
    if (api::is_usable_id(text)) return std::string();
    return wavix::quoted(text, 150) + " cannot be the ID of a verification";
  };
  return *command.add_option("ID", id, "the verification's, as sessions shows it")
              ->check(can_be_one)
              ->type_name("")
              ->required();
}

Expected<Owners, Failure> owners_of(guard::Store& store, const std::vector<std::string>& verifications) {
  auto logins = guard::records_of(store, verifications);
  if (!logins) return failed(logins.error());
  Owners owners;
  for (auto& login : *logins) {
    auto& owner = owners[login.verification];
    owner = std::move(login);
  }
  return owners;
}

Expected<std::optional<guard::LoginRecord>, Failure> owner_of(guard::Store& store,
                                                              const std::string& verification) {
  auto owners = owners_of(store, {verification});
  if (!owners) return unexpected(std::move(owners.error()));
  const auto found = owners->find(verification);
  if (found == owners->end()) return std::nullopt;
  return std::move(found->second);
}

std::string in_words(const guard::LoginRecord& login) {
  auto words = fmt::format("{}, {}", login.user, login.service);
  if (!login.rhost.empty()) words += fmt::format(" from {}", login.rhost);
  return words;
}

}  // namespace wavix::cli
