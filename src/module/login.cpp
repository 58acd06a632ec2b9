// SPDX-License-Identifier: BSD-3-Clause
#include "module/login.hpp"

#include <security/pam_ext.h>
#include <syslog.h>

#include <cstring>

#include "module/arguments.hpp"
#include "module/finished.hpp"
#include "module/items.hpp"
#include "module/relay.hpp"
#include "protocol/pam_code.hpp"
#include "protocol/spawn.hpp"

namespace wavix::module {
namespace {

using protocol::Verdict;

int to_pam(Verdict verdict) noexcept { return protocol::pam_code(verdict).value; }

/// The user's name: login(1) has none yet, and this asks for it.
bool read_user(pam_handle_t* pamh, protocol::Start& start) noexcept {
  const char* user = nullptr;
  const int result = pam_get_user(pamh, &user, nullptr);
  if (result == PAM_SUCCESS && user != nullptr && *user != '\0') {
    start.user = user;
    return true;
  }
  pam_syslog(pamh, LOG_ERR, "verdict=no-dialogue cause=\"there is no user name: %s\"",
             pam_strerror(pamh, result));
  return false;
}

Verdict ask_verifier(pam_handle_t* pamh, const protocol::Start& start, const char* path,
                     bool silent) noexcept {
  const auto spawned = protocol::spawn_verifier(path);
  if (!spawned.socket) {
    pam_syslog(pamh, LOG_ERR, "verdict=internal cause=\"%s cannot be started: %s\"", path,
               ::strerrordesc_np(spawned.error));
    return Verdict::internal;
  }
  const auto outcome = relay(pamh, spawned.socket.get(), start, silent);
  if (outcome.error != nullptr)
    pam_syslog(pamh, LOG_ERR, "verdict=internal cause=\"the verifier %s\"", outcome.error);
  return outcome.verdict;
}

int wrong_argument(const pam_handle_t* pamh, const char* error) noexcept {
  pam_syslog(pamh, LOG_ERR, "verdict=misconfigured cause=\"pam.d argument: %s\"", error);
  return to_pam(Verdict::misconfigured);
}

/// Each handle has one (pam_start(3)). Where libpam does not tell it, this may be one that is named.
int no_service(const pam_handle_t* pamh) noexcept {
  pam_syslog(pamh, LOG_ERR, "verdict=internal cause=\"libpam does not tell the service\"");
  return to_pam(Verdict::internal);
}

}  // namespace

int authenticate(pam_handle_t* pamh, int flags, int argc, const char** argv) noexcept {
  const auto arguments = parse_arguments(argc, argv);
  // Whose service this is cannot be told from a wrong services=; what else is wrong matters to ours alone.
  if (arguments.services_error != nullptr) return wrong_argument(pamh, arguments.services_error);
  protocol::Start start;
  read_items(pamh, start);
  if (start.service.empty()) return no_service(pamh);
  if (!names_service(arguments, start.service)) return PAM_IGNORE;
  if (arguments.error != nullptr) return wrong_argument(pamh, arguments.error);
  if (const auto* earlier = finished_verdict(pamh)) return to_pam(*earlier);

  if (!read_user(pamh, start)) return to_pam(Verdict::no_dialogue);
  ::memcpy(start.arguments.data(), arguments.rest, sizeof arguments.rest);
  start.argument_count = arguments.rest_count;
  const char* path = arguments.verifier != nullptr ? arguments.verifier : VERIFIER_PATH;
  const auto verdict = ask_verifier(pamh, start, path, (static_cast<unsigned>(flags) & PAM_SILENT) != 0);
  remember_finished(pamh, verdict);
  return to_pam(verdict);
}

}  // namespace wavix::module
