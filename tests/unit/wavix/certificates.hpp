// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <optional>
#include <stdexcept>
#include <string>

#include "base/handle.hpp"

namespace wavix::test {

struct Certificate {
  Handle<EVP_PKEY, EVP_PKEY_free> key;
  Handle<X509, X509_free> body;
};

/// What to put into a certificate. Ages are in days from now.
struct Wanted {
  const char* names = "IP:127.0.0.1";  ///< subjectAltName; nullptr: a CA
  long from = -1, until = 1;
};

inline void add_extension(X509* certificate, int kind, const char* value) {
  const Handle<X509_EXTENSION, X509_EXTENSION_free> extension(
      X509V3_EXT_conf_nid(nullptr, nullptr, kind, value));
  if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1)
    throw std::runtime_error("no X.509 extension");
}

/// Signed by `issuer`, or by itself.
inline Certificate make_certificate(const Wanted& wanted, const Certificate* issuer) {
  constexpr long day = 24L * 60 * 60;
  Certificate made{Handle<EVP_PKEY, EVP_PKEY_free>(EVP_EC_gen("P-256")), Handle<X509, X509_free>(X509_new())};
  auto* const body = made.body.get();
  X509_set_version(body, 2);
  static long serial = 0;
  ASN1_INTEGER_set(X509_get_serialNumber(body), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(body), wanted.from * day);
  X509_gmtime_adj(X509_getm_notAfter(body), wanted.until * day);
  X509_set_pubkey(body, made.key.get());
  const std::string name = "test " + std::to_string(serial);
  const auto* const bytes = reinterpret_cast<const unsigned char*>(name.c_str());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(body), "CN", MBSTRING_ASC, bytes, -1, -1, 0);
  X509_set_issuer_name(body, X509_get_subject_name(issuer != nullptr ? issuer->body.get() : body));
  if (wanted.names == nullptr)
    add_extension(body, NID_basic_constraints, "critical,CA:TRUE");
  else
    add_extension(body, NID_subject_alt_name, wanted.names);
  if (X509_sign(body, issuer != nullptr ? issuer->key.get() : made.key.get(), EVP_sha256()) == 0)
    throw std::runtime_error("certificate not signed");
  return made;
}

/// A PEM file of one certificate, gone with its owner.
class CertificateFile {
public:
  explicit CertificateFile(const Certificate& certificate) {
    const int fd = ::mkstemp(path_.data());
    const Handle<FILE, std::fclose> file(fd >= 0 ? ::fdopen(fd, "w") : nullptr);
    if (!file || PEM_write_X509(file.get(), certificate.body.get()) != 1)
      throw std::runtime_error("certificate not written");
  }
  ~CertificateFile() { static_cast<void>(std::remove(path_.c_str())); }
  CertificateFile(const CertificateFile&) = delete;
  CertificateFile& operator=(const CertificateFile&) = delete;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
  std::string path_ = "/tmp/wavix2fa-test-XXXXXX";
};

}  // namespace wavix::test
