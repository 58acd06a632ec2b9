// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/ldap_wire.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>

namespace wavix::contacts {
namespace {

/// False, and errno set, if the wire cannot be used by the deadline.
bool is_ready(const LdapWire& wire, short what) noexcept {
  for (;;) {
    pollfd wanted{wire.fd.get(), what, 0};
    const int ready = ::poll(&wanted, 1, static_cast<int>(wire.deadline.left().count()));
    if (ready > 0) return true;
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0) errno = ETIMEDOUT;
    return false;
  }
}

const LdapWire& wire_of(const Sockbuf_IO_Desc* layer) noexcept {
  return *static_cast<const LdapWire*>(layer->sbiod_pvt);
}

int set_up(Sockbuf_IO_Desc* layer, void* wire) noexcept {
  layer->sbiod_pvt = wire;
  return 0;
}

int do_nothing(Sockbuf_IO_Desc*) noexcept { return 0; }

int take_no_option(Sockbuf_IO_Desc*, int, void*) noexcept { return 0; }

ber_slen_t receive(Sockbuf_IO_Desc* layer, void* bytes, ber_len_t size) noexcept {
  const auto& wire = wire_of(layer);
  return is_ready(wire, POLLIN) ? ::recv(wire.fd.get(), bytes, size, MSG_DONTWAIT) : -1;
}

ber_slen_t send(Sockbuf_IO_Desc* layer, void* bytes, ber_len_t size) noexcept {
  const auto& wire = wire_of(layer);
  return is_ready(wire, POLLOUT) ? ::send(wire.fd.get(), bytes, size, MSG_DONTWAIT | MSG_NOSIGNAL) : -1;
}

Sockbuf_IO functions = {set_up, do_nothing, take_no_option, receive, send, do_nothing};

}  // namespace

bool lay_under(Sockbuf* buffer, LdapWire& wire) noexcept {
  return ::ber_sockbuf_add_io(buffer, &functions, LBER_SBIOD_LEVEL_PROVIDER, &wire) == 0;
}

}  // namespace wavix::contacts
