// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "fuzzer.hpp"

namespace wavix::fuzz {

/// A folder that root alone can change, for as long as the process lives; in memory where TMPDIR is.
class ScratchFolder {
public:
  ScratchFolder() {
    std::string pattern = std::filesystem::temp_directory_path() / "wavix2fa-fuzz-XXXXXX";
    require(::mkdtemp(pattern.data()) != nullptr, "there is a place for files");
    path_ = pattern;
  }
  ~ScratchFolder() { std::filesystem::remove_all(path_); }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ScratchFolder(ScratchFolder&&) = delete;
  ScratchFolder& operator=(ScratchFolder&&) = delete;

  [[nodiscard]] std::string file(const std::string& name) const { return path_ / name; }

private:
  std::filesystem::path path_;
};

}  // namespace wavix::fuzz
