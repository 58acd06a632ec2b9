// SPDX-License-Identifier: BSD-3-Clause
#include "cli/log.hpp"

#include <fmt/format.h>
#include <syslog.h>

#include "base/text.hpp"
#include "cli/actor.hpp"

namespace wavix::cli {

void log_deed(const config::Config& config, std::string_view deed, Details details, Weight weight) {
  const auto by = actor();
  auto line = fmt::format("{}:", deed);
  for (const auto& [name, value] : details)
    line += fmt::format(" {}={}", name, quoted(value));
  line += fmt::format(" by={} uid={}", quoted(by.name), by.uid);
  ::openlog("wavix2fa", LOG_PID, LOG_AUTHPRIV);
  ::syslog(config.log.facility | (weight == Weight::alarming ? LOG_ALERT : LOG_NOTICE), "%s", line.c_str());
}

}  // namespace wavix::cli
