// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/decoy_number.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>

namespace wavix::verifier {
namespace {

using Hash = std::array<unsigned char, 32>;

/// What of a number a mask shows, but for its last digits.
struct Shape {
  std::string beginning;
  std::size_t size;
};

Shape shape_of(const PhoneNumber& number) {
  constexpr std::size_t shown = 4;
  const auto& digits = number.digits();
  return {digits.substr(0, std::min(shown, digits.size() - 1)), digits.size()};
}

/// HMAC-SHA-256; the label keeps it apart from all else that the key may ever be used for.
Hash hash_of(const ApiKey& key, std::string_view user, const Shape& shape) {
  using namespace std::string_view_literals;
  std::string text("wavix2fa decoy\0"sv);
  text += user;
  text += '\0' + shape.beginning + '/' + std::to_string(shape.size);
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

}  // namespace

PhoneNumber decoy_number(const ApiKey& key, std::string_view user,
                         const std::vector<PhoneNumber>& templates) {
  Shape shape{"12", 11};  // area codes begin with 2 to 9
  auto hash = hash_of(key, user, shape);
  auto least = std::numeric_limits<std::uint64_t>::max();
  // The shape of the least hash, whatever their order and number: one that comes or goes changes the numbers
  // of those alone who have it.
  for (const auto& model : templates) {
    const auto candidate = shape_of(model);
    const auto its_hash = hash_of(key, user, candidate);
    const auto weight = number_in(its_hash, 0, bytes_for_choice);
    if (weight >= least) continue;
    least = weight;
    hash = its_hash;
    shape = candidate;
  }
  auto digits = shape.beginning;
  for (auto from = bytes_for_choice; digits.size() < shape.size; from += bytes_for_digit)
    digits += std::to_string(number_in(hash, from, bytes_for_digit) % 10);
  const auto belongs_to_somebody = std::any_of(templates.begin(), templates.end(),
                                               [&](const auto& model) { return model.digits() == digits; });
  if (belongs_to_somebody) digits.back() = digits.back() == '9' ? '0' : static_cast<char>(digits.back() + 1);
  return PhoneNumber(std::move(digits));
}

}  // namespace wavix::verifier
