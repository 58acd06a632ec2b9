// SPDX-License-Identifier: BSD-3-Clause
#include "login_ends.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <utility>

#include "protocol/socket.hpp"
#include "system_calls.hpp"

namespace wavix::fuzz {
namespace {

using namespace std::chrono_literals;
using protocol::Packet;
using Kind = protocol::Answer::Kind;

constexpr std::pair<std::string_view, int> errors[] = {
    {"EIO", EIO},       {"ENOSPC", ENOSPC}, {"EINTR", EINTR}, {"EACCES", EACCES},         {"EMFILE", EMFILE},
    {"ENOMEM", ENOMEM}, {"EAGAIN", EAGAIN}, {"EROFS", EROFS}, {"ECONNRESET", ECONNRESET}, {"EPIPE", EPIPE},
    {"ENOENT", ENOENT}, {"ENOLCK", ENOLCK}, {"EBADF", EBADF}};

void plan_fault(std::string_view rest) {
  const auto call = take_word(rest);
  const auto after = number_from<std::uint8_t>(take_word(rest)).value_or(0);
  const auto times = number_from<std::uint8_t>(take_word(rest)).value_or(1);
  for (const auto& [name, value] : errors)
    if (rest == name) system_calls::plan_fault(call, after, times, value);
}

api::Failure failure_by(std::string_view word, bool may_have_arrived) {
  return {.cause = api::cause_from(word).value_or(api::Cause::timeout),
          .may_have_arrived = may_have_arrived,
          .message = "by script"};
}

}  // namespace

void ScriptedModule::send(std::string_view packet) const {
  const system_calls::Truce truce;
  static_cast<void>(::send(socket_.get(), packet.data(), packet.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
}

void ScriptedModule::answer(Kind kind, std::string_view text) {
  Packet packet;
  if (!encode(protocol::Answer{kind, text}, packet)) return;
  if (kind == Kind::text) witness_.typed(text);
  send(packet.view());
}

void ScriptedModule::listen() {
  const system_calls::Truce truce;
  Packet packet;
  while (system_calls::is_readable(socket_.get()) &&
         protocol::receive(socket_.get(), packet, 0) == protocol::Received::packet) {
    protocol::Prompt prompt;
    protocol::Farewell farewell;
    if (decode(packet, prompt))
      witness_.prompted(prompt.text);
    else
      require(decode(packet, farewell) && is_clean(farewell.text),
              "the verifier says nothing but prompts, and farewell");
  }
}

void ScriptedWavix::start(api::Request request, Done done) {
  const system_calls::Truce truce;
  witness_.asked(request);
  waiting_.push_back({std::move(request), std::move(done)});
}

bool ScriptedWavix::run(int other_fd, std::chrono::milliseconds most) {
  constexpr unsigned most_idle = 200;
  module_.listen();
  if (const auto line = script_.next(); !line.empty()) {
    happen(line);
  } else {
    require(++idle_ < most_idle, "a login ends");
    system_calls::pass(std::max(most, 10000ms).count());
  }
  return system_calls::is_readable(other_fd);
}

void ScriptedWavix::happen(std::string_view line) {
  const auto word = take_word(line);
  if (word == "reply" || word == "lost" || word == "unsent") return answer(word, line);
  if (word == "type") return type(line);
  if (word == "packet") return module_.send(line);
  if (word == "hang") return module_.hang_up();
  if (word == "fault") return plan_fault(line);
  if (word == "wait") return system_calls::pass(LoginScript::waited(line));
  if (word != "answer") return;
  module_.answer(line == "nothing" ? Kind::nothing : line == "withheld" ? Kind::withheld : Kind::failed, "");
}

void ScriptedWavix::answer(std::string_view word, std::string_view rest) {
  if (waiting_.empty()) return;
  const auto [request, done] = std::move(waiting_.front());
  waiting_.pop_front();
  if (word == "reply") {
    const auto status = number_from<std::uint16_t>(take_word(rest)).value_or(200);
    const api::Reply reply{status, std::string(rest)};
    witness_.answered(request, reply);
    return done(reply);
  }
  if (word == "unsent") witness_.surely_not_sent(request);
  done(unexpected(failure_by(rest, word == "lost")));
}

void ScriptedWavix::type(std::string_view text) {
  if (text != "@") return module_.answer(Kind::text, text);
  if (recovery_codes_.empty()) return;
  const auto code = std::exchange(recovery_codes_.back(), {});
  recovery_codes_.pop_back();
  module_.answer(Kind::text, code);
}

}  // namespace wavix::fuzz
