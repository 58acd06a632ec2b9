// SPDX-License-Identifier: BSD-3-Clause

// Loaded before all other libraries by LD_PRELOAD (library_calls.py): counts calls by name, and lets one of
// them fail: the WHENth of the function FAULT. Counts what memory is taken and not given back, too. The
// counts are in a file, which outlives the process and the verifier's confinement.
#include <dlfcn.h>
#include <fcntl.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>

#define SEEN_BY_ALL extern "C" __attribute__((visibility("default")))

// The functions, and what each returns where it fails. Allocations are one, by the name of "allocation".
// What may fail by its manual is here if the module or the verifier calls it, or a library of theirs whose
// failing the verifier must stand. Each has at most eleven arguments, none of them a floating-point number.
// clang-format off
#define EACH_FUNCTION(F) \
  /* libpam, in the host: PAM_BUF_ERR, and "no such item" */ \
  F(pam_get_item, 29) F(pam_get_user, 5) F(pam_prompt, 5) F(pam_set_data, 5) \
  /* libcurl: CURLE_OUT_OF_MEMORY, CURLM_OUT_OF_MEMORY, CURLUE_OUT_OF_MEMORY */ \
  F(curl_global_init_mem, 27) F(curl_easy_init, 0) F(curl_easy_setopt, 27) F(curl_easy_getinfo, 27) \
  F(curl_multi_init, 0) F(curl_multi_setopt, 3) F(curl_multi_add_handle, 3) F(curl_multi_perform, 3) \
  F(curl_multi_poll, 3) F(curl_slist_append, 0) F(curl_url, 0) F(curl_url_get, 7) F(curl_url_set, 7) \
  /* json-c */ \
  F(json_object_new_object, 0) F(json_object_new_string_len, 0) F(json_object_object_add, -1) \
  F(json_object_to_json_string_length, 0) F(json_tokener_new_ex, 0) F(json_tokener_parse_ex, 0) \
  F(json_object_get_string, 0) \
  /* SQLite: SQLITE_NOMEM, SQLITE_IOERR, SQLITE_CANTOPEN */ \
  F(sqlite3_open_v2, 14) F(sqlite3_prepare_v2, 7) F(sqlite3_step, 10) F(sqlite3_exec, 10) \
  F(sqlite3_bind_int64, 7) F(sqlite3_bind_text64, 7) F(sqlite3_bind_null, 7) F(sqlite3_reset, 10) \
  F(sqlite3_column_blob, 0) F(sqlite3_file_control, 10) F(sqlite3_busy_timeout, 21) \
  /* libldap and liblber: LDAP_NO_MEMORY, LDAP_OPT_ERROR, LDAP_CONNECT_ERROR, LDAP_DECODING_ERROR */ \
  F(ldap_init_fd, -10) F(ldap_set_option, -1) F(ldap_get_option, -1) F(ldap_url_parse, 1) \
  F(ldap_install_tls, -11) F(ldap_tls_inplace, 0) F(ldap_sasl_bind, -10) F(ldap_search_ext, -10) \
  F(ldap_result, -1) F(ldap_msgtype, -1) F(ldap_parse_result, -4) F(ldap_get_dn_ber, -4) \
  F(ldap_get_attribute_ber, -4) F(ber_sockbuf_add_io, -1) F(ber_sockbuf_ctrl, -1) \
  /* GnuTLS, as Debian's libldap calls it: GNUTLS_E_MEMORY_ERROR, GNUTLS_E_INTERNAL_ERROR */ \
  F(gnutls_init, -25) F(gnutls_priority_set, -25) F(gnutls_credentials_set, -25) F(gnutls_handshake, -59) \
  F(gnutls_certificate_set_x509_trust_file, -25) F(gnutls_certificate_verify_peers2, -59) \
  F(gnutls_x509_crt_init, -25) F(gnutls_x509_crt_import, -25) F(gnutls_x509_crt_check_hostname, 0) \
  F(gnutls_record_send, -59) F(gnutls_record_recv, -59) \
  /* libcrypt */ \
  F(crypt_rn, 0) \
  /* libseccomp: -ENOMEM */ \
  F(seccomp_init, 0) F(seccomp_attr_set, -12) F(seccomp_rule_add_array, -12) F(seccomp_load, -12) \
  /* the system's names: EIO; EAI_MEMORY */ \
  F(getpwnam_r, 5) F(getpwuid_r, 5) F(getgrnam_r, 5) F(getgrgid_r, 5) F(getgrouplist, -1) \
  F(getaddrinfo, -10) \
  /* inih: no memory */ \
  F(ini_parse_stream, -2) \
  /* OpenSSL, as libcurl calls it */ \
  F(SSL_CTX_new, 0) F(SSL_new, 0) F(SSL_connect, -1) F(SSL_read, -1) F(SSL_write, -1) \
  F(SSL_CTX_load_verify_locations, 0) F(SSL_CTX_load_verify_file, 0) F(SSL_CTX_set_cipher_list, 0) \
  F(SSL_get1_peer_certificate, 0) F(X509_STORE_add_cert, 0) F(X509_verify_cert, -1) F(RAND_bytes, 0)
