// SPDX-License-Identifier: BSD-3-Clause
#include "wavix/curl_options.hpp"

#include <strings.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "base/address.hpp"
#include "wavix/ca_folder.hpp"

namespace wavix::api {
namespace {

constexpr const char* none = nullptr;

/// Where distributions keep their CAs, for a libcurl that was built without knowing.
std::string system_bundle() {
  if (const auto* const built_in = curl_version_info(CURLVERSION_NOW)->cainfo; built_in != nullptr)
    return built_in;
  constexpr const char* debian = "/etc/ssl/certs/ca-certificates.crt";
  constexpr const char* fedora = "/etc/pki/tls/certs/ca-bundle.crt";
  return ::access(debian, R_OK) == 0 ? debian : fedora;
}

/// From the folder alone where there is one; else of the file, by text where there is one and the TLS library
/// takes it.
template <CURLoption Folder, CURLoption File, CURLoption Text>
void set_authorities(CurlEasy& easy, const std::string& folder, const std::string& file, std::string text) {
  const bool from_folder = !folder.empty();
  easy.set<Folder>(from_folder ? folder.c_str() : none);
  if (from_folder)
    easy.set<File>(none);
  else if (text.empty() || !easy.set_text<Text>(text))
    easy.set<File>(file);
}

void set_tls(CurlEasy& easy, const Endpoint& endpoint) {
  const bool of_system = endpoint.ca_file.empty();
  const auto folder = of_system ? system_ca_folder() : std::string();
  const auto bundle = of_system ? system_bundle() : endpoint.ca_file;
  easy.set<CURLOPT_SSL_VERIFYPEER>(1);
  easy.set<CURLOPT_SSL_VERIFYHOST>(2);
  easy.set<CURLOPT_SSLVERSION>(CURL_SSLVERSION_TLSv1_2);
  set_authorities<CURLOPT_CAPATH, CURLOPT_CAINFO, CURLOPT_CAINFO_BLOB>(easy, folder, bundle,
                                                                       endpoint.ca_text);
  easy.set<CURLOPT_PROXY_SSL_VERIFYPEER>(1);
  easy.set<CURLOPT_PROXY_SSL_VERIFYHOST>(2);
  easy.set<CURLOPT_PROXY_SSLVERSION>(CURL_SSLVERSION_TLSv1_2);
  set_authorities<CURLOPT_PROXY_CAPATH, CURLOPT_PROXY_CAINFO, CURLOPT_PROXY_CAINFO_BLOB>(easy, folder, bundle,
                                                                                         endpoint.ca_text);
}

void set_http(CurlEasy& easy) {
  easy.set<CURLOPT_HTTP_VERSION>(CURL_HTTP_VERSION_1_1);
  easy.set<CURLOPT_HTTP09_ALLOWED>(0);
  easy.set<CURLOPT_FOLLOWLOCATION>(0);
  easy.set<CURLOPT_REDIR_PROTOCOLS_STR>("https");    // libcurl takes no empty list
  easy.set<CURLOPT_HEADEROPT>(CURLHEADER_SEPARATE);  // the key is not the proxy's to see
  easy.set<CURLOPT_SUPPRESS_CONNECT_HEADERS>(1);
  easy.set<CURLOPT_NETRC>(CURL_NETRC_IGNORED);
  easy.set<CURLOPT_DISALLOW_USERNAME_IN_URL>(1);
  easy.set<CURLOPT_PATH_AS_IS>(1);
  easy.set<CURLOPT_ACCEPT_ENCODING>(none);
  easy.set<CURLOPT_COOKIEFILE>(none);
  easy.set<CURLOPT_USERAGENT>("wavix2fa/" WAVIX2FA_VERSION);
}

void set_connection(CurlEasy& easy) {
  easy.set<CURLOPT_OPENSOCKETFUNCTION>(open_socket);
  easy.set<CURLOPT_TCP_NODELAY>(1);
  // A person types between two requests: keep what stands between us and Wavix from forgetting the
  // connection.
  easy.set<CURLOPT_TCP_KEEPALIVE>(1);
  easy.set<CURLOPT_TCP_KEEPIDLE>(20);
  easy.set<CURLOPT_TCP_KEEPINTVL>(5);
  easy.set<CURLOPT_MAXAGE_CONN>(600);
}

}  // namespace

bool is_plain_loopback(const std::string& url) {
  const Handle<CURLU, curl_url_cleanup> parts(curl_url());
  if (!parts || curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return false;
  char *scheme_text = nullptr, *host_text = nullptr;
  curl_url_get(parts.get(), CURLUPART_SCHEME, &scheme_text, 0);
  curl_url_get(parts.get(), CURLUPART_HOST, &host_text, 0);
  const Handle<char, curl_free> scheme(scheme_text), host(host_text);
  if (!scheme || !host || std::string_view(scheme.get()) != "http") return false;
  std::string_view name = host.get();
  if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
  const auto address = Address::parse(name);
  return address ? address->is_loopback() : ::strcasecmp(host.get(), "localhost") == 0;
}

/// SOCK_NONBLOCK: libcurl sets it with a call whose failure it does not see, and would then wait in
/// connect(2) or read(2), past every time limit.
curl_socket_t open_socket(void*, curlsocktype, curl_sockaddr* to) noexcept {
  return ::socket(to->family, to->socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, to->protocol);
}

void set_options(CurlEasy& easy, const Endpoint& endpoint) {
  const bool plain = is_plain_loopback(endpoint.url);
  easy.set<CURLOPT_NOSIGNAL>(1);
  easy.set<CURLOPT_QUICK_EXIT>(1);  // never wait for a thread that waits for a name server
  easy.set<CURLOPT_PROTOCOLS_STR>(plain ? "http" : "https");
  // Set, even to nothing: else http_proxy, all_proxy and no_proxy count. And without TLS nothing leaves the
  // machine.
  easy.set<CURLOPT_PROXY>(plain ? std::string() : endpoint.proxy);
  easy.set<CURLOPT_NOPROXY>("");
  // To libcurl 0 is no limit at all.
  easy.set<CURLOPT_CONNECTTIMEOUT_MS>(std::max(1L, endpoint.connect_timeout.count()));
  easy.set<CURLOPT_TIMEOUT_MS>(std::max(1L, endpoint.request_timeout.count()));
  set_tls(easy, endpoint);
  set_http(easy);
  set_connection(easy);
}

}  // namespace wavix::api
