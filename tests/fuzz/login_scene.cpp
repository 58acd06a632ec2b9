// SPDX-License-Identifier: BSD-3-Clause
#include "login_scene.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "config/contradictions.hpp"
#include "config/settings.hpp"
#include "guard/limits.hpp"
#include "guard/recovery.hpp"
#include "scratch_folder.hpp"

namespace wavix::fuzz {
namespace {

using namespace std::chrono_literals;
using std::filesystem::copy_file;
using std::filesystem::copy_options;

struct Template {
  ScratchFolder folder;
  std::string path = folder.file("template.db");
  std::vector<std::string> recovery_codes;

  Template() {
    auto store = guard::Store::open(path, 5s);
    require(store.has_value(), "a store can be made");
    const auto codes = guard::issue_recovery_codes(*store, "alice");
    require(codes.has_value(), "recovery codes can be issued");
    for (const auto& code : *codes)
      recovery_codes.emplace_back(code.view());
  }
};

const Template& template_store() {
  static const Template made;
  return made;
}

void set(LoginScene& scene, std::string_view line) {
  constexpr unsigned most_phones = 5;
  const auto word = take_word(line);
  if (word == "user") scene.user = line;
  if (word == "without") scene.guarded = false;
  if (word != "phones") return;
  scene.phones.clear();
  for (unsigned i = 0; i < std::min(number_from<unsigned>(line).value_or(0), most_phones); ++i)
    scene.phones.push_back("3712878293" + std::to_string(i + 1));
}

}  // namespace

std::optional<LoginScene> scene_of(const LoginScript& script) {
  LoginScene scene;
  scene.phones = {"37128782931"};
  config::Settings settings;
  read_argument("wavix.service_id=7204", settings);
  for (const auto line : script.settings())
    if (line.find('=') != std::string_view::npos)
      read_argument(line, settings);
    else
      set(scene, line);
  if (scene.user.empty() || scene.user.size() > 32) return std::nullopt;
  auto [config, origins] = effective(settings, "sshd");
  if (!contradictions(config, origins, "wavix2fa.conf").empty()) return std::nullopt;
  config.users.file = "/nonexistent";
  scene.config = std::move(config);
  return scene;
}

FreshStore::FreshStore() : recovery_codes_(template_store().recovery_codes) {
  path_ = template_store().folder.file("state.db");
  for (const auto* const suffix : {"-wal", "-shm", "-journal"})
    std::filesystem::remove(path_ + suffix);
  copy_file(template_store().path, path_, copy_options::overwrite_existing);
}

unsigned FreshStore::messages_of(const std::string& user) {
  if (!eye_) {
    auto opened = guard::Store::open(path_, 5s);
    require(opened.has_value(), "the store can be looked at");
    eye_.emplace(std::move(*opened));
  }
  const auto seen = guard::look_at_sends(
      *eye_, {user, "37128782931", "", "sshd"},
      {.per_user = {{1000000, guard::longest_window}}, .per_number = {}, .per_rhost = {}, .total = {}});
  require(seen && seen->used.size() == 1, "the store can be looked at");
  return seen->used.front().sent;
}

}  // namespace wavix::fuzz
