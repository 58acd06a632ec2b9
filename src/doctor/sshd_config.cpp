// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/sshd_config.hpp"

#include <fmt/format.h>
#include <glob.h>

#include <algorithm>
#include <array>

#include "base/handle.hpp"
#include "base/text.hpp"
#include "doctor/read_text.hpp"

namespace wavix::doctor {
namespace {

constexpr int deepest_include = 16;  // servconf.c, SERVCONF_MAX_DEPTH

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  for (auto& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

/// Words with blanks between them; double quotes hold one together, and # begins a comment (sshd_config(5)).
std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false, begun = false;
  const auto end = [&] {
    if (begun) words.push_back(std::exchange(word, {}));
    begun = false;
  };
  for (const char c : line) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\f';
    if (c == '#' && !quoted && !begun) break;
    if (c == '"') {
      quoted = !quoted;
      begun = true;
    } else if (blank && !quoted) {
      end();
    } else {
      word += c;
      begun = true;
    }
  }
  end();
  return words;
}

/// "Keyword=value" and "Keyword = value" are as "Keyword value".
std::vector<std::string> setting_in(std::string_view line) {
  std::string text(trimmed(line));
  const auto key_ends = text.find_first_of(" \t=\"");
  if (key_ends != std::string::npos) {
    const auto equals = text.find_first_not_of(" \t", key_ends);
    if (equals != std::string::npos && text[equals] == '=') text[equals] = ' ';
  }
  return words_of(text);
}

class Reader {
public:
  explicit Reader(const SshdFiles& files) : files_(files) {}

  void read(const std::string& path, std::optional<std::size_t> block, int depth) {
    const auto text = files_.read(path);
    if (!text || depth > deepest_include) return;
    unsigned number = 0;
    for (std::string_view rest = *text; !rest.empty();) {
      const auto end = rest.find('\n');
      take(path, ++number, rest.substr(0, end), block, depth);
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
  }
  SshdConfig done() { return std::move(config_); }

private:
  void take(const std::string& path, unsigned number, std::string_view line,
            std::optional<std::size_t>& block, int depth) {
    auto words = setting_in(line);
    if (words.empty()) return;
    const auto keyword = in_lower_case(words.front());
    words.erase(words.begin());
    const Place place{path, number, std::string(trimmed(line))};
    if (keyword == "match") {
      block = config_.matches.size();
      config_.matches.push_back(match_of(place, words));
    } else if (keyword == "include") {
      // What an included file matches ends with it (servconf.c, sInclude).
      for (const auto& pattern : words)
        for (const auto& file : files_.matching(pattern.starts_with('/') ? pattern : "/etc/ssh/" + pattern))
          read(file, block, depth + 1);
    } else {
      config_.lines.push_back({place, keyword, std::move(words), block});
    }
  }

  static SshdMatch match_of(const Place& place, const std::vector<std::string>& words) {
    SshdMatch match{place, {}};
    for (std::size_t i = 0; i < words.size(); ++i) {
      auto name = in_lower_case(words[i]);
      if (name == "all") {
        match.criteria.push_back({name, ""});
      } else if (const auto equals = name.find('='); equals != std::string::npos) {
        match.criteria.push_back({name.substr(0, equals), words[i].substr(equals + 1)});
      } else if (i + 1 < words.size()) {
        match.criteria.push_back({std::move(name), words[++i]});
      }
    }
    return match;
  }

  const SshdFiles& files_;
  SshdConfig config_;
};

/// Older names of settings (servconf.c).
std::string_view current_name(std::string_view keyword) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> table = {{
      {"challengeresponseauthentication", "kbdinteractiveauthentication"},
      {"skeyauthentication", "kbdinteractiveauthentication"},
      {"dsaauthentication", "pubkeyauthentication"},
  }};
  for (const auto& [old, current] : table)
    if (old == keyword) return current;
  return keyword;
}

}  // namespace

SshdFiles system_files() {
  constexpr std::size_t most = std::size_t{1} << 20U;
  return {[](const std::string& path) { return read_text(path, most); },
          [](const std::string& pattern) {
            glob_t found{};
            const bool any = ::glob(pattern.c_str(), 0, nullptr, &found) == 0;
            const Handle<glob_t, ::globfree> owner(&found);
            std::vector<std::string> files;
            for (std::size_t i = 0; any && i < found.gl_pathc; ++i)
              files.emplace_back(found.gl_pathv[i]);
            return files;
          }};
}

SshdConfig read_sshd_config(const std::string& path, const SshdFiles& files) {
  Reader reader(files);
  reader.read(path, std::nullopt, 0);
  return reader.done();
}

std::optional<Place> line_that_sets(const SshdConfig& config, std::string_view keyword,
                                    std::optional<std::size_t> block) {
  // What a Match says wins over what is for all (servconf.c, parse_server_match_config()).
  for (const auto& of : block ? std::vector{block, {}} : std::vector{block})
    for (const auto& line : config.lines)
      if (current_name(line.keyword) == keyword && line.block == of) return line.place;
  return std::nullopt;
}

}  // namespace wavix::doctor
