// SPDX-License-Identifier: BSD-3-Clause
#include "protocol/socket.hpp"

#include <sys/socket.h>

#include <array>
#include <memory>

#include "base/fd.hpp"
#include "check.hpp"

namespace {

using namespace wavix;
using namespace wavix::protocol;

/// Both ends of a dialogue; `first` has room for small packets alone.
struct Ends {
  Ends() {
    std::array<int, 2> fds{};
    CHECK_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds.data()), 0);
    first = Fd(fds[0]);
    second = Fd(fds[1]);
    const int least = 1;
    CHECK_EQ(::setsockopt(first.get(), SOL_SOCKET, SO_SNDBUF, &least, sizeof least), 0);
  }
  Fd first{}, second{};
};

std::unique_ptr<Packet> packet_of(std::size_t size) {
  auto packet = std::make_unique<Packet>();
  packet->size = size;
  return packet;
}

Received received(const Fd& fd) {
  const auto packet = std::make_unique<Packet>();
  return receive(fd.get(), *packet, boottime_ms() + 10);
}

void a_packet_comes_as_it_went() {
  const Ends ends;
  CHECK(send(ends.first.get(), *packet_of(100)));
  CHECK(received(ends.second) == Received::packet);
  CHECK(received(ends.second) == Received::late);
}

void what_cannot_be_sent_ends_the_dialogue_for_both_sides() {
  const Ends ends;
  CHECK(send(ends.first.get(), *packet_of(100)));
  CHECK(send(ends.second.get(), *packet_of(100)));
  CHECK(!send(ends.first.get(), *packet_of(max_packet)));
  for (const auto* end : {&ends.first, &ends.second}) {
    CHECK(received(*end) == Received::packet);  // what was sent before is still read
    CHECK(received(*end) == Received::closed);
  }
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a packet comes as it went", a_packet_comes_as_it_went),
      TEST("what cannot be sent ends the dialogue for both sides",
           what_cannot_be_sent_ends_the_dialogue_for_both_sides),
  };
  return cmocka_run_group_tests_name("protocol socket", tests, nullptr, nullptr);
}
