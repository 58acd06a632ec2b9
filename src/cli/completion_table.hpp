// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

/// What a shell must know of the command line to complete it, taken from the declarations themselves.
namespace wavix::cli {

/// What a word stands for.
struct Placeholder {
  enum class Kind { anything, choice, file, service, user } kind = Kind::anything;
  std::string name;                  ///< as --help has it
  std::vector<std::string> choices;  ///< of Kind::choice
  bool repeated = false;             ///< more of the kind may follow
};

struct Flag {
  std::vector<std::string> names;  ///< "--help", "-h"
  std::string description;
  bool takes_value = false;
  Placeholder value;
};

struct Below {
  std::string name, description;
};

/// A command, or the words that begin others.
struct Completed {
  std::string path;  ///< "grace list"; empty: the program
  std::vector<Below> below;
  std::vector<Flag> flags;
  std::vector<Placeholder> words;
};

/// All of them, the program first.
std::vector<Completed> completion_table(const CLI::App& app);

std::string completion_for_bash(const std::vector<Completed>& table);
std::string completion_for_fish(const std::vector<Completed>& table);
std::string completion_for_zsh(const std::vector<Completed>& table);

}  // namespace wavix::cli
