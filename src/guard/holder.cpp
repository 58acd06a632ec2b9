// SPDX-License-Identifier: BSD-3-Clause
#include "guard/holder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>

#include "base/fd.hpp"
#include "base/text.hpp"

namespace wavix::guard {

std::optional<Holder> running(pid_t pid) {
  const Fd file(::open(fmt::format("/proc/{}/stat", pid).c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 1024> buffer{};
  const auto got = file ? ::read(file.get(), buffer.data(), buffer.size()) : -1;
  if (got <= 0) return std::nullopt;
  std::string_view rest(buffer.data(), static_cast<std::size_t>(got));
  // The name, field 2, is the process's to choose, brackets and blanks included; it ends at the last one.
  rest.remove_prefix(rest.rfind(')') + 1);
  std::string_view field;
  for (int at = 3; at <= 22; ++at) {
    rest = trimmed(rest);
    field = rest.substr(0, rest.find(' '));
    rest.remove_prefix(field.size());
    if (at == 3 && (field == "Z" || field == "X")) return std::nullopt;
  }
  const auto start = number_from<std::uint64_t>(field);
  if (!start) return std::nullopt;
  return Holder{pid, *start};
}

bool may_run(const Holder& holder) {
  if (const auto found = running(holder.pid)) return found->start == holder.start;
  const auto folder = fmt::format("/proc/{}", holder.pid);
  const bool in_sight = ::access((folder + "/stat").c_str(), R_OK) == 0;  // a zombie is
  return !in_sight && (::kill(holder.pid, 0) == 0 || errno == EPERM);
}

}  // namespace wavix::guard
