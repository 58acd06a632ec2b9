// SPDX-License-Identifier: BSD-3-Clause
#include <cstdlib>

#include "check.hpp"
#include "tls_server.hpp"

// Who is taken for Wavix.
namespace {

using namespace wavix::test;
using wavix::api::Cause;

const Certificate& other_authority() {
  static const Certificate made = make_certificate({nullptr}, nullptr);
  return made;
}

Outcome ask_trusting(const std::string& ca_file, SSL_CTX* context, std::string& seen) {
  RawServer server({tls_conversation(context, seen)});
  auto transport = tls_transport(server.url("https"), ca_file);
  return ask(transport, some_post());
}

/// That the server is refused before it learns anything.
void check_refused(const std::string& ca_file, SSL_CTX* context) {
  std::string seen;
  const auto outcome = ask_trusting(ca_file, context, seen);
  CHECK(!outcome);
  CHECK_EQ(to_string(outcome.error().cause), "tls");
  CHECK(!outcome.error().may_have_arrived);
  CHECK(!outcome.error().message.empty());
  CHECK_EQ(seen, "");
}

void the_right_server_is_taken() {
  const CertificateFile ca(authority());
  const auto context = context_with(make_certificate({}, &authority()));
  std::string seen;
  const auto outcome = ask_trusting(ca.path(), context.get(), seen);
  if (!outcome) failed(__FILE__, __LINE__, outcome.error().message);
  CHECK_EQ(outcome->status, 200);
  CHECK(seen.find("Authorization: Bearer s3cr3t\r\n") != std::string::npos);
}

void any_doubt_about_the_certificate_refuses() {
  const CertificateFile ca(authority());
  for (const Wanted& wanted : {Wanted{"DNS:localhost,IP:127.0.0.2"}, Wanted{"DNS:127.0.0.1"},
                               Wanted{"IP:127.0.0.1", -2, -1}, Wanted{"IP:127.0.0.1", 1, 2}})
    check_refused(ca.path(), context_with(make_certificate(wanted, &authority())).get());
  check_refused(ca.path(), context_with(make_certificate({}, &other_authority())).get());
  check_refused(ca.path(), context_with(make_certificate({}, nullptr)).get());
}

void a_server_of_old_tls_is_refused() {
  const CertificateFile ca(authority());
  const auto context = context_with(make_certificate({}, &authority()));
  SSL_CTX_set_cipher_list(context.get(), "ALL:@SECLEVEL=0");
  SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context.get(), TLS1_1_VERSION);
  check_refused(ca.path(), context.get());
}

void without_a_ca_file_the_environment_adds_none() {
  const CertificateFile ca(authority());
  ::setenv("SSL_CERT_FILE", ca.path().c_str(), 1);
  ::setenv("CURL_CA_BUNDLE", ca.path().c_str(), 1);
  check_refused("", context_with(make_certificate({}, &authority())).get());
}

void a_ca_file_that_cannot_be_read_trusts_nobody() {
  check_refused("/nonexistent/ca.pem", context_with(make_certificate({}, &authority())).get());
  check_refused("/dev/null", context_with(make_certificate({}, &authority())).get());
}

void a_post_is_not_sent_again_over_tls_either() {
  const CertificateFile ca(authority());
  const auto context = context_with(make_certificate({}, &authority()));
  std::string first, second;
  RawServer server({tls_conversation(context.get(), first, 2), tls_conversation(context.get(), second)});
  auto transport = tls_transport(server.url("https"), ca.path());
  for (int i = 0; i < 2; ++i)
    CHECK(ask(transport, some_post()));
  const auto outcome = ask(transport, some_post());  // it reads this one, and goes
  CHECK(outcome.error().cause == Cause::unreachable);
  CHECK(outcome.error().may_have_arrived);
  server.stop();
  CHECK_EQ(second, "");
}

void http_1_is_all_that_is_offered() {
  static std::string offered;
  const CertificateFile ca(authority());
  const auto context = context_with(make_certificate({}, &authority()));
  SSL_CTX_set_alpn_select_cb(
      context.get(),
      [](SSL*, const unsigned char**, unsigned char*, const unsigned char* in, unsigned size, void*) {
        offered.assign(reinterpret_cast<const char*>(in), size);
        return SSL_TLSEXT_ERR_NOACK;
      },
      nullptr);
  std::string seen;
  CHECK(ask_trusting(ca.path(), context.get(), seen));
  CHECK_EQ(offered, "\x08http/1.1");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("the right server is taken", the_right_server_is_taken),
      TEST("any doubt about the certificate refuses", any_doubt_about_the_certificate_refuses),
      TEST("a server of old TLS is refused", a_server_of_old_tls_is_refused),
      TEST("without a CA file the environment adds none", without_a_ca_file_the_environment_adds_none),
      TEST("a CA file that cannot be read trusts nobody", a_ca_file_that_cannot_be_read_trusts_nobody),
      TEST("a POST is not sent again over TLS either", a_post_is_not_sent_again_over_tls_either),
      TEST("HTTP/1 is all that is offered", http_1_is_all_that_is_offered),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
