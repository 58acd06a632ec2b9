// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <cstring>

#include "base/file.hpp"
#include "config/load.hpp"

namespace wavix::config {
namespace {

/// Wipes a text that had a secret in it.
class Wiper {
public:
  explicit Wiper(std::string& text) : text_(text) {}
  Wiper(const Wiper&) = delete;
  Wiper& operator=(const Wiper&) = delete;
  ~Wiper() { ::explicit_bzero(text_.data(), text_.size()); }

private:
  std::string& text_;
};

/// What is wrong with the key in the file, never showing any of it; empty if nothing.
std::string_view wrong_with(std::string_view key) {
  if (key.empty()) return "is empty; it must have the API key of Wavix as its one line";
  if (key.find('\n') != std::string_view::npos) return "has more than one line";
  const auto is_visible = [](char c) { return c > ' ' && c < '\x7F'; };
  if (!std::all_of(key.begin(), key.end(), is_visible))
    return "has a blank or another character that no API key has";
  return {};
}

}  // namespace

Expected<ApiKey, Problem> load_api_key(const std::string& path) {
  constexpr std::size_t most_bytes = 258;  // the longest key, and CR LF
  auto text = read_safely(path, Readers::root_only, most_bytes);
  if (!text) return unexpected(Problem{path, 0, "", std::move(text.error().reason)});
  const Wiper wiper(*text);
  std::string_view line = *text;
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  auto reason = wrong_with(line);
  auto key = ApiKey::copy_of(line);
  if (!key && reason.empty()) reason = "is longer than 256 bytes";
  if (!reason.empty()) return unexpected(Problem{path, 0, "", std::string(reason)});
  return std::move(*key);
}

}  // namespace wavix::config
