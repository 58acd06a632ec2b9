// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/decoy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <random>
#include <utility>

#include "protocol/socket.hpp"
#include "wavix/json.hpp"
#include "wavix/operations.hpp"
#include "wavix/wipe.hpp"

namespace wavix::verifier {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

// In parts of the time that connecting took, which is two or three round trips and the asking for an address.
// A create takes one, and some work; the rest one, and little work. No more is needed: sshd stretches what is
// to fail to the next power of two of some milliseconds (auth2.c, ensure_minimum_time_since).
constexpr double create_takes = 1.0;
constexpr double others_take = 0.5;

milliseconds part_of(milliseconds whole, double part) {
  return std::chrono::duration_cast<milliseconds>(whole * part);
}

DecoyTransport::Network way_to(api::Endpoint endpoint, ApiKey key) {
  const auto wavix = std::make_shared<api::CurlTransport>(std::move(endpoint), std::move(key));
  constexpr std::size_t no_room = 0;  // for any request that there is
  return {[=](api::CurlTransport::Ready ready) {
            wavix->connect_ahead(api::create_path, no_room, std::move(ready));
          },
          [=](int other_fd, milliseconds most) { return wavix->run(other_fd, most); }};
}

bool is_create(const api::Request& request) {
  return request.method == api::Method::post && request.path == api::create_path;
}

/// Of a create or a resend; nothing for the rest.
std::optional<Channel> channel_in(const std::string& body) {
  const auto object = api::Json::parse(body);
  if (!object) return std::nullopt;
  return channel_from(object->root().string("channel").value_or(""));
}

/// As Wavix makes them today: 32 digits.
std::string some_id() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
}

}  // namespace

DecoyTransport::DecoyTransport(api::Endpoint endpoint, ApiKey key)
    : DecoyTransport(way_to(std::move(endpoint), std::move(key)),
                     [] { return milliseconds(protocol::boottime_ms()); }) {}

DecoyTransport::DecoyTransport(Network network, Clock clock)
    : clock_(std::move(clock)), network_(std::move(network)) {}

void DecoyTransport::start(api::Request request, Done done) {
  channel_ = channel_in(request.body).value_or(channel_);
  api::wipe(request.body);
  if (is_create(request)) return connect(std::move(done));
  answer_in(part_of(connecting_, others_take), reply_to(request), std::move(done));
}

void DecoyTransport::connect(Done done) {
  network_.connect([this, begun = clock_(), done = std::move(done)](const auto& failure) {
    if (failure) return answer_in(0ms, unexpected(*failure), done);
    connecting_ = clock_() - begun;
    const auto body = fmt::format(R"({{"success":true,"session_id":"{}"}})", some_id());
    answer_in(part_of(connecting_, create_takes), api::Reply{200, body}, done);
  });
}

api::Reply DecoyTransport::reply_to(const api::Request& request) const {
  constexpr const char* done = R"({"success":true})";
  switch (request.method) {
  case api::Method::post: return {200, request.path.ends_with("/check") ? R"({"is_valid":false})" : done};
  case api::Method::patch: return {200, done};
  case api::Method::get: break;
  }
  return {200, channel_ == Channel::sms ? R"([{"event":"Code sent via SMS","status":"success"}])"
                                        : R"([{"event":"Code sent via voice","status":"success"}])"};
}

void DecoyTransport::answer_in(milliseconds delay, Expected<api::Reply, api::Failure> result, Done done) {
  answers_.push_back({clock_() + delay, std::move(result), std::move(done)});
}

bool DecoyTransport::run(int other_fd, milliseconds most) {
  for (const auto& answer : answers_)
    most = std::min(most, answer.due - clock_());
  const bool readable = network_.run(other_fd, std::max(most, 0ms));
  const auto is_early = [now = clock_()](const Answer& answer) { return answer.due > now; };
  const auto first_due = std::stable_partition(answers_.begin(), answers_.end(), is_early);
  std::vector<Answer> due(std::make_move_iterator(first_due), std::make_move_iterator(answers_.end()));
  answers_.erase(first_due, answers_.end());
  for (auto& answer : due)
    answer.done(std::move(answer.result));
  return readable;
}

}  // namespace wavix::verifier
