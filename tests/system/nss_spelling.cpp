// SPDX-License-Identifier: BSD-3-Clause

// A directory that takes a name in any case, as Active Directory behind sssd does, for the tests: an NSS
// service that knows "alice" alone, however it is spelt (nss(5)).
#include <nss.h>
#include <pwd.h>
#include <strings.h>

#include <cerrno>
#include <cstddef>
#include <cstring>

extern "C" {

// NOLINTNEXTLINE(bugprone-reserved-identifier): the interface's name
__attribute__((visibility("default"))) nss_status
_nss_spelling_getpwnam_r(const char* name, passwd* entry, char* buffer, std::size_t size, int* error);

// NOLINTNEXTLINE(bugprone-reserved-identifier)
nss_status _nss_spelling_getpwnam_r(const char* name, passwd* entry, char* buffer, std::size_t size,
                                    int* error) {
  constexpr char text[] = "alice\0x\0/\0/bin/sh";
  if (::strcasecmp(name, "alice") != 0) return NSS_STATUS_NOTFOUND;
  if (size < sizeof text) {
    *error = ERANGE;
    return NSS_STATUS_TRYAGAIN;
  }
  std::memcpy(buffer, text, sizeof text);
  *entry = {buffer, buffer + 6, 2001, 2001, buffer + 5, buffer + 8, buffer + 10};
  return NSS_STATUS_SUCCESS;
}
}
