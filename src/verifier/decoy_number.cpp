// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/decoy_number.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace wavix::verifier {
namespace {

using Hash = std::array<unsigned char, 32>;

/// HMAC-SHA-256; the label keeps it apart from all else that the key may ever be used for.
Hash hash_of(const ApiKey& key, std::string_view user) {
  using namespace std::string_view_literals;
  std::string text("wavix2fa decoy\0"sv);
  text += user;
  Hash hash{};
  unsigned size = 0;
  const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
  const auto secret = key.view();
  if (::HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), bytes, text.size(), hash.data(),
             &size) == nullptr ||
      size != hash.size())
    throw std::runtime_error("no HMAC-SHA-256");
  return hash;
}

/// The unsigned number in `size` bytes of the hash, the most significant one first.
std::uint64_t number_in(const Hash& hash, std::size_t from, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t i = from; i < from + size; ++i)
    number = number << 8U | hash.at(i);
  return number;
}

constexpr std::size_t bytes_for_choice = 8;
constexpr std::size_t bytes_for_digit = 2;
constexpr std::size_t most_kept = 4;  ///< as many as a mask shows in front

}  // namespace

PhoneNumber decoy_number(const ApiKey& key, std::string_view user,
                         const std::vector<PhoneNumber>& templates) {
  const auto hash = hash_of(key, user);
  std::string model = "12000000000";  // area codes begin with 2 to 9
  std::size_t kept = 2;
  if (!templates.empty()) {
    model = templates[number_in(hash, 0, bytes_for_choice) % templates.size()].digits();
    kept = std::min(most_kept, model.size() - 1);
  }
  auto digits = model.substr(0, kept);
  for (auto from = bytes_for_choice; digits.size() < model.size(); from += bytes_for_digit)
    digits += std::to_string(number_in(hash, from, bytes_for_digit) % 10);
  if (digits == model) digits.back() = digits.back() == '9' ? '0' : static_cast<char>(digits.back() + 1);
  return PhoneNumber(std::move(digits));
}

}  // namespace wavix::verifier
