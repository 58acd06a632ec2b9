// SPDX-License-Identifier: BSD-3-Clause
#include "login_witness.hpp"

#include <algorithm>
#include <utility>

#include "fuzzer.hpp"
#include "strict_json.hpp"
#include "wavix/operations.hpp"

namespace wavix::fuzz {
namespace {

using api::Method;
using api::Request;

constexpr std::string_view verifications = "/v1/two-fa/verification/", sessions = "/v1/two-fa/session/";

/// "/v1/two-fa/verification/5f1a" of "/v1/two-fa/verification/5f1a/check".
std::string verification_of(const Request& request) {
  return request.path.substr(0, request.path.find('/', verifications.size()));
}

std::string path_of(std::string_view verification) {
  return verification_of(api::cancel_request(verification));
}

bool names_a_channel(const Request& request) {
  return request.body == R"({"channel":"sms"})" || request.body == R"({"channel":"voice"})";
}

}  // namespace

LoginWitness::LoginWitness(const config::Config& config, std::set<std::string> phones,
                           std::vector<std::string> recovery_codes,
                           std::function<unsigned()> messages_on_record)
    : config_(config), phones_(std::move(phones)), recovery_codes_(std::move(recovery_codes)),
      messages_on_record_(std::move(messages_on_record)) {}

void LoginWitness::login_begins() {
  last_typed_.clear();
  creates_ = checks_ = prompts_ = 0;
  told_true_ = right_recovery_code_ = false;
}

void LoginWitness::typed(std::string_view text) {
  last_typed_ = trimmed(text);
  constexpr std::size_t enough = 8;
  if (last_typed_.size() >= enough && all_digits(last_typed_)) long_codes_.push_back(last_typed_);
  const auto code = std::find(recovery_codes_.begin(), recovery_codes_.end(), last_typed_);
  if (code == recovery_codes_.end()) return;
  right_recovery_code_ = true;
  recovery_codes_.erase(code);
}

LoginWitness::Kind LoginWitness::kind_of(const Request& request) {
  const std::string_view path = request.path;
  require(path.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%/") ==
              std::string_view::npos,
          "a path has nothing in it that is not encoded");
  const auto slashes = std::count(path.begin(), path.end(), '/');
  const bool post = request.method == Method::post;
  if (post && path == "/v1/two-fa/verification") return Kind::create;
  if (post && path.starts_with(verifications) && slashes == 4) return Kind::resend;
  if (post && path.starts_with(verifications) && slashes == 5 && path.ends_with("/check")) return Kind::check;
  if (request.method == Method::patch && path.starts_with(verifications) && slashes == 5 &&
      path.ends_with("/cancel"))
    return Kind::cancel;
  require(request.method == Method::get && path.starts_with(sessions) && slashes == 5 &&
              path.ends_with("/events"),
          "Wavix is asked nothing but what its API has");
  return Kind::events;
}

void LoginWitness::asked(const Request& request) {
  switch (kind_of(request)) {
  case Kind::create: return check_create(request);
  case Kind::resend:
    require(names_a_channel(request), "a resend says by which channel, and nothing else");
    return sends_a_message(verification_of(request));
  case Kind::check: return check_check(request);
  case Kind::cancel: cancelled_.insert(verification_of(request)); [[fallthrough]];
  case Kind::events: require(request.body.empty(), "what needs no body has none");
  }
}

void LoginWitness::check_create(const Request& request) {
  require(++creates_ == 1, "a login creates at most one verification");
  const bool right = std::any_of(phones_.begin(), phones_.end(), [&](const std::string& phone) {
    const auto begin = R"({"service_id":"7204","to":")" + phone + R"(","channel":)";
    return request.body == begin + R"("sms"})" || request.body == begin + R"("voice"})";
  });
  // A decoy's is made up, and its transport, which the script stands in for, sends nothing.
  require(right || phones_.empty(), "a code is sent to a phone of the user, and to nobody else");
  sends_a_message("");
}

void LoginWitness::sends_a_message(const std::string& verification) {
  constexpr unsigned most = 5;  // of Wavix
  ++messages_;
  require(verification.empty() || ++sends_of_[verification] <= most,
          "a verification sends at most five codes");
  require(!messages_on_record_ || messages_on_record_() >= messages_,
          "a message is on record before it is sent");
}

void LoginWitness::check_check(const Request& request) {
  ++checks_;
  require(last_typed_.size() == config_.code.length && all_digits(last_typed_),
          "only digits, as many as a code has, are sent");
  require(request.body == R"({"code":")" + last_typed_ + R"("})", "what is checked is what was typed last");
  require(++checks_of_[verification_of(request)] <= config_.code.tries,
          "a verification has no more than its tries");
}

void LoginWitness::answered(const Request& request, const api::Reply& reply) {
  const auto kind = kind_of(request);
  if (kind == Kind::check && reply.status == 200 && says_valid(reply.body)) told_true_ = true;
  if (kind == Kind::resend)
    if (const auto resent = api::resend_reply(reply); !resent && api::surely_not_sent(resent.error()))
      surely_not_sent(request);
  if (kind != Kind::create) return;
  const auto created = api::create_reply(reply);
  if (!created && api::surely_not_sent(created.error())) surely_not_sent(request);
  if (!created) return;
  const auto path =
      path_of(created->verification);  // a new one, even if a Wavix out of its mind uses an old name
  sends_of_[path] = 1;
  checks_of_[path] = 0;
  cancelled_.erase(path);
}

void LoginWitness::surely_not_sent(const Request& request) {
  const auto kind = kind_of(request);
  if (kind == Kind::create || kind == Kind::resend) --messages_;
}

void LoginWitness::prompted(std::string_view text) {
  constexpr unsigned most = 12;
  require(++prompts_ <= most, "a login asks at most twelve times");
  require(is_clean(text) && text.ends_with(": "), "a prompt is one line that asks for something");
  for (const auto& phone : phones_)
    require(text.find(phone) == std::string_view::npos, "a prompt masks the number");
}

bool LoginWitness::asked_to_cancel(std::string_view verification) const {
  return cancelled_.count(path_of(verification)) == 1;
}

}  // namespace wavix::fuzz
