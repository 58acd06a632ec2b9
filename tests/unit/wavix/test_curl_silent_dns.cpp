// SPDX-License-Identifier: BSD-3-Clause
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <unistd.h>

#include <array>
#include <fstream>

#include "asking.hpp"
#include "check.hpp"
#include "raw_server.hpp"

// A name server that never answers; in namespaces of our own, so root is needed.
namespace {

using namespace wavix::test;
using wavix::Fd;
using wavix::api::Cause;

bool loopback_up() {
  const Fd any(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  ifreq request{};
  request.ifr_name[0] = 'l';
  request.ifr_name[1] = 'o';
  request.ifr_flags = IFF_UP;
  return ::ioctl(any.get(), SIOCSIFFLAGS, &request) == 0;
}

/// Has all names asked of a socket that nobody reads; nothing if that cannot be had.
Fd silent_name_server() {
  if (::unshare(CLONE_NEWNS | CLONE_NEWNET) != 0 || !loopback_up()) return {};
  std::array<char, 32> path{"/tmp/wavix2fa-test-XXXXXX"};
  if (!Fd(::mkstemp(path.data()))) return {};
  std::ofstream(path.data()) << "nameserver 127.0.0.53\n";
  const bool mounted = ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                       ::mount(path.data(), "/etc/resolv.conf", nullptr, MS_BIND, nullptr) == 0;
  ::unlink(path.data());
  Fd server(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(53);
  ::inet_pton(AF_INET, "127.0.0.53", &address.sin_addr);
  if (!mounted || ::bind(server.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return {};
  return server;
}

void connecting_includes_asking_for_the_address() {
  const auto begin = std::chrono::steady_clock::now();
  Outcome outcome;
  {
    auto transport = transport_to("https://api.example.com", 200ms, 4000ms);
    outcome = ask(transport, some_post());
  }
  CHECK(std::chrono::steady_clock::now() - begin < 1s);
  CHECK(outcome.error().cause == Cause::timeout);
  CHECK(!outcome.error().may_have_arrived);
}

void a_transport_ends_at_once_while_a_name_is_asked_for() {
  auto begin = std::chrono::steady_clock::now();
  {
    auto transport = transport_to("https://api.example.org");
    transport.start(some_post(), [](const Outcome&) {});
    for (int i = 0; i < 5; ++i)
      transport.run(-1, 10ms);
    begin = std::chrono::steady_clock::now();
  }
  CHECK(std::chrono::steady_clock::now() - begin < 500ms);
}

}  // namespace

int main() {
  const auto server = silent_name_server();
  if (!server) {
    print_message("1..0 # SKIP no namespaces of our own\n");
    return 0;
  }
  const CMUnitTest tests[] = {
      TEST("connecting includes asking for the address", connecting_includes_asking_for_the_address),
      TEST("a transport ends at once while a name is asked for",
           a_transport_ends_at_once_while_a_name_is_asked_for),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
