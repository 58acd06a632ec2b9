// SPDX-License-Identifier: BSD-3-Clause
#include "cli/actor.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>

#include "base/account.hpp"
#include "base/fd.hpp"
#include "base/text.hpp"

namespace wavix::cli {
namespace {

std::optional<uid_t> loginuid() {
  const Fd file(::open("/proc/self/loginuid", O_RDONLY | O_CLOEXEC));
  std::array<char, 32> text{};
  const auto got = file ? ::read(file.get(), text.data(), text.size()) : -1;
  if (got <= 0) return std::nullopt;
  const auto uid =
      number_from<std::uint32_t>(trimmed(std::string_view(text.data(), static_cast<std::size_t>(got))));
  if (uid == std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return uid;
}

}  // namespace

Actor actor() {
  const auto uid = loginuid().value_or(::getuid());
  const auto account = account_of(uid);
  return {account && *account ? (*account)->name : fmt::format("uid {}", uid), ::getuid()};
}

}  // namespace wavix::cli
