// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/wavix.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include "base/file.hpp"
#include "config/load.hpp"
#include "config/url.hpp"
#include "verifier/endpoint.hpp"
#include "wavix/operations.hpp"

namespace wavix::doctor {
namespace {

constexpr std::string_view key_subject = "API key", clock_subject = "clock";

/// The ids of verifications are UUIDs of the time when they were made; this is none (RFC 4122, 4.1.7).
constexpr std::string_view no_verification = "00000000000000000000000000000000";

std::string_view host_of(const std::string& url) {
  const auto parts = config::url_from(url);
  return parts ? parts->host : std::string_view(url);
}

std::string words_of(const api::Failure& failure) {
  return failure.message.empty() ? std::string() : fmt::format(" (\"{}\")", failure.message);
}

Finding key_refused(const api::Failure& failure, const config::Config& config) {
  const auto host = host_of(config.wavix.api_url);
  if (failure.status == 401)
    return fail(key_subject, "key-refused", Effect::keeps_out,
                fmt::format("{} does not know the key in {}", host, config.wavix.api_key_file),
                "write the key that the Wavix portal shows into it");
  return fail(
      key_subject, "key-forbidden", Effect::keeps_out,
      fmt::format("{} knows the key and forbids its use{}", host, words_of(failure)),
      "in the Wavix portal: give the key 'write' for two_fa, allow this machine's address, and have 2FA "
      "in the account");
}

/// What to do about a key file that cannot be taken; the reason has the chmod(1) or chown(1), if it is that.
std::string mend_of_key_file(const std::string& path) {
  constexpr std::size_t nothing = 0;  // only whether it may be read; not the key
  const auto file = read_safely(path, Readers::root_only, nothing);
  if (!file && file.error().kind == FileError::Kind::missing)
    return fmt::format(
        "install -D -m 0600 /dev/null {0}, then write the key that the Wavix portal shows into {0}", path);
  if (file || file.error().kind == FileError::Kind::unreadable)
    return "write the key that the Wavix portal shows into it, as its one line";
  struct stat owned {};
  if (::lstat(path.c_str(), &owned) == 0 && S_ISREG(owned.st_mode) && owned.st_uid != 0)
    return "then 'chmod 0600' it, and write a new key into it: its owner could read the one that is there";
  return "until then every login is denied; see wavix2fa.conf(5), SAFETY OF FILES";
}

/// A status that is no answer of the API to a request about a verification that does not exist.
Finding odd_answer(const api::Failure& failure, const config::Config& config) {
  const auto host = host_of(config.wavix.api_url);
  const auto status = failure.status;
  if (status == 429)
    return warning(key_subject, "rate-limited", Effect::keeps_out,
                   fmt::format("{} answers 429: too many requests", host), "wait, and run doctor again");
  if (status >= 500)
    return fail(key_subject, "server-error", Effect::keeps_out,
                fmt::format("{} answers {}{}", host, status, words_of(failure)),
                "wait for Wavix to mend it; meanwhile 'wavix2fa breakglass', or recovery codes");
  return fail(key_subject, "answer-odd", Effect::keeps_out,
              fmt::format("{} answers {} where the Wavix API would not{}", host, status, words_of(failure)),
              "see wavix.api_url, and wavix.proxy: something else than Wavix answers");
}

/// The status of an answer; 0: there was none.
long status_of(const Expected<api::Reply, api::Failure>& outcome) {
  return outcome ? outcome->status : outcome.error().status;
}

bool is_taken(long status) { return status == 200 || status == 204 || status == 404; }

}  // namespace

Finding judge_key(const Expected<api::Reply, api::Failure>& reading,
                  const Expected<api::Reply, api::Failure>& writing, const config::Config& config) {
  const auto host = host_of(config.wavix.api_url);
  if (!reading) return skipped(key_subject, fmt::format("not tried: {} could not be asked", host));
  const auto failure_in = [](const api::Reply& reply) {
    const auto parsed = api::events_reply(reply);
    auto failure = parsed ? api::Failure{} : parsed.error();
    failure.status = reply.status;
    return failure;
  };
  const auto& answer = *reading;
  if (answer.status == 401 || answer.status == 403) return key_refused(failure_in(answer), config);
  if (!is_taken(answer.status)) return odd_answer(failure_in(answer), config);
  if (status_of(writing) == 401 || status_of(writing) == 403)
    return fail(
        key_subject, "key-read-only", Effect::keeps_out,
        fmt::format("{} lets the key read and forbids it to send{}", host, words_of(failure_in(*writing))),
        "in the Wavix portal: give the key 'write' for two_fa");
  return ok(key_subject, fmt::format("accepted by {}", host));
}

Finding judge_clock(const api::Way& way) {
  constexpr std::chrono::seconds much{30};
  if (!way.ahead) return skipped(clock_subject, "not compared: no answer with a date");
  const auto by = *way.ahead;
  const auto told =
      fmt::format("{} s {} the server", std::abs(by.count()), by.count() < 0 ? "behind" : "ahead of");
  if (by <= much && by >= -much)
    return ok(clock_subject, std::abs(by.count()) <= 1 ? "as the server's" : told).without_names();
  return warning(clock_subject, "clock-skew", Effect::none,
                 told + ": certificates, and what the log says of times, go by this machine's clock",
                 "have it set: timedatectl set-ntp true")
      .without_names();
}

Findings examine_wavix(const config::Config& config) {
  const auto key = config::load_api_key(config.wavix.api_key_file);
  auto placeholder = ApiKey::copy_of("x");
  const auto endpoint = verifier::endpoint_of(config);
  const auto read = api::probe(endpoint, key ? *key : *placeholder, api::events_request(no_verification));
  Findings findings;
  if (!key) {
    findings.push_back(fail(key_subject, "key-file", Effect::keeps_out, to_string(key.error()),
                            mend_of_key_file(config.wavix.api_key_file)));
  } else {
    auto writing = read.outcome;
    if (read.outcome && is_taken(read.outcome->status))
      writing = api::probe(endpoint, *key, api::cancel_request(no_verification)).outcome;
    findings.push_back(judge_key(read.outcome, writing, config));
  }
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  append(findings, judge_network(read, config, now));
  findings.push_back(judge_clock(read.way));
  return findings;
}

}  // namespace wavix::doctor
