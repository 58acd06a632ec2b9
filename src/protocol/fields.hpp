// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstring>
#include <type_traits>

#include "protocol/message.hpp"

namespace wavix::protocol {

/// Appends fields to a packet. After the first that does not fit nothing more is written, and good() is
/// false.
class Writer {
public:
  Writer(Packet& packet, Type type) noexcept : packet_(packet) {
    packet_.wipe();
    byte(version);
    byte(static_cast<std::uint8_t>(type));
  }

  [[nodiscard]] bool good() const noexcept { return good_; }

  void text(std::string_view value, std::size_t limit) noexcept {
    good_ = good_ && value.size() <= limit && value.find('\0') == std::string_view::npos;
    byte(static_cast<std::uint8_t>(value.size() & 0xFFU));
    byte(static_cast<std::uint8_t>(value.size() >> 8U));
    bytes(value);
  }
  void number(std::uint32_t value) noexcept {
    for (unsigned shift = 0; shift < 32; shift += 8)
      byte(static_cast<std::uint8_t>(value >> shift));
  }
  void flag(bool value) noexcept { byte(value ? 1 : 0); }
  void count(std::size_t value, std::size_t most) noexcept {
    good_ = good_ && value <= most;
    byte(static_cast<std::uint8_t>(value));
  }
  template <typename Word>
  void word(Word value, Word last) noexcept {
    good_ = good_ && value <= last;
    byte(static_cast<std::uint8_t>(value));
  }

private:
  void byte(std::uint8_t value) noexcept {
    const auto character = static_cast<char>(value);
    bytes({&character, 1});
  }
  void bytes(std::string_view value) noexcept {
    good_ = good_ && value.size() <= packet_.bytes.size() - packet_.size;
    if (!good_ || value.empty()) return;  // memcpy() takes no null pointer, be it for nothing
    std::memcpy(packet_.bytes.data() + packet_.size, value.data(), value.size());
    packet_.size += value.size();
  }

  Packet& packet_;
  bool good_ = true;
};

/// Takes fields from a packet. After the first that is wrong every value is empty, and good() is false.
class Reader {
public:
  Reader(const Packet& packet, Type type) noexcept : rest_(packet.view()), good_(packet.type() == type) {
    take(2);
  }

  [[nodiscard]] bool good() const noexcept { return good_; }
  [[nodiscard]] bool at_end() const noexcept { return good_ && rest_.empty(); }

  void text(std::string_view& value, std::size_t limit) noexcept {
    const std::size_t low = byte();
    const std::size_t size = low | (static_cast<std::size_t>(byte()) << 8U);
    good_ = good_ && size <= limit;
    value = take(size);
    good_ = good_ && value.find('\0') == std::string_view::npos;
  }
  void number(std::uint32_t& value) noexcept {
    value = 0;
    for (unsigned shift = 0; shift < 32; shift += 8)
      value |= static_cast<std::uint32_t>(byte()) << shift;
  }
  void flag(bool& value) noexcept {
    const auto read = byte();
    good_ = good_ && read <= 1;
    value = good_ && read == 1;
  }
  void count(std::size_t& value, std::size_t most) noexcept {
    value = byte();
    good_ = good_ && value <= most;
    if (!good_) value = 0;
  }
  template <typename Word>
  void word(Word& value, Word last) noexcept {
    const auto read = byte();
    good_ = good_ && read <= static_cast<std::uint8_t>(last);
    if (good_) value = static_cast<Word>(read);
  }

private:
  std::uint8_t byte() noexcept {
    const auto taken = take(1);
    return taken.empty() ? 0 : static_cast<std::uint8_t>(taken[0]);
  }
  std::string_view take(std::size_t size) noexcept {
    good_ = good_ && size <= rest_.size();
    if (!good_) return {};
    const std::string_view taken(rest_.data(), size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string_view rest_;
  bool good_;
};

}  // namespace wavix::protocol
