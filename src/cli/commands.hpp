// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>

#include "cli/command_line.hpp"

namespace wavix::cli {

/// The whole command line, declared: what words are parsed by, and what help and completion are made of.
class Declared {
public:
  Declared();
  Declared(const Declared&) = delete;
  Declared& operator=(const Declared&) = delete;
  ~Declared();

  [[nodiscard]] CLI::App& app() { return *app_; }
  [[nodiscard]] const CLI::App& app() const { return *app_; }
  /// What parsing has made of it.
  [[nodiscard]] CommandLine& line() { return line_; }

private:
  CommandLine line_;
  std::unique_ptr<CLI::App> app_;
};

}  // namespace wavix::cli
