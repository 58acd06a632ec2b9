// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/sandbox.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sandbox/edit.hpp"

namespace wavix::sandbox {
namespace {

Reply canned(const Fault& fault) {
  Reply reply;
  reply.status = fault.status.value_or(200);
  reply.body = fault.body.value_or(R"({"success":false,"message":"Sandbox fault"})");
  return reply;
}

Reply from_answer(Answer answer) {
  Reply reply;
  reply.status = answer.status;
  reply.body = std::move(answer.body);
  reply.pieces = std::move(answer.pieces);
  if (answer.retry_after) reply.headers.emplace_back("Retry-After", std::to_string(*answer.retry_after));
  return reply;
}

void add_fault(Reply& reply, const Fault& fault, Time now) {
  reply.body = edited(std::move(reply.body), fault.edits);
  reply.headers.insert(reply.headers.end(), fault.headers.begin(), fault.headers.end());
  if (fault.retry_after_date)
    reply.headers.emplace_back("Retry-After", http_time(now + std::chrono::seconds(*fault.retry_after_date)));
  if (fault.content_type) reply.content_type = *fault.content_type;
  reply.wire = fault.wire;
}

bool sends_nothing(const Wire& wire) {
  return wire.end == Wire::End::reset || wire.end == Wire::End::hang_up || wire.literal.has_value();
}

}  // namespace

Sandbox::State::State(const Settings& settings, Random random)
    : service(settings.service, settings.code_length, quirks, delivery,
              {[this] { return clock.now(); }, std::move(random),
               [this](Message message) {
                 message.index = messages.size() + 1;
                 messages.push_back(std::move(message));
               }}),
      api(service, quirks, settings.key) {}

Sandbox::Sandbox(const Settings& settings, Random random, Watcher watcher)
    : watcher_(std::move(watcher)), state_(settings, std::move(random)) {}

Reply Sandbox::serve(const Request& request) {
  const std::scoped_lock lock(mutex_);
  const auto messages_before = state_.messages.size();
  const auto route = route_of(request.method, target_from(request.target));
  Logged entry;
  entry.at = real_time();
  entry.request = request;
  if (route) entry.operation = route->operation;
  auto reply = reply_to(request, entry.operation, entry);
  reply.headers.emplace_back("Date", http_time(state_.clock.now()));
  entry.status = sends_nothing(reply.wire) ? 0 : reply.status;
  const auto& logged = state_.log.add(std::move(entry));
  if (!logged.violations.empty()) watcher_.violation(logged);
  for (auto i = messages_before; i < state_.messages.size(); ++i)
    watcher_.message(state_.messages[i]);
  changed_.notify_all();
  return reply;
}

Reply Sandbox::reply_to(const Request& request, std::optional<Operation> operation, Logged& entry) {
  const auto fault = state_.faults.take(operation);
  const bool processed = !fault || fault->processed.value_or(!fault->is_canned());
  Reply reply;
  if (processed)
    reply = from_answer(state_.api.answer(request, entry.violations));
  else
    state_.api.inspect(request, entry.violations);
  if (!fault) return reply;
  entry.fault = fault->text;
  if (fault->is_canned()) reply = canned(*fault);
  add_fault(reply, *fault, state_.clock.now());
  return reply;
}

std::optional<Message> Sandbox::last_message(const std::string& number, std::size_t after) const {
  const auto& messages = state_.messages;
  const auto found = std::find_if(messages.rbegin(), messages.rend(), [&number](const Message& message) {
    return number.empty() || message.number == number;
  });
  if (found == messages.rend() || found->index <= after) return std::nullopt;
  return *found;
}

std::optional<Message> Sandbox::wait_for_message(const std::string& number, std::size_t after,
                                                 std::chrono::milliseconds wait) {
  std::unique_lock lock(mutex_);
  std::optional<Message> found;
  changed_.wait_for(lock, wait, [&] {
    found = last_message(number, after);
    return found || stopping_;
  });
  return found;
}

void Sandbox::stop() {
  const std::scoped_lock lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
}

}  // namespace wavix::sandbox
