// SPDX-License-Identifier: BSD-3-Clause
#include "cli/trial.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <thread>
#include <utility>

#include "base/file.hpp"
#include "base/replace_file.hpp"
#include "cli/json.hpp"

namespace wavix::cli {
namespace {

using guard::milliseconds;

constexpr const char* above = WAVIX2FA_STATE_FOLDER;
constexpr const char* place = WAVIX2FA_STATE_FOLDER "/enable";
constexpr std::size_t largest = 1U << 20U;
constexpr mode_t roots_alone = 0600;

auto failure(std::string_view what) {
  return unexpected(fmt::format("{}: {}: {}", place, what, ::strerrordesc_np(errno)));
}

/// The folder, made where it is missing. That above it is to be the store's too, which others may pass
/// through (guard::prepare_place()).
Expected<Fd, std::string> folder() {
  for (const auto& [path, mode] : {std::pair<const char*, mode_t>{above, 0711}, {place, 0700}}) {
    const bool made = ::mkdir(path, 0700) == 0 && ::chmod(path, mode) == 0;
    if (!made && errno != EEXIST)
      return unexpected(fmt::format("{} cannot be made: {}", path, ::strerrordesc_np(errno)));
  }
  return open_folder(place);
}

Expected<std::string, std::string> read(const std::string& name) {
  auto text = read_safely(kept_at(name), Readers::root_only, largest);
  if (!text) return unexpected(fmt::format("{} {}", kept_at(name), text.error().reason));
  return std::move(*text);
}

Done write(const std::string& name, const std::string& text) {
  const auto open = folder();
  if (!open) return unexpected(open.error());
  const auto written = replace_file(*open, name, text, roots_alone);
  if (!written) return unexpected(fmt::format("{} {}", kept_at(name), written.error()));
  return {};
}

Expected<std::optional<Fd>, std::string> lock(const std::string& name) {
  const auto open = folder();
  if (!open) return unexpected(open.error());
  Fd fd(::openat(open->get(), name.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, roots_alone));
  if (!fd) return failure(name + " cannot be opened");
  while (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return std::optional<Fd>();
    if (errno != EINTR) return failure(name + " cannot be locked");
  }
  return std::optional<Fd>(std::move(fd));
}

Json whole(std::int64_t number) { return Json(json_object_new_int64(number)); }

std::string as_text(const Trial& trial) {
  return to_text(JsonObject()
                     .with("file", trial.file)
                     .with("was_there", trial.was_there)
                     .with("since", whole(trial.since.time_since_epoch().count()))
                     .with("ends", whole(trial.ends.time_since_epoch().count()))
                     .with("ends_up", whole(trial.ends_up.count()))
                     .with("boot", trial.boot)
                     .with("by", trial.by)
                     .with("conf", trial.conf)
                     .done()) +
         "\n";
}

/// What as_text() wrote; it is root's own, so that what is missing is empty and ends the trial at once.
Trial from_text(const std::string& service, const std::string& text) {
  const Json note(json_tokener_parse(text.c_str()));
  const auto value = [&](const char* name) {
    json_object* found = nullptr;
    static_cast<void>(json_object_object_get_ex(note.get(), name, &found));
    return found;
  };
  const auto string = [&](const char* name) {
    const auto* const found = value(name);
    return json_object_get_type(found) == json_type_string ? std::string(json_object_get_string(value(name)))
                                                           : "";
  };
  const auto time = [&](const char* name) { return milliseconds(json_object_get_int64(value(name))); };
  Trial trial;
  trial.service = service;
  trial.file = "/etc/pam.d/" + service;
  trial.was_there = json_object_get_boolean(value("was_there")) != 0;
  trial.since = guard::WallTime(time("since"));
  trial.ends = guard::WallTime(time("ends"));
  trial.ends_up = time("ends_up");
  trial.boot = string("boot");
  trial.by = string("by");
  trial.conf = string("conf");
  return trial;
}

}  // namespace

std::string kept_at(const std::string& name) { return fmt::format("{}/{}", place, name); }
Done keep(const std::string& name, const std::string& text) { return write(name, text); }

Expected<std::optional<ServiceLock>, std::string> ServiceLock::take(const std::string& service) {
  auto fd = lock(service + ".lock");
  for (int tries = 0; fd && !*fd && tries < 20; ++tries) {
    std::this_thread::sleep_for(milliseconds(50));
    fd = lock(service + ".lock");
  }
  if (!fd) return unexpected(std::move(fd.error()));
  if (!*fd) return std::optional<ServiceLock>();
  return std::optional<ServiceLock>(ServiceLock(std::move(**fd)));
}

Expected<std::optional<Fd>, std::string> take_watch(const std::string& service) {
  return lock(service + ".watch");
}

Done begin_trial(const Trial& trial) {
  for (const auto& [name, text] : {std::pair(".before", &trial.before), std::pair(".after", &trial.after)})
    if (auto kept = write(trial.service + name, *text); !kept) return kept;
  return write(trial.service + ".trial", as_text(trial));
}

Done end_trial(const std::string& service) {
  const auto open = folder();
  if (!open) return unexpected(open.error());
  for (const auto* name : {".trial", ".after", ".ready"})
    if (const auto removed = remove_file(*open, service + name); !removed)
      return unexpected(fmt::format("{} {}", kept_at(service + name), removed.error()));
  return {};
}

Expected<std::optional<Trial>, std::string> trial_of(const std::string& service) {
  std::error_code none;
  if (!std::filesystem::exists(kept_at(service + ".trial"), none)) return std::optional<Trial>();
  const auto note = read(service + ".trial");
  if (!note) return unexpected(note.error());
  auto trial = from_text(service, *note);
  auto before = read(service + ".before");
  if (!before) return unexpected(std::move(before.error()));
  auto after = read(service + ".after");
  if (!after) return unexpected(std::move(after.error()));
  trial.before = std::move(*before);
  trial.after = std::move(*after);
  return std::optional<Trial>(std::move(trial));
}

std::vector<std::string> services_on_trial() {
  std::vector<std::string> services;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(place, none))
    if (entry.path().extension() == ".trial" && !entry.path().filename().string().starts_with('.'))
      services.push_back(entry.path().stem());
  std::sort(services.begin(), services.end());
  return services;
}

bool is_over(const Trial& trial, const guard::Reading& now) {
  return trial.boot != now.boot || now.up >= trial.ends_up;
}

std::string ready_pipe_of(const std::string& service) { return kept_at(service + ".ready"); }

Expected<std::string, std::string> make_ready_pipe(const std::string& service) {
  auto path = ready_pipe_of(service);
  static_cast<void>(::unlink(path.c_str()));
  if (::mkfifo(path.c_str(), roots_alone) != 0) return failure("a pipe cannot be made");
  return path;
}

}  // namespace wavix::cli
