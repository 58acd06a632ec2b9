// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/certificate.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <cstdint>
#include <stdexcept>

namespace wavix::sandbox {
namespace {

constexpr long day = 24L * 60 * 60;

void must(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("OpenSSL: ") + what);
}

Key new_key() {
  Key key(EVP_EC_gen("P-256"));
  must(key != nullptr, "no key");
  return key;
}

void add_extension(X509* certificate, X509* issuer, int id, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Handle<X509_EXTENSION, X509_EXTENSION_free> extension(
      X509V3_EXT_conf_nid(nullptr, &context, id, value));
  must(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1, "extension refused");
}

Certificate blank(EVP_PKEY* key, const char* name, long from, long until) {
  Certificate certificate(X509_new());
  std::array<std::uint8_t, 8> serial{};
  must(RAND_bytes(serial.data(), serial.size()) == 1, "no random bytes");
  serial[0] &= 0x7fU;
  const Handle<BIGNUM, BN_free> number(BN_bin2bn(serial.data(), serial.size(), nullptr));
  must(certificate != nullptr && X509_set_version(certificate.get(), X509_VERSION_3) == 1 &&
           BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get())) != nullptr &&
           X509_gmtime_adj(X509_getm_notBefore(certificate.get()), from) != nullptr &&
           X509_gmtime_adj(X509_getm_notAfter(certificate.get()), until) != nullptr &&
           X509_set_pubkey(certificate.get(), key) == 1,
       "certificate refused");
  auto* const subject = X509_get_subject_name(certificate.get());
  // Never changed by OpenSSL, whose interface says otherwise only by its type.
  const auto* const bytes = reinterpret_cast<const unsigned char*>(name);
  must(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, bytes, -1, -1, 0) == 1, "name refused");
  return certificate;
}

void sign(X509* certificate, X509* issuer, EVP_PKEY* key) {
  must(X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1 &&
           X509_sign(certificate, key, EVP_sha256()) > 0,
       "signature refused");
}

Identity new_leaf(const std::string& names, bool expired, const Identity* issuer) {
  Identity leaf{new_key(), nullptr};
  leaf.certificate =
      blank(leaf.key.get(), "wavix2fa-sandbox", expired ? -30 * day : -day, expired ? -day : 30 * day);
  auto* const certificate = leaf.certificate.get();
  const auto& signer = issuer != nullptr ? *issuer : leaf;
  add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:FALSE");
  add_extension(certificate, certificate, NID_key_usage, "critical,digitalSignature");
  add_extension(certificate, certificate, NID_ext_key_usage, "serverAuth");
  add_extension(certificate, certificate, NID_subject_alt_name, names.c_str());
  sign(certificate, signer.certificate.get(), signer.key.get());
  return leaf;
}

}  // namespace

Authority::Authority() : self_{new_key(), nullptr} {
  self_.certificate = blank(self_.key.get(), "wavix2fa-sandbox test CA", -day, 30 * day);
  auto* const certificate = self_.certificate.get();
  add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
  add_extension(certificate, certificate, NID_subject_key_identifier, "hash");
  sign(certificate, certificate, self_.key.get());
}

Identity Authority::issue(const std::string& names, bool expired) const {
  return new_leaf(names, expired, &self_);
}

std::string Authority::pem() const {
  const Handle<BIO, BIO_free> memory(BIO_new(BIO_s_mem()));
  must(memory != nullptr && PEM_write_bio_X509(memory.get(), self_.certificate.get()) == 1, "no PEM");
  char* text = nullptr;
  const auto size = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

Identity self_signed(const std::string& names) { return new_leaf(names, false, nullptr); }

}  // namespace wavix::sandbox