// clang-format on

namespace {

// What the file has first, and then of each function; counts.py reads it.
struct Memory {
  std::atomic<long> blocks;
  std::atomic<long> bytes;
};
struct Function {
  char name[48];
  std::atomic<unsigned long> calls;
  std::atomic<unsigned long> failed;
};

// NOLINTBEGIN(readability-identifier-naming): the functions' own names
enum Index {
  allocation,
#define INDEX_OF(name, failure) index_of_##name,
  EACH_FUNCTION(INDEX_OF)
#undef INDEX_OF
      count
};
// NOLINTEND(readability-identifier-naming)

constexpr const char* names[] = {"allocation",
#define NAME_OF(name, failure) #name,
                                 EACH_FUNCTION(NAME_OF)
#undef NAME_OF
};

constexpr std::size_t file_size = sizeof(Memory) + sizeof(Function) * count;

Memory* taken = nullptr;  // null until the file is there, as the next
Function* functions = nullptr;
int failing = -1;
unsigned long when = 0;

__attribute__((constructor)) void begin() {
  const char* path = std::getenv("COUNTS");
  const char* fault = std::getenv("FAULT");
  if (path == nullptr || fault == nullptr) return;
  const int file = ::open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0 || ::ftruncate(file, file_size) != 0) std::_Exit(120);
  void* const memory = ::mmap(nullptr, file_size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (memory == MAP_FAILED) std::_Exit(121);
  ::close(file);
  taken = static_cast<Memory*>(memory);
  auto* const all = reinterpret_cast<Function*>(taken + 1);
  for (int i = 0; i < count; ++i) {
    ::strncpy(all[i].name, names[i], sizeof all[i].name - 1);
    if (std::strcmp(names[i], fault) == 0) failing = i;
  }
  const char* number = std::getenv("WHEN");
  when = number == nullptr ? 0 : std::strtoul(number, nullptr, 10);
  ::unsetenv("LD_PRELOAD");
  functions = all;
}

bool fails(int function) {
  if (functions == nullptr) return false;
  const bool now = ++functions[function].calls == when && function == failing;
  if (now) ++functions[function].failed;
  return now;
}

bool no_memory() {
  const bool now = fails(allocation);
  if (now) errno = ENOMEM;
  return now;
}

void* take(void* block) {
  if (taken == nullptr || block == nullptr) return block;
  ++taken->blocks;
  taken->bytes += static_cast<long>(::malloc_usable_size(block));
  return block;
}

void give_back(void* block) {
  if (taken == nullptr || block == nullptr) return;
  --taken->blocks;
  taken->bytes -= static_cast<long>(::malloc_usable_size(block));
}

using Any = long (*)(long, long, long, long, long, long, long, long, long, long, long);

Any next(const char* name) {
  void* const found = ::dlsym(RTLD_NEXT, name);
  if (found == nullptr) std::_Exit(122);
  return reinterpret_cast<Any>(found);
}

}  // namespace

// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): glibc's own
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t number, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
void __libc_free(void* memory);
}

SEEN_BY_ALL void* malloc(std::size_t size) { return no_memory() ? nullptr : take(__libc_malloc(size)); }
SEEN_BY_ALL void* calloc(std::size_t number, std::size_t size) {
  return no_memory() ? nullptr : take(__libc_calloc(number, size));
}
SEEN_BY_ALL void* realloc(void* memory, std::size_t size) {
  if (no_memory()) return nullptr;
  give_back(memory);
  void* const block = __libc_realloc(memory, size);
  if (block == nullptr && size != 0) take(memory);  // it is as it was
  return take(block);
}
SEEN_BY_ALL void* aligned_alloc(std::size_t alignment, std::size_t size) {
  return no_memory() ? nullptr : take(__libc_memalign(alignment, size));
}
SEEN_BY_ALL int posix_memalign(void** memory, std::size_t alignment, std::size_t size) {
  if (no_memory()) return ENOMEM;
  *memory = take(__libc_memalign(alignment, size));
  return *memory == nullptr ? ENOMEM : 0;
}
SEEN_BY_ALL void free(void* memory) {
  give_back(memory);
  __libc_free(memory);
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)

// Arguments that a function does not have are passed on as they lie in the registers and on the stack, and
// mean nothing.
#define FAILING(name, failure)                                                                               \
  SEEN_BY_ALL long name(long, long, long, long, long, long, long, long, long, long, long);                   \
  SEEN_BY_ALL long name(long a, long b, long c, long d, long e, long f, long g, long h, long i, long j,      \
                        long k) {                                                                            \
    static const Any real = next(#name);                                                                     \
    return fails(index_of_##name) ? (failure) : real(a, b, c, d, e, f, g, h, i, j, k);                       \
  }
EACH_FUNCTION(FAILING)
