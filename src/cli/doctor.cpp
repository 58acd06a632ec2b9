// SPDX-License-Identifier: BSD-3-Clause
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/fd.hpp"
#include "cli/actor.hpp"
#include "cli/declare.hpp"
#include "cli/doctor_report.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "cli/uninterrupted.hpp"
#include "doctor/bundle.hpp"
#include "doctor/examination.hpp"

namespace wavix::cli {
namespace {

struct DoctorWords {
  std::string bundle;
  bool json = false;
};

auto cannot_write(const std::string& path, int error) {
  const auto* const mend = error == EEXIST ? "; name one that is not there" : "";
  return failed(fmt::format("{}: cannot be written: {}{}", path, ::strerrordesc_np(error), mend));
}

/// A new file, for root alone; nothing is left of it if it cannot be written.
Outcome write_new(const std::string& path, std::string_view text) {
  const Uninterrupted until_written;
  const Fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!fd) return cannot_write(path, errno);
  const auto failed_by = [&](int error) {
    static_cast<void>(::unlink(path.c_str()));
    return cannot_write(path, error);
  };
  while (!text.empty()) {
    const auto written = ::write(fd.get(), text.data(), text.size());
    if (written < 0 && errno != EINTR) return failed_by(errno);
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(fd.get()) != 0 && errno != EINVAL && errno != EROFS) return failed_by(errno);
  return {};
}

doctor::Findings examine(const Global& global) {
  Progress progress;
  const auto me = actor().name;
  return doctor::examine(
      {.conf = global.conf, .looked_up = me.empty() ? "root" : me, .at = [&](std::string_view what) {
         progress.at(fmt::format("looking at {}", what));
       }});
}

Outcome examine_and_tell(const Global& global, const DoctorWords& words) {
  const auto findings = examine(global);
  if (auto shown = show(words.json ? report_for_programs(findings) : report_for_people(findings)); !shown)
    return shown;
  if (!words.bundle.empty()) {
    const auto text = doctor::bundle(doctor::read_configuration(global.conf), findings);
    if (auto written = write_new(words.bundle, text); !written) return written;
    if (!words.json)
      if (auto shown = show(fmt::format("For a bug report: {}\n", words.bundle)); !shown) return shown;
  }
  if (problems_in(findings) != 0) return unexpected(Failure{});  // all is said
  return {};
}

}  // namespace

void add_doctor(CLI::App& app, Command& chosen) {
  add_command<DoctorWords>(
      app, "doctor", "Find what keeps people out, or lets them in unasked", chosen, examine_and_tell,
      [](CLI::App& command, DoctorWords& words) {
        command.add_option("--bundle", words.bundle, "write a file for a bug report, too")->type_name("FILE");
        add_json(command, words.json);
      });
}

}  // namespace wavix::cli
