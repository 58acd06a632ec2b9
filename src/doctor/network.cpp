// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <cmath>

#include "base/text.hpp"
#include "config/url.hpp"
#include "doctor/wavix.hpp"
#include "wavix/curl_options.hpp"

namespace wavix::doctor {
namespace {

using api::Way;
using Step = Way::Step;
using Certificate = Way::Certificate;

constexpr std::string_view subject = "network";
constexpr std::string_view the_proxy = "the proxy of wavix.proxy";  // which may have a password in it

/// "3 ms"
std::string in_ms(std::chrono::microseconds time) {
  return fmt::format("{} ms", std::lround(static_cast<double>(time.count()) / 1000));
}

/// "dns 3 ms, tcp 21 ms, tls 1.3 44 ms": as far as it went.
std::string steps(const Way& way) {
  std::vector<std::string> told;
  if (way.name) told.push_back("dns " + in_ms(*way.name));
  if (way.connect) told.push_back("tcp " + in_ms(*way.connect));
  if (way.tls)
    told.push_back(
        fmt::format("tls{}{} {}", way.tls_version.empty() ? "" : " ", way.tls_version, in_ms(*way.tls)));
  if (way.answer) told.push_back("answer " + in_ms(*way.answer));
  return fmt::format("{}", fmt::join(told, ", "));
}

std::string place_after(const Way& way) {
  const auto so_far = steps(way);
  return so_far.empty() ? std::string() : fmt::format("; before that {}", so_far);
}

struct Told {
  std::string_view id;
  std::string what, mend;
};

Told certificate_told(const Way& way, const config::Config& config) {
  const auto authorities = config.wavix.ca_file.empty() ? std::string("the system's authorities")
                                                        : "wavix.ca_file " + config.wavix.ca_file;
  switch (way.certificate) {
  case Certificate::expired:
    return {"certificate-expired", "its certificate has expired",
            "have it renewed, unless this machine's clock is wrong: date"};
  case Certificate::not_yet_valid:
    return {"certificate-not-yet-valid", "its certificate is not valid yet",
            "this machine's clock is probably wrong: date"};
  case Certificate::of_nobody_known:
    return {
        "certificate-unknown", fmt::format("its certificate is of no authority in {}", authorities),
        "if a proxy of yours opens TLS, name its authority in wavix.ca_file; else somebody is in between"};
  case Certificate::of_another_host:
    return {"certificate-wrong-host", "its certificate is for another host",
            "see the host in wavix.api_url; else somebody is in between"};
  case Certificate::ca_file:
    return {"ca-file", fmt::format("{} cannot be used", authorities),
            "see wavix.ca_file: it must be a PEM file"};
  case Certificate::good:
  case Certificate::other: break;
  }
  return {"tls-failed", "TLS failed",
          "TLS 1.2 or later is needed; see wavix.proxy and what stands in between"};
}

Told proxy_told(const Way& way, const config::Config& config) {
  if (way.proxy_status == 407)
    return {"proxy-refused", fmt::format("{} wants another name or password", the_proxy),
            "write them into it, http://name:password@host:port, or let this machine through without"};
  return {"proxy-refused", fmt::format("{} refuses to connect to {}", the_proxy, config.wavix.api_url),
          fmt::format("its answer is {}: let it connect there", way.proxy_status)};
}

/// The step that failed, in words.
Told step_told(const api::Failure& failure, const Way& way, const config::Config& config) {
  const bool silent = failure.cause == api::Cause::timeout;
  const bool by_proxy = !config.wavix.proxy.empty() && !api::is_plain_loopback(config.wavix.api_url);
  const std::string whose =
      by_proxy && way.reached <= Step::proxy ? std::string(the_proxy) : config.wavix.api_url;
  switch (way.reached) {
  case Step::name:
    if (silent)
      return {"dns-silent", "no name server answers", "see /etc/resolv.conf and the firewall (port 53)"};
    return {"dns-failed", fmt::format("{} has no address", whose),
            "see the host's name, and /etc/resolv.conf"};
  case Step::connect:
    if (silent)
      return {by_proxy ? "proxy-silent" : "connect-silent", fmt::format("{} does not answer", whose),
              "a firewall probably drops what goes there: let this machine out to it"};
    return {by_proxy ? "proxy-unreachable" : "connect-failed",
            fmt::format("{} cannot be connected to", whose),
            by_proxy ? "see wavix.proxy, and whether it runs" : "see wavix.api_url, routes and the firewall"};
  case Step::proxy:
    if (silent) return {"proxy-silent", fmt::format("{} does not answer", the_proxy), "see whether it runs"};
    return proxy_told(way, config);
  case Step::tls:
    if (silent)
      return {"tls-silent", fmt::format("{} does not answer to TLS", whose), "see wavix.api_url's port"};
    return certificate_told(way, config);
  case Step::answer: break;
  }
  if (silent)
    return {"answer-silent", fmt::format("{} does not answer the request", whose),
            "wait for Wavix; or raise wavix.request_timeout"};
  return {"answer-broken", fmt::format("{} does not answer as HTTP would", whose), "see wavix.api_url"};
}

/// Of a certificate that is good now.
std::uint64_t days_left(std::chrono::sys_seconds end, std::chrono::sys_seconds now) {
  const auto days = std::chrono::floor<std::chrono::days>(end - now).count();
  return days > 0 ? static_cast<std::uint64_t>(days) : 0;
}

Findings about_certificate(const Way& way, std::chrono::sys_seconds now) {
  constexpr std::chrono::days soon{14};
  if (!way.certificate_ends || *way.certificate_ends - now >= soon) return {};
  const auto days = days_left(*way.certificate_ends, now);
  return {warning(subject, "certificate-ends-soon", Effect::keeps_out,
                  "the server's certificate is good for " + counted(days, "more day"),
                  "if it is of a proxy of yours, renew it; else Wavix will")
              .without_names()};
}

}  // namespace

Findings judge_network(const api::Probe& probe, const config::Config& config, std::chrono::sys_seconds now) {
  const auto& way = probe.way;
  if (!probe.outcome) {
    const auto& failure = probe.outcome.error();
    const auto [id, what, mend] = step_told(failure, way, config);
    return {fail(subject, id, Effect::keeps_out,
                 fmt::format("{} ({}){}", what, failure.message, place_after(way)), mend)};
  }
  auto told = steps(way);
  if (way.certificate_ends)
    told += "; certificate valid " + counted(days_left(*way.certificate_ends, now), "day");
  Findings findings = {ok(subject, told).without_names()};
  if (api::is_plain_loopback(config.wavix.api_url))
    findings.push_back(
        warning(subject, "plain-http", Effect::lets_in,
                fmt::format("wavix.api_url is {}, a sandbox on this machine: no phone gets a code, "
                            "and anybody who reaches the sandbox learns each",
                            config.wavix.api_url),
                "for real logins: api_url = https://api.wavix.com"));
  append(findings, about_certificate(way, now));
  return findings;
}

}  // namespace wavix::doctor
