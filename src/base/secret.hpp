// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstring>  // explicit_bzero, of glibc

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace wavix {

/// The one home of codes, keys and passwords: neither copied nor grown, so that no stale copy stays on the
/// heap, and wiped when it dies or moves. It cannot be formatted; whoever needs the bytes says view().
template <std::size_t Max>
class Secret {
public:
  Secret() noexcept = default;
  Secret(Secret&& other) noexcept : bytes_(other.bytes_), size_(other.size_) { other.wipe(); }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      bytes_ = other.bytes_;
      size_ = other.size_;
      other.wipe();
    }
    return *this;
  }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { wipe(); }

  /// A copy of `text`; nothing if it is longer than Max. The source is the caller's to wipe.
  static std::optional<Secret> copy_of(std::string_view text) noexcept {
    if (text.size() > Max) return std::nullopt;
    Secret secret;
    text.copy(secret.bytes_.data(), text.size());
    secret.size_ = text.size();
    return secret;
  }

  [[nodiscard]] std::string_view view() const noexcept { return {bytes_.data(), size_}; }
  /// For C: the bytes and a NUL behind them.
  [[nodiscard]] const char* c_str() const noexcept { return bytes_.data(); }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  void wipe() noexcept {
    ::explicit_bzero(bytes_.data(), bytes_.size());
    size_ = 0;
  }

private:
  std::array<char, Max + 1> bytes_{};
  std::size_t size_ = 0;
};

/// What a person types at a prompt (PAM_MAX_RESP_SIZE).
using Answer = Secret<512>;
/// The API key of Wavix: opaque, 50 characters today.
using ApiKey = Secret<256>;

}  // namespace wavix
