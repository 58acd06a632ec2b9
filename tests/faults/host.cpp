// SPDX-License-Identifier: BSD-3-Clause

// A program that logs somebody in, for logins.py: host SERVICE USER. It says a line before each step and
// takes one for it, so that whoever injects faults can begin, look, and answer between two steps. Its own
// calls on its pipes are readv and writev, which neither the module nor libpam uses, and it takes no memory.
// Its status is PAM's code.
#include <security/pam_appl.h>
#include <sys/uio.h>
#include <syslog.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace {

iovec part(std::string_view text) { return {const_cast<char*>(text.data()), text.size()}; }

void say(std::string_view word, std::string_view rest = {}) {
  const std::array whole{part(word), part(" "), part(rest), part("\n")};
  if (::writev(1, whole.data(), static_cast<int>(whole.size())) < 0) std::exit(100);
}

/// A line without its end, good until the next; whoever writes to us writes one at a time.
const char* told() {
  static std::array<char, 256> buffer;
  const iovec whole{buffer.data(), buffer.size()};
  const auto got = ::readv(0, &whole, 1);
  if (got <= 0) std::exit(101);
  buffer.at(static_cast<std::size_t>(got) - 1) = '\0';
  return buffer.data();
}

int converse(int count, const pam_message** messages, pam_response** responses, void* /*unused*/) {
  if (count != 1) return PAM_CONV_ERR;
  const auto& message = **messages;
  auto* const response = static_cast<pam_response*>(std::calloc(1, sizeof(pam_response)));
  if (response == nullptr) return PAM_BUF_ERR;
  if (message.msg_style == PAM_PROMPT_ECHO_ON) {
    say("prompt", message.msg);
    const auto* const answer = told();
    const bool is_end_of_file = *answer == '\x04';
    if (!is_end_of_file) response->resp = ::strdup(answer);
    if (!is_end_of_file && response->resp == nullptr) {
      std::free(response);
      return PAM_BUF_ERR;
    }
  }
  *responses = response;
  return PAM_SUCCESS;
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) return 102;
  ::openlog("host", LOG_NDELAY, LOG_AUTHPRIV);  // as sshd's, it is open before
  const pam_conv conversation{converse, nullptr};
  pam_handle_t* handle = nullptr;
  if (pam_start(words[1], words[2], &conversation, &handle) != PAM_SUCCESS) return 103;
  if (pam_set_item(handle, PAM_RHOST, "203.0.113.9") != PAM_SUCCESS) return 104;
  ::syslog(LOG_DEBUG, "begins");  // libc keeps what it learns of the time zone then; who denies logs, too
  say("ready");
  told();
  const int result = pam_authenticate(handle, 0);
  const std::array<char, 2> digits{static_cast<char>('0' + result / 10),
                                   static_cast<char>('0' + result % 10)};
  say("done", {digits.data(), digits.size()});
  told();
  static_cast<void>(pam_end(handle, result));
  say("ended");
  told();
  return result;
}
