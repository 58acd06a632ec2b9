// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/store.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>

#include "base/text.hpp"
#include "base/when.hpp"
#include "guard/break_glass.hpp"
#include "guard/breaker.hpp"
#include "guard/lockout.hpp"
#include "guard/record.hpp"
#include "guard/store.hpp"

namespace wavix::doctor {
namespace {

constexpr std::string_view subject = "store";
using guard::StoreError;

std::string_view id_of(StoreError::Kind kind) {
  switch (kind) {
  case StoreError::Kind::missing: return "store-folder";
  case StoreError::Kind::unsafe: return "store-unsafe";
  case StoreError::Kind::full: return "disk-full";
  case StoreError::Kind::read_only: return "store-read-only";
  case StoreError::Kind::busy: return "store-busy";
  case StoreError::Kind::newer: return "store-newer";
  case StoreError::Kind::damaged: return "store-damaged";
  case StoreError::Kind::lost:
  case StoreError::Kind::unreadable: break;
  }
  return "store-unreadable";
}

Finding of(const StoreError& error) {
  return fail(subject, id_of(error.kind), Effect::keeps_out, error.reason,
              "until it is mended every login is denied, but for those that need no code");
}

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

/// Of the disk below the store, or below the folder where it will be.
Findings about_disk(const std::string& path) {
  constexpr std::uintmax_t little = std::uintmax_t{64} << 20U;
  auto folder = folder_of(path);
  struct statvfs disk {};
  while (::statvfs(folder.c_str(), &disk) != 0 && errno == ENOENT && folder != "/")
    folder = folder_of(folder);
  if ((disk.f_flag & ST_RDONLY) != 0)
    return {of({StoreError::Kind::read_only,
                fmt::format("{}: is on a read-only file system; make it writable for root", folder)})};
  const auto free = std::uintmax_t{disk.f_bavail} * disk.f_frsize;
  if (disk.f_blocks == 0 || free >= little) return {};
  return {warning(
      subject, "disk-low", Effect::keeps_out,
      fmt::format("{} has {} left; when it is full every login is denied", folder, size_in_words(free)),
      "free space there")};
}

Findings about_break_glass(guard::Store& store) {
  const auto glass = guard::break_glass(store);
  if (!glass) return {of(glass.error())};
  if (!*glass) return {};
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  return {warning(subject, "breakglass-on", Effect::lets_in,
                  fmt::format("break-glass is on until {}: nobody is asked for a code (by {}: {})",
                              when((*glass)->ends, now), (*glass)->started_by, (*glass)->reason),
                  "when all is well: wavix2fa breakglass stop")};
}

Findings about_breaker(guard::Store& store, const config::Config& config) {
  if (!config.outage.breaker) return {};
  const auto why =
      guard::open_because(store, {config.outage.breaker->failures, config.outage.breaker->open_for});
  if (!why) return {of(why.error())};
  if (!*why) return {};
  return {warning(
      subject, "breaker-open", Effect::keeps_out,
      fmt::format("the last logins could not ask Wavix ({}): for a moment the next ones do not try", **why),
      "see network and API key above; it ends by itself")};
}

Findings about_lockouts(guard::Store& store, const config::Config& config) {
  const auto& rule = config.limits.lockout;
  if (!rule) return {};
  const auto failed = guard::list_failures(store);
  if (!failed) return {of(failed.error())};
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  Findings findings;
  for (const auto& [user, failures, last] : *failed) {
    if (user == "root" && !config.limits.root_lockout) continue;
    const auto until = guard::locked_until(store, user, {rule->failures, rule->window, rule->duration});
    if (until && *until)
      findings.push_back(warning(subject, "locked-out", Effect::keeps_out,
                                 fmt::format("{} is locked out until {}", user, when(**until, now)),
                                 fmt::format("if it was the user: wavix2fa lockout clear {}", user)));
  }
  return findings;
}

/// A store that the first login is to make: whether it can.
Finding about_missing(const std::string& path) {
  const auto folder = folder_of(path);
  struct stat found {};
  if (::stat(folder.c_str(), &found) != 0 && ::stat(folder_of(folder).c_str(), &found) != 0)
    return of({StoreError::Kind::missing,
               fmt::format("{}: there is no folder {}; make it", path, folder_of(folder))});
  if (found.st_uid != 0 || (found.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return of({StoreError::Kind::unsafe,
               fmt::format("{}: others than root may write in its folder; 'chown root' and 'chmod go-w' it",
                           path)});
  return ok(subject, fmt::format("{}: not yet there; the first login makes it", path));
}

}  // namespace

Findings examine_store(const config::Config& config) {
  constexpr guard::milliseconds patience{5000};
  const auto& path = config.state.file;
  auto findings = about_disk(path);
  struct stat file {};
  if (::lstat(path.c_str(), &file) != 0 && errno == ENOENT) {
    if (findings.empty() || findings.front().severity != Severity::fail)
      findings.insert(findings.begin(), about_missing(path));
    return findings;
  }
  auto store = guard::Store::open(path, patience);
  if (!store) {
    if (findings.empty() || findings.front().severity != Severity::fail)
      findings.push_back(of(store.error()));
    return findings;
  }
  const auto logins = guard::count_records(*store);
  if (!logins) return {of(logins.error())};
  Findings told = {ok(subject, fmt::format("{}, {}, {}", path, counted(*logins, "login"),
                                           size_in_words(static_cast<std::uint64_t>(file.st_size))))};
  append(told, std::move(findings));
  append(told, about_break_glass(*store));
  append(told, about_breaker(*store, config));
  append(told, about_lockouts(*store, config));
  return told;
}

}  // namespace wavix::doctor
