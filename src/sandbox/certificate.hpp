// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <string>
#include <string_view>

#include "base/handle.hpp"

namespace wavix::sandbox {

using Key = Handle<EVP_PKEY, EVP_PKEY_free>;
using Certificate = Handle<X509, X509_free>;

struct Identity {
  Key key;
  Certificate certificate;
};

/// A certificate authority that lives as long as this program. What OpenSSL cannot do throws.
class Authority {
public:
  Authority();
  /// A server's certificate for `names` ("DNS:localhost,IP:127.0.0.1"); expired yesterday, if so.
  [[nodiscard]] Identity issue(const std::string& names, bool expired) const;
  [[nodiscard]] std::string pem() const;

private:
  Identity self_;
};

/// Signed by its own key: no authority knows it.
Identity self_signed(const std::string& names);

}  // namespace wavix::sandbox
