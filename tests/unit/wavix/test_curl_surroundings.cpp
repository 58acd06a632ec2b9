// SPDX-License-Identifier: BSD-3-Clause
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

#include "asking.hpp"
#include "check.hpp"
#include "raw_server.hpp"
#include "wavix/curl_options.hpp"

// What the environment says, and what the configuration says of proxies.
namespace {

using namespace wavix::test;
using wavix::api::Cause;
using wavix::api::CurlTransport;
using wavix::api::Endpoint;
using wavix::api::is_plain_loopback;

constexpr auto key_log = "/tmp/wavix2fa-test-keylog";

RawServer::Conversation answering(const char* body) {
  return [body](Connection& peer) {
    peer.request();
    peer.answer(body);
  };
}

void no_proxy_comes_from_the_environment() {
  RawServer trap({answering("trap")});
  for (const auto* name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
    ::setenv(name, trap.url().c_str(), 1);
  const RawServer server({answering("server")});
  CHECK_EQ(ask(server.url(), some_post())->body, "server");
  CHECK(ask("https://127.0.0.1:1", some_post()).error().cause == Cause::unreachable);
  CHECK_EQ(trap.stop(), 0);
}

void keys_of_tls_are_not_logged_for_the_environment() {
  const RawServer server({[](Connection& peer) { peer.wait_for_end(); }});
  auto transport = transport_to(server.url("https"), 50ms, 50ms);
  CHECK(!ask(transport, some_post()));
  CHECK(::access(key_log, F_OK) != 0);
}

void the_proxy_of_the_configuration_is_used_and_sees_no_key() {
  std::string seen;
  RawServer proxy({[&](Connection& peer) {
    seen = peer.request();
    peer.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
  }});
  ::setenv("no_proxy", "*", 1);
  CurlTransport transport(Endpoint{"https://api.wavix.com", "", proxy.url(), 1000ms, 2000ms}, some_key());
  const auto outcome = ask(transport, some_post());
  proxy.stop();
  CHECK_EQ(seen.substr(0, seen.find('\r')), "CONNECT api.wavix.com:443 HTTP/1.1");
  CHECK(seen.find("s3cr3t") == std::string::npos);
  CHECK(outcome.error().cause == Cause::unreachable);
  CHECK(!outcome.error().may_have_arrived);
}

void what_has_no_tls_goes_by_no_proxy() {
  RawServer proxy({answering("proxy")});
  const RawServer server({answering("server")});
  CurlTransport transport(Endpoint{server.url(), "", proxy.url(), 1000ms, 2000ms}, some_key());
  CHECK_EQ(ask(transport, some_post())->body, "server");
  CHECK_EQ(proxy.stop(), 0);
}

void plain_http_is_for_this_machine() {
  for (const auto* url :
       {"http://127.0.0.1", "http://127.0.0.1:8080", "http://127.9.9.9/x", "http://localhost:1",
        "http://[::1]:1", "http://[::ffff:127.0.0.1]:1", "HTTP://LOCALHOST"})
    CHECK(is_plain_loopback(url));
  for (const auto* url :
       {"https://127.0.0.1", "http://api.wavix.com", "http://127.0.0.1.evil.example",
        "http://localhost.evil.example", "http://127.0.0.1@evil.example", "http://10.0.0.1", "http://[::2]",
        "http://0.0.0.0", "http://", "", "ftp://localhost", "file:///etc/passwd", "127.0.0.1"})
    CHECK(!is_plain_loopback(url));
  for (const auto* url : {"http://10.0.0.1", "ftp://127.0.0.1", "file:///etc", "http://user@10.0.0.1"}) {
    const auto outcome = ask(url, some_get());
    CHECK(outcome.error().cause == Cause::malformed);
    CHECK(!outcome.error().may_have_arrived);
  }
}

void a_socket_is_made_as_one_that_waits_for_nothing() {
  curl_sockaddr to{};
  to.family = AF_INET;
  to.socktype = SOCK_STREAM;
  const wavix::Fd made(wavix::api::open_socket(nullptr, CURLSOCKTYPE_IPCXN, &to));
  CHECK((::fcntl(made.get(), F_GETFL) & O_NONBLOCK) != 0);
  CHECK((::fcntl(made.get(), F_GETFD) & FD_CLOEXEC) != 0);
}

void a_key_that_is_no_header_value_is_refused() {
  for (const auto* key : {"", "a\r\nX: y", "a b", "\x80"}) {
    bool thrown = false;
    try {
      const CurlTransport transport(Endpoint{"https://127.0.0.1:1", "", ""}, *wavix::ApiKey::copy_of(key));
    } catch (const std::invalid_argument&) {
      thrown = true;
    }
    CHECK(thrown);
  }
}

}  // namespace

int main() {
  ::setenv("SSLKEYLOGFILE", key_log, 1);  // libcurl reads it once, when it starts
  ::unlink(key_log);
  const CMUnitTest tests[] = {
      TEST("no proxy comes from the environment", no_proxy_comes_from_the_environment),
      TEST("keys of TLS are not logged for the environment", keys_of_tls_are_not_logged_for_the_environment),
      TEST("the proxy of the configuration is used and sees no key",
           the_proxy_of_the_configuration_is_used_and_sees_no_key),
      TEST("what has no TLS goes by no proxy", what_has_no_tls_goes_by_no_proxy),
      TEST("plain http is for this machine", plain_http_is_for_this_machine),
      TEST("a socket is made as one that waits for nothing", a_socket_is_made_as_one_that_waits_for_nothing),
      TEST("a key that is no header value is refused", a_key_that_is_no_header_value_is_refused),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
