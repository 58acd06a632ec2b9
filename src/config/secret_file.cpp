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

constexpr std::size_t most_bytes = 256;

/// What is wrong with the one line of the file, never showing any of it; empty if nothing.
using Judgement = std::string_view (*)(std::string_view line);

std::string_view wrong_with_key(std::string_view key) {
  if (key.empty()) return "is empty; it must have the API key of Wavix as its one line";
  const auto is_visible = [](char c) { return c > ' ' && c < '\x7F'; };
  if (!std::all_of(key.begin(), key.end(), is_visible))
    return "has a blank or another character that no API key has";
  return {};
}

std::string_view wrong_with_password(std::string_view password) {
  if (password.empty()) return "is empty; it must have the password of ldap.bind_dn as its one line";
  const auto is_control = [](char c) { return (c >= '\0' && c < ' ') || c == '\x7F'; };
  if (std::any_of(password.begin(), password.end(), is_control)) return "has a control character";
  return {};
}

Expected<Secret<most_bytes>, Problem> load_line(const std::string& path, Judgement wrong_with) {
  auto text = read_safely(path, Readers::root_only, most_bytes + 2);  // and CR LF
  if (!text) return unexpected(Problem{path, 0, "", std::move(text.error().reason)});
  const Wiper wiper(*text);
  std::string_view line = *text;
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  const bool is_one = line.find('\n') == std::string_view::npos;
  auto reason = is_one ? wrong_with(line) : "has more than one line";
  auto secret = Secret<most_bytes>::copy_of(line);
  if (!secret && reason.empty()) reason = "is longer than 256 bytes";
  if (!reason.empty()) return unexpected(Problem{path, 0, "", std::string(reason)});
  return std::move(*secret);
}

}  // namespace

Expected<ApiKey, Problem> load_api_key(const std::string& path) { return load_line(path, wrong_with_key); }

Expected<Secret<256>, Problem> load_bind_password(const std::string& path) {
  return load_line(path, wrong_with_password);
}

}  // namespace wavix::config
