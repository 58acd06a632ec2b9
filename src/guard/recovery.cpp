// SPDX-License-Identifier: BSD-3-Clause
#include "guard/recovery.hpp"

#include <crypt.h>

#include <array>
#include <map>
#include <memory>

#include "guard/transaction.hpp"

namespace wavix::guard {
namespace {

/// crypt(3)'s scratch memory: 32 KiB that has seen a secret.
struct Scratch {
  crypt_data data{};
  Scratch() = default;
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { ::explicit_bzero(&data, sizeof data); }
};

auto no_yescrypt() {
  return unexpected(StoreError{StoreError::Kind::unreadable,
                               "this system's crypt(3) cannot do yescrypt, so "
                               "there can be no recovery codes; it needs libxcrypt"});
}

/// yescrypt with a new salt, at the library's own cost.
std::string new_setting() {
  std::array<char, CRYPT_GENSALT_OUTPUT_SIZE> setting{};
  const auto* const made = ::crypt_gensalt_rn("$y$", 0, nullptr, 0, setting.data(), int{setting.size()});
  return made == nullptr ? std::string() : std::string(made);
}

Expected<std::string, StoreError> hash_of(const RecoveryCodeParts& code, const std::string& setting) {
  const auto scratch = std::make_unique<Scratch>();
  const auto* const hash =
      ::crypt_rn(code.secret.c_str(), setting.c_str(), &scratch->data, int{sizeof scratch->data});
  if (hash == nullptr) return no_yescrypt();
  return std::string(hash);
}

}  // namespace

Expected<RecoveryCodes, StoreError> issue_recovery_codes(Store& store, const std::string& user) {
  RecoveryCodes codes;
  std::map<std::string, std::string> hashes;  // by selector
  for (auto& code : codes) {
    std::optional<RecoveryCodeParts> parts;
    do {
      code = new_recovery_code();
      parts = recovery_code_parts(code.view());
    } while (hashes.contains(parts.value().selector));
    auto hash = hash_of(*parts, new_setting());
    if (!hash) return unexpected(std::move(hash.error()));
    hashes.emplace(std::move(parts->selector), std::move(*hash));
  }
  auto done = change(store, [&](Transaction& transaction) {
    transaction.run("DELETE FROM recovery WHERE user = ?", user);
    for (const auto& [selector, hash] : hashes)
      transaction.run("INSERT INTO recovery (user, selector, hash, issued_wall) VALUES (?, ?, ?, ?)", user,
                      selector, hash, transaction.wall());
  });
  if (!done) return unexpected(std::move(done.error()));
  return codes;
}

Expected<std::optional<unsigned>, StoreError> use_recovery_code(Store& store, const std::string& user,
                                                                std::string_view typed) {
  const auto code = recovery_code_parts(typed);
  if (!code) return std::nullopt;
  const auto kept = look(store, [&](Transaction& transaction) {
    return transaction.value<std::string>("SELECT hash FROM recovery WHERE user = ? AND selector = ?", user,
                                          code->selector);
  });
  if (!kept) return unexpected(kept.error());
  // Outside any transaction, for others wait for those. Where there is no such code, one is hashed all the
  // same: how long it takes must not tell who has codes.
  const auto hash = hash_of(*code, kept->value_or(new_setting()));
  if (!hash) return unexpected(hash.error());
  if (*hash != *kept) return std::nullopt;
  // If two came with it at once, the one who takes it away is the one who had it.
  return change(store, [&](Transaction& transaction) -> std::optional<unsigned> {
    transaction.run("DELETE FROM recovery WHERE user = ? AND selector = ? AND hash = ?", user, code->selector,
                    *hash);
    if (transaction.changed() != 1) return std::nullopt;
    return transaction.value<unsigned>("SELECT count(*) FROM recovery WHERE user = ?", user);
  });
}

Expected<unsigned, StoreError> remaining_recovery_codes(Store& store, const std::string& user) {
  return look(store, [&](Transaction& transaction) {
    return transaction.value<unsigned>("SELECT count(*) FROM recovery WHERE user = ?", user).value_or(0);
  });
}

Expected<unsigned, StoreError> revoke_recovery_codes(Store& store, const std::string& user) {
  return change(store, [&](Transaction& transaction) {
    transaction.run("DELETE FROM recovery WHERE user = ?", user);
    return transaction.changed();
  });
}

Expected<std::vector<RecoveryHolder>, StoreError> list_recovery_codes(Store& store) {
  return look(store, [](Transaction& transaction) {
    std::vector<RecoveryHolder> holders;
    for (const auto& [user, remaining, issued] : transaction.rows<std::string, unsigned, WallTime>(
             "SELECT user, count(*), max(issued_wall) FROM recovery GROUP BY user ORDER BY user"))
      holders.push_back({user, remaining, issued});
    return holders;
  });
}

}  // namespace wavix::guard
