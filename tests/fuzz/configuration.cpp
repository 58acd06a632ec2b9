// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "config/load.hpp"
#include "fuzzer.hpp"
#include "scratch_folder.hpp"

// A wavix2fa.conf; behind a line "---" the module's arguments, one a line.
namespace {

using namespace wavix;
using namespace wavix::fuzz;
using namespace wavix::config;

constexpr std::string_view service = "sshd";

/// What a file says, by the rules of wavix2fa.conf(5) and without the code under test: key to value, as
/// written. The service's own section wins, wherever it stands.
class Reading {
public:
  explicit Reading(std::string_view file) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (file.starts_with(byte_order_mark)) file.remove_prefix(byte_order_mark.size());
    while (!file.empty())
      line(trimmed(take_line(file)));
    for (const auto& [key, value] : own_)
      all_[key] = value;
  }
  void argument(std::string_view text) {
    const auto key = take_up_to(text, "=");
    all_[std::string(key)] = text;
  }
  [[nodiscard]] const std::map<std::string, std::string>& all() const { return all_; }

private:
  void line(std::string_view text) {
    if (text.empty() || text.front() == '#' || text.front() == ';') return;
    if (text.front() == '[') {
      section_ = text.substr(1, text.find(']') - 1);
      return;
    }
    const auto comment = std::min({text.find(" ;"), text.find("\t;"), text.size()});
    auto value = text.substr(0, comment);
    const std::string key(trimmed(take_up_to(value, "=")));
    const bool for_service = section_.starts_with("service ");
    if (for_service && section_.substr(8) != service) return;
    (for_service ? own_ : all_)[for_service ? key : section_ + "." + key] = trimmed(value);
  }

  std::string section_;
  std::map<std::string, std::string> all_, own_;
};

void check_problems(const std::vector<Problem>& problems, std::string_view file) {
  const auto lines = std::count(file.begin(), file.end(), '\n') + 1;
  require(!problems.empty(), "a configuration that is refused has problems");
  for (const auto& problem : problems) {
    require(is_clean(to_string(problem)), "a problem is one line, fit for a log");
    require(!problem.reason.empty(), "a problem has a reason");
    require(std::cmp_less_equal(problem.line, lines), "a problem's line is in the file");
  }
}

void check_loaded(const Loaded& loaded, const Reading& reading) {
  const auto& [config, origins] = loaded;
  for (const auto& key : keys()) {
    Config again;
    const auto text = key.text(config);
    require(key.set(again, text).has_value(), "a value that counts can be written in the file");
    require(key.text(again) == text, "a value that is written and read again is the same");
    const auto written = reading.all().find(key.full_name());
    require((written != reading.all().end()) == (origins.count(&key) == 1),
            "what is written counts, and nothing else");
    if (written == reading.all().end()) continue;
    Config only;
    require(key.set(only, written->second).has_value(), "what counts is what is written");
    require(key.text(only) == text, "what counts is what is written, last and for this service");
  }
  require(reading.all().size() == origins.size(), "nothing that is written is passed over");
  require(!config.wavix.service_id.empty(), "what is required is there");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ScratchFolder folder;
  auto rest = text_of(data, size);
  const auto file = take_up_to(rest, "\n---\n");
  Arguments arguments{folder.file("wavix2fa.conf"), {}};
  std::ofstream(arguments.file, std::ios::binary) << file;
  Reading reading(file);
  while (!rest.empty()) {
    arguments.settings.push_back(take_line(rest));
    reading.argument(arguments.settings.back());
  }
  const auto loaded = load(arguments, service);
  if (loaded)
    check_loaded(*loaded, reading);
  else
    check_problems(loaded.error(), file);
  return 0;
}
