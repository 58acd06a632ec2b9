// SPDX-License-Identifier: BSD-3-Clause
#include "protocol/message.hpp"

#include <cstring>

#include "protocol/fields.hpp"

namespace wavix::protocol {
namespace {

// One description of each message serves both directions: `fields` is a Writer or a Reader.

template <typename Fields, typename Message>
void describe_start(Fields& fields, Message& message) {
  fields.text(message.service, max_name);
  fields.text(message.user, max_name);
  fields.text(message.rhost, max_name);
  fields.text(message.ruser, max_name);
  fields.text(message.tty, max_name);
  fields.text(message.ssh_connection, max_name);
  fields.text(message.auth_info, max_auth_info);
  fields.number(message.caller_uid);
  fields.flag(message.user_is_refused);
  fields.count(message.argument_count, max_arguments);
  for (std::size_t i = 0; i < message.argument_count && fields.good(); ++i)
    fields.text(message.arguments[i], max_argument);
}

template <typename Fields, typename Message>
void describe_answer(Fields& fields, Message& message) {
  fields.word(message.kind, Answer::Kind::failed);
  fields.text(message.text, max_answer);
}

template <typename Fields, typename Message>
void describe_accepted(Fields& fields, Message& message) {
  fields.number(message.deadline_ms);
}

template <typename Fields, typename Message>
void describe_prompt(Fields& fields, Message& message) {
  fields.flag(message.echo);
  fields.text(message.text, max_prompt);
}

template <typename Fields, typename Message>
void describe_farewell(Fields& fields, Message& message) {
  fields.word(message.verdict, last_verdict);
  fields.text(message.text, max_prompt);
}

}  // namespace

Type Packet::type() const noexcept {
  if (size < 2 || static_cast<std::uint8_t>(bytes[0]) != version) return Type::none;
  const auto type = static_cast<std::uint8_t>(bytes[1]);
  return type <= static_cast<std::uint8_t>(Type::farewell) ? static_cast<Type>(type) : Type::none;
}

void Packet::wipe() noexcept {
  ::explicit_bzero(bytes.data(), size);
  size = 0;
}

bool encode(const Start& message, Packet& packet) noexcept {
  Writer writer(packet, Type::start);
  describe_start(writer, message);
  return writer.good();
}

bool encode(const Answer& message, Packet& packet) noexcept {
  Writer writer(packet, Type::answer);
  describe_answer(writer, message);
  return writer.good();
}

bool encode(const Accepted& message, Packet& packet) noexcept {
  Writer writer(packet, Type::accepted);
  describe_accepted(writer, message);
  return writer.good();
}

bool encode(const Prompt& message, Packet& packet) noexcept {
  Writer writer(packet, Type::prompt);
  describe_prompt(writer, message);
  return writer.good();
}

bool encode(const Farewell& message, Packet& packet) noexcept {
  Writer writer(packet, Type::farewell);
  describe_farewell(writer, message);
  return writer.good();
}

bool decode(const Packet& packet, Start& message) noexcept {
  Reader reader(packet, Type::start);
  describe_start(reader, message);
  return reader.at_end();
}

bool decode(const Packet& packet, Answer& message) noexcept {
  Reader reader(packet, Type::answer);
  describe_answer(reader, message);
  return reader.at_end() && (message.kind == Answer::Kind::text || message.text.empty());
}

bool decode(const Packet& packet, Accepted& message) noexcept {
  Reader reader(packet, Type::accepted);
  describe_accepted(reader, message);
  return reader.at_end();
}

bool decode(const Packet& packet, Prompt& message) noexcept {
  Reader reader(packet, Type::prompt);
  describe_prompt(reader, message);
  return reader.at_end();
}

bool decode(const Packet& packet, Farewell& message) noexcept {
  Reader reader(packet, Type::farewell);
  describe_farewell(reader, message);
  return reader.at_end();
}

}  // namespace wavix::protocol
