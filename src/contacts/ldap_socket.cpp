// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/ldap_socket.hpp"

#include <fmt/format.h>
#include <ldap.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <string_view>

#include "base/handle.hpp"

namespace wavix::contacts {
namespace {

using std::chrono::milliseconds;

constexpr int most_port = 65535;

std::string reason_of(int error) { return ::strerrordesc_np(error); }

std::optional<LdapUri::Scheme> scheme_from(std::string_view text) {
  if (text == "ldap") return LdapUri::Scheme::ldap;
  if (text == "ldaps") return LdapUri::Scheme::ldaps;
  if (text == "ldapi") return LdapUri::Scheme::ldapi;
  return std::nullopt;
}

/// Whether the connection that is being made was, and why not.
Expected<void, std::string> made(int fd, const Deadline& deadline) {
  for (;;) {
    pollfd wanted{fd, POLLOUT, 0};
    const int ready = ::poll(&wanted, 1, static_cast<int>(deadline.left().count()));
    if (ready == 0) return unexpected<std::string>("does not answer in time");
    if (ready > 0) break;
    if (errno != EINTR) return unexpected(reason_of(errno));
  }
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0) error = errno;
  if (error != 0) return unexpected(reason_of(error));
  return {};
}

Expected<Fd, std::string> connected(int family, const sockaddr* address, socklen_t size,
                                    const Deadline& deadline) {
  Fd fd(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd) return unexpected(reason_of(errno));
  if (::connect(fd.get(), address, size) == 0) return fd;
  if (errno != EINPROGRESS) return unexpected(reason_of(errno));
  if (const auto done = made(fd.get(), deadline); !done) return unexpected(done.error());
  return fd;
}

Expected<Fd, std::string> connect_locally(const std::string& path, const Deadline& deadline) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return unexpected(reason_of(ENAMETOOLONG));
  path.copy(address.sun_path, path.size());
  return connected(AF_UNIX, reinterpret_cast<const sockaddr*>(&address), sizeof address, deadline);
}

}  // namespace

Expected<LdapUri, std::string> ldap_uri_from(const std::string& text) {
  LDAPURLDesc* raw = nullptr;
  const bool parses = ::ldap_url_parse(text.c_str(), &raw) == LDAP_URL_SUCCESS;
  const Handle<LDAPURLDesc, ::ldap_free_urldesc> parts(raw);
  const auto scheme = parses ? scheme_from(parts->lud_scheme) : std::nullopt;
  if (!scheme) return unexpected<std::string>("is none of ldaps://HOST, ldap://HOST and ldapi://%2FPATH");
  const bool is_local = *scheme == LdapUri::Scheme::ldapi;
  const std::string host = parts->lud_host == nullptr ? "" : parts->lud_host;
  if (host.empty() || host.find_first_of("@ ") != std::string::npos || (is_local && host.front() != '/'))
    return unexpected<std::string>(is_local ? "names no socket, as ldapi://%2Frun%2Fslapd%2Fldapi does"
                                            : "names no host");
  if (text.find_first_of("/?", text.find("://") + 3) != std::string::npos)
    return unexpected<std::string>("has more than a server in it");
  if (!is_local && (parts->lud_port < 1 || parts->lud_port > most_port))
    return unexpected<std::string>("has a port that does not exist");
  return LdapUri{*scheme, host, is_local ? 0 : parts->lud_port, text};
}

Expected<Fd, std::string> connect_to(const LdapUri& uri, const Deadline& deadline) {
  if (uri.scheme == LdapUri::Scheme::ldapi) return connect_locally(uri.host, deadline);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* first = nullptr;
  const int error = ::getaddrinfo(uri.host.c_str(), std::to_string(uri.port).c_str(), &hints, &first);
  if (error != 0)
    return unexpected<std::string>(error == EAI_SYSTEM ? reason_of(errno) : ::gai_strerror(error));
  const Handle<addrinfo, ::freeaddrinfo> addresses(first);
  int untried = 0;
  for (const auto* address = first; address != nullptr; address = address->ai_next)
    ++untried;
  std::string reasons;
  for (const auto* address = first; address != nullptr; address = address->ai_next, --untried) {
    auto fd = connected(address->ai_family, address->ai_addr, address->ai_addrlen,
                        Deadline(deadline.left() / untried));
    if (fd) {
      const int on = 1;  // a bind follows the last of the handshake without waiting for its acknowledgement
      static_cast<void>(::setsockopt(fd->get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on));
      return fd;
    }
    if (reasons.find(fd.error()) == std::string::npos) reasons += (reasons.empty() ? "" : ", ") + fd.error();
  }
  return unexpected(std::move(reasons));
}

}  // namespace wavix::contacts
