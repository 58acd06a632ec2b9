// SPDX-License-Identifier: BSD-3-Clause

// wavix2fa-verifier: runs one login's verification. pam_wavix2fa.so starts it with a socket as descriptor 3,
// an empty environment and nothing else.
#include <sys/socket.h>

#include <cstdio>
#include <cstdlib>

#include "verifier/login.hpp"
#include "verifier/process.hpp"

namespace {

constexpr int hosts_socket = 3;

bool is_packet_socket(int fd) {
  int type = 0;
  socklen_t size = sizeof type;
  return ::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET;
}

}  // namespace

int main() {
  if (!is_packet_socket(hosts_socket)) {
    static_cast<void>(std::fputs("wavix2fa-verifier: only pam_wavix2fa.so starts this program\n", stderr));
    return 2;
  }
  wavix::verifier::harden_process();
  wavix::verifier::serve_login(wavix::verifier::Host(wavix::Fd(hosts_socket)));
  // What the libraries would take apart, the kernel frees faster; and a thread of ContactSearch may still be
  // at work. Not _Exit: a sanitizer build looks for leaks now (tests/system/sanitizer_options.cpp).
  std::quick_exit(0);
}
