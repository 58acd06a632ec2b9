// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "fuzzer.hpp"

// The main() of a fuzzer where there is no libFuzzer: runs it once with each of the files, or each file of
// the folders, that it is given. One that ends it is the last whose name is printed.
namespace {

using std::filesystem::path;

std::vector<path> files_in(int count, char** names) {
  std::vector<path> files;
  for (const path name : std::vector<std::string>(names, names + count)) {
    if (!std::filesystem::is_directory(name)) {
      files.push_back(name);
      continue;
    }
    const std::filesystem::directory_iterator folder(name);
    files.insert(files.end(), begin(folder), end(folder));
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// "three-wrong-codes.txt" as a sentence.
std::string words_of(const path& file) {
  auto words = file.stem().string();
  std::replace(words.begin(), words.end(), '-', ' ');
  return words;
}

/// Whether it could be read.
bool run(const path& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) return false;
  static_cast<void>(
      LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const auto files = files_in(argc - 1, argv + 1);
  static_cast<void>(std::printf("1..%zu\n", files.size()));
  std::size_t number = 0;
  bool all = !files.empty();
  for (const auto& file : files) {
    const auto words = words_of(file);
    static_cast<void>(std::printf("# %s\n", words.c_str()));
    static_cast<void>(std::fflush(stdout));
    const bool read = run(file);
    all = all && read;
    static_cast<void>(std::printf("%s %zu - %s\n", read ? "ok" : "not ok", ++number, words.c_str()));
  }
  return all ? 0 : 1;
}
