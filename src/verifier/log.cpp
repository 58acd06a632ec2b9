// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/log.hpp"

#include <syslog.h>

#include "base/text.hpp"

namespace wavix::verifier {
namespace {

struct {
  std::string prefix = "pam_wavix2fa: ";
  int facility = LOG_AUTHPRIV;
  bool debug = false;
} log_state;  // the process has one log, as it has one syslog(3)

void write(int priority, const std::string& text) {
  ::syslog(log_state.facility | priority, "%s%s", log_state.prefix.c_str(), text.c_str());
}

int priority_of(const End& end) {
  if (end.alert) return LOG_ALERT;
  if (end.loud) return LOG_WARNING;
  switch (end.verdict) {
  case Verdict::verified:
  case Verdict::exempt:
  case Verdict::exempt_success: return LOG_INFO;
  case Verdict::refused:
  case Verdict::exhausted:
  case Verdict::no_contact:
  case Verdict::forbidden: return LOG_NOTICE;
  case Verdict::unavailable:
  case Verdict::no_dialogue:
  case Verdict::misconfigured:
  case Verdict::internal: break;
  }
  return LOG_ERR;
}

}  // namespace

void open_log(std::string_view service, bool debug) {
  log_state.prefix = "pam_wavix2fa(" + sanitised(service, 64) + ":auth): ";
  log_state.debug = debug;
  ::openlog("wavix2fa", LOG_PID | LOG_NDELAY, log_state.facility);
}

void set_log_facility(int facility) { log_state.facility = facility; }

void log_error(const std::string& text) { write(LOG_ERR, sanitised(text, 2000)); }

void log_warning(const std::string& text) { write(LOG_WARNING, sanitised(text, 2000)); }

void log_debug(const std::string& text) {
  if (log_state.debug) write(LOG_DEBUG, sanitised(text, 2000));
}

void log_verdict(const End& end, const std::string& line) { write(priority_of(end), line); }

}  // namespace wavix::verifier
