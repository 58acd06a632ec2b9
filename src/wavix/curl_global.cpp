// SPDX-License-Identifier: BSD-3-Clause
#include "wavix/curl_global.hpp"

#include <curl/curl.h>
#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace wavix::api {
namespace {

// libcurl's copies of the Authorization header and of the bodies are many, and none is ours to reach: so
// every block that it frees is wiped.

void wipe_and_free(void* block) noexcept {
  if (block == nullptr) return;
  ::explicit_bzero(block, ::malloc_usable_size(block));
  std::free(block);
}

void* wiping_realloc(void* block, size_t size) noexcept {
  void* const larger = std::malloc(size);
  if (larger == nullptr || block == nullptr) return larger;
  std::memcpy(larger, block, std::min(size, ::malloc_usable_size(block)));
  wipe_and_free(block);
  return larger;
}

/// What OpenSSL, libcurl and glibc's resolver read that no option of libcurl overrides (SSLKEYLOGFILE: curl's
/// docs/SSLKEYLOGFILE; openssl-env(7); resolver(3), gethostbyname(3)).
constexpr const char* unwanted[] = {
    "SSLKEYLOGFILE",   "SSL_CERT_FILE",   "SSL_CERT_DIR", "OPENSSL_CONF", "OPENSSL_CONF_INCLUDE",
    "OPENSSL_MODULES", "OPENSSL_ENGINES", "RES_OPTIONS",  "LOCALDOMAIN",  "HOSTALIASES"};

bool initialise() {
  for (const auto* name : unwanted)
    static_cast<void>(::unsetenv(name));
  return curl_global_init_mem(CURL_GLOBAL_DEFAULT, std::malloc, wipe_and_free, wiping_realloc, ::strdup,
                              std::calloc) == CURLE_OK;
}

}  // namespace

void make_libcurl_ready() {
  static const bool ready = initialise();
  if (!ready) throw std::runtime_error("libcurl cannot be initialised");
}

}  // namespace wavix::api
