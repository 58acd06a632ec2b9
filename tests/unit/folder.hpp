// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "check.hpp"

namespace wavix::test {

/// A folder of the test's own, and a root-owned file in it. The tests need root, as the files under test do.
class Folder {
public:
  Folder() {
    std::string pattern = std::filesystem::temp_directory_path() / "wavix2fa-test-XXXXXX";
    CHECK(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string file(const std::string& text, mode_t mode = 0644) const {
    std::ofstream(path_ / "file") << text;
    CHECK(::chmod((path_ / "file").c_str(), mode) == 0);
    return path_ / "file";
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

}  // namespace wavix::test
