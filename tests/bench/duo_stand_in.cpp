// SPDX-License-Identifier: BSD-3-Clause

// Duo's service as pam_duo 1.x (libduo 3) asks it, for measuring it beside ours: served by the sandbox's own
// HTTP and TLS, so that neither peer has the quicker server. One passcode is right. Says where it listens and
// its CA, as wavix2fa-sandbox does, and lives until its standard input ends.
#include <fmt/format.h>

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "sandbox/http_server.hpp"
#include "sandbox/state_dir.hpp"

namespace {

using namespace wavix::sandbox;

/// BSON (bsonspec.org), as far as Duo's first API used it: documents of texts and documents.
class Bson {
public:
  Bson& text(std::string_view name, std::string_view value) {
    begin(0x02, name);
    elements_ += number(value.size() + 1);
    elements_.append(value).push_back('\0');
    return *this;
  }
  Bson& document(std::string_view name, const Bson& value) {
    begin(0x03, name);
    elements_ += value.bytes();
    return *this;
  }
  [[nodiscard]] std::string bytes() const {
    constexpr std::size_t around = 5;  // the size in front, a zero behind
    return number(elements_.size() + around) + elements_ + '\0';
  }

private:
  void begin(char type, std::string_view name) {
    elements_.push_back(type);
    elements_.append(name).push_back('\0');
  }
  static std::string number(std::size_t value) {
    std::string bytes;
    for (unsigned shift = 0; shift < 32; shift += 8)
      bytes.push_back(static_cast<char>(value >> shift & 0xFFU));
    return bytes;
  }

  std::string elements_;
};

std::string ok(const Bson& response) {
  return Bson().text("stat", "OK").document("response", response).bytes();
}

Reply serve(const Request& request) {
  const bool is_signed = header_of(request.headers, "Authorization").value_or("").starts_with("Basic ");
  Reply reply;
  reply.content_type = "application/bson";
  if (request.method != "POST" || !is_signed) {
    reply.status = 401;
  } else if (request.target == "/rest/v1/preauth.bson") {
    reply.body =
        ok(Bson()
               .text("result", "auth")
               .text("prompt", "Duo login\n\n 1. SMS passcodes to XXX-XXX-2931\n\nPasscode or option (1-1): ")
               .document("factors", Bson().text("default", "sms1").text("1", "sms1")));
  } else if (request.target == "/rest/v1/auth.bson") {
    const bool right = request.body.find("auto=123456&") != std::string::npos &&
                       request.body.find("async=0&") != std::string::npos;
    reply.body = ok(Bson()
                        .text("result", right ? "allow" : "deny")
                        .text("status", right ? "Success. Logging you in..." : "Incorrect passcode."));
  } else {
    reply.status = 404;
  }
  return reply;
}

int run() {
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
  const auto directory = StateDir::open("");
  const Tls tls(Show::good);
  Stopping stopping;
  HttpServer server(serve, &tls, stopping);
  const auto address = server.start(Address{});
  if (!directory || !address) return 1;
  const auto ca = directory->write("ca.pem", tls.ca_pem());
  if (!ca) return 1;
  fmt::print("api: {}\nca: {}\n", address->text(), *ca);
  static_cast<void>(std::fflush(stdout));
  while (std::getchar() != EOF) {
  }
  return 0;
}

}  // namespace

int main() {
  try {
    return run();
  } catch (const std::exception& error) {
    static_cast<void>(std::fprintf(stderr, "duo_stand_in: %s\n", error.what()));
    return 1;
  }
}
