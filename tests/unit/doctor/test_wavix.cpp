// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/wavix.hpp"

#include "check.hpp"
#include "found.hpp"

namespace {

using namespace std::chrono_literals;
using namespace wavix::test;
using namespace wavix::doctor;
using wavix::unexpected;
using wavix::api::Cause;
using wavix::api::Failure;
using wavix::api::Probe;
using wavix::api::Reply;
using wavix::api::Way;
using wavix::config::Config;

using Answer = wavix::Expected<Reply, Failure>;
using Step = Way::Step;
using Certificate = Way::Certificate;

constexpr std::chrono::sys_seconds now{1'795'370'531s};

Answer answer(long status, std::string body = "") { return Reply{.status = status, .body = std::move(body)}; }

std::string key(long reading, long writing) {
  return found({judge_key(answer(reading), answer(writing), Config())});
}

void a_verification_that_is_not_there_proves_the_key() {
  CHECK_EQ(key(404, 404), "ok");
  CHECK_EQ(key(200, 204), "ok");
}

void a_key_is_refused_or_forbidden_or_may_only_read() {
  CHECK_EQ(key(401, 401), "!key-refused");
  CHECK_EQ(key(403, 403), "!key-forbidden");
  CHECK_EQ(key(404, 403), "!key-read-only");
}

void another_answer_says_nothing_of_the_key() {
  CHECK_EQ(key(503, 503), "!server-error");
  CHECK_EQ(key(429, 429), "rate-limited");
  CHECK_EQ(key(302, 302), "!answer-odd");
  const Answer none = unexpected(Failure{});
  CHECK_EQ(found({judge_key(none, none, Config())}), "skipped");
}

void wavixs_own_words_are_told() {
  const auto* const body = R"({"success":false,"message":"Access Denied"})";
  CHECK_EQ(judge_key(answer(403, body), answer(403), Config()).evidence,
           "api.wavix.com knows the key and forbids its use (\"Access Denied\")");
}

Finding clock_that_is(std::chrono::seconds ahead) {
  Way way;
  way.ahead = ahead;
  return judge_clock(way);
}

void a_clock_may_differ_by_half_a_minute() {
  CHECK_EQ(clock_that_is(0s).evidence, "as the server's");
  CHECK_EQ(clock_that_is(-30s).evidence, "30 s behind the server");
  CHECK_EQ(clock_that_is(30s).evidence, "30 s ahead of the server");
  CHECK_EQ(clock_that_is(31s).id, "clock-skew");
  CHECK_EQ(clock_that_is(-31s).id, "clock-skew");
  CHECK_EQ(judge_clock({}).id, "skipped");
}

Probe well() {
  Probe probe{answer(404), {}};
  probe.way = {.name = 3ms,
               .connect = 21ms,
               .tls = 44400us,
               .answer = 30ms,
               .tls_version = "1.3",
               .certificate_ends = now + std::chrono::days(61),
               .ahead = std::nullopt,
               .reached = Step::answer};
  return probe;
}

void each_step_has_its_time() {
  const auto findings = judge_network(well(), Config(), now);
  CHECK_EQ(findings.front().evidence,
           "dns 3 ms, tcp 21 ms, tls 1.3 44 ms, answer 30 ms; certificate valid 61 days");
  CHECK_EQ(found(findings), "ok");
}

void a_certificate_that_ends_soon_is_told_of() {
  auto probe = well();
  probe.way.certificate_ends = now + std::chrono::days(14) - 1s;
  CHECK_EQ(found(judge_network(probe, Config(), now)), "ok certificate-ends-soon");
}

std::string network(Step reached, Cause cause, const std::string& proxy = "",
                    Certificate certificate = Certificate::good) {
  Failure failure;
  failure.cause = cause;
  Probe probe{unexpected(failure), {}};
  probe.way.reached = reached;
  probe.way.certificate = certificate;
  Config config;
  config.wavix.proxy = proxy;
  return found(judge_network(probe, config, now));
}

void each_step_that_fails_has_its_name() {
  CHECK_EQ(network(Step::name, Cause::timeout), "!dns-silent");
  CHECK_EQ(network(Step::name, Cause::unreachable), "!dns-failed");
  CHECK_EQ(network(Step::connect, Cause::timeout), "!connect-silent");
  CHECK_EQ(network(Step::connect, Cause::unreachable), "!connect-failed");
  CHECK_EQ(network(Step::tls, Cause::timeout), "!tls-silent");
  CHECK_EQ(network(Step::tls, Cause::tls), "!tls-failed");
  CHECK_EQ(network(Step::answer, Cause::timeout), "!answer-silent");
  CHECK_EQ(network(Step::answer, Cause::malformed), "!answer-broken");
}

void each_fault_of_a_certificate_has_its_name() {
  const auto fault = [](Certificate certificate) { return network(Step::tls, Cause::tls, "", certificate); };
  CHECK_EQ(fault(Certificate::expired), "!certificate-expired");
  CHECK_EQ(fault(Certificate::not_yet_valid), "!certificate-not-yet-valid");
  CHECK_EQ(fault(Certificate::of_nobody_known), "!certificate-unknown");
  CHECK_EQ(fault(Certificate::of_another_host), "!certificate-wrong-host");
  CHECK_EQ(fault(Certificate::ca_file), "!ca-file");
}

constexpr const char* some_proxy = "http://name:password@proxy:3128";

void a_proxy_is_told_apart_from_wavix() {
  CHECK_EQ(network(Step::connect, Cause::unreachable, some_proxy), "!proxy-unreachable");
  CHECK_EQ(network(Step::connect, Cause::timeout, some_proxy), "!proxy-silent");
  CHECK_EQ(network(Step::proxy, Cause::unreachable, some_proxy), "!proxy-refused");
  CHECK_EQ(network(Step::proxy, Cause::timeout, some_proxy), "!proxy-silent");
  CHECK_EQ(network(Step::tls, Cause::timeout, some_proxy), "!tls-silent");
}

void the_proxys_password_is_never_told() {
  Config config;
  config.wavix.proxy = some_proxy;
  for (const auto step : {Step::name, Step::connect, Step::proxy, Step::tls, Step::answer}) {
    Probe probe{unexpected(Failure{}), {}};
    probe.way.reached = step;
    probe.way.proxy_status = 407;
    const auto told = judge_network(probe, config, now).front();
    CHECK((told.evidence + told.mend).find(":password@proxy") == std::string::npos);
  }
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a verification that is not there proves the key",
           a_verification_that_is_not_there_proves_the_key),
      TEST("a key is refused, or forbidden, or may only read",
           a_key_is_refused_or_forbidden_or_may_only_read),
      TEST("another answer says nothing of the key", another_answer_says_nothing_of_the_key),
      TEST("Wavix's own words are told", wavixs_own_words_are_told),
      TEST("a clock may differ by half a minute", a_clock_may_differ_by_half_a_minute),
      TEST("each step has its time", each_step_has_its_time),
      TEST("a certificate that ends soon is told of", a_certificate_that_ends_soon_is_told_of),
      TEST("each step that fails has its name", each_step_that_fails_has_its_name),
      TEST("each fault of a certificate has its name", each_fault_of_a_certificate_has_its_name),
      TEST("a proxy is told apart from Wavix", a_proxy_is_told_apart_from_wavix),
      TEST("the proxy's password is never told", the_proxys_password_is_never_told),
  };
  return cmocka_run_group_tests_name("doctor wavix", tests, nullptr, nullptr);
}
