// SPDX-License-Identifier: BSD-3-Clause
#include "base/memory_file.hpp"

#include <fmt/format.h>
#include <sys/mman.h>

namespace wavix {

Fd memory_file(const char* name, std::string_view text) {
  Fd file(::memfd_create(name, MFD_CLOEXEC));
  while (file && !text.empty()) {
    const auto written = ::write(file.get(), text.data(), text.size());
    if (written <= 0) return {};
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return file;
}

std::string path_of(const Fd& file) { return fmt::format("/proc/self/fd/{}", file.get()); }

}  // namespace wavix
