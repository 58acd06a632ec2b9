// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>
#include <json-c/json.h>

#include <cstddef>
#include <new>
#include <string_view>

#include "base/handle.hpp"
#include "wavix/operations.hpp"

namespace wavix::api {
namespace {

/// One segment of a path, or one value of a query (RFC 3986, section 2.3: all but the unreserved).
std::string encoded(std::string_view text) {
  constexpr std::string_view unreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string result;
  for (const char c : text) {
    if (unreserved.find(c) != std::string_view::npos)
      result += c;
    else
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return result;
}

struct Member {
  const char* name;
  std::string_view value;
};

/// Overwrites the memory that json-c has for a text; it frees without a thought for what was there.
void wipe_in_place(const char* text, std::size_t size) noexcept {
  ::explicit_bzero(const_cast<char*>(text), size);
}

/// A JSON object whose members are all strings. One of them may be a code.
std::string object_of(std::initializer_list<Member> members) {
  const Handle<json_object, json_object_put> object(json_object_new_object());
  if (!object) throw std::bad_alloc();
  for (const auto& [name, value] : members) {
    auto* const string = json_object_new_string_len(value.data(), static_cast<int>(value.size()));
    if (string == nullptr || json_object_object_add(object.get(), name, string) != 0) throw std::bad_alloc();
  }
  std::size_t size = 0;
  const char* text = json_object_to_json_string_length(
      object.get(), JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &size);
  if (text == nullptr) throw std::bad_alloc();
  std::string body;
  body.reserve(size + 32);  // always on the heap: a short string leaves a copy behind when it is moved
  body.assign(text, size);
  wipe_in_place(text, size);
  for (const auto& member : members) {
    auto* const string = json_object_object_get(object.get(), member.name);
    wipe_in_place(json_object_get_string(string),
                  static_cast<std::size_t>(json_object_get_string_len(string)));
  }
  return body;
}

std::string verification_path(std::string_view verification) {
  return create_path + ("/" + encoded(verification));
}

}  // namespace

std::size_t create_room(std::string_view service_id) {
  constexpr std::string_view longest_number = "123456789012345";  // of E.164
  return create_request(service_id, longest_number, Channel::voice).body.size();
}

Request create_request(std::string_view service_id, std::string_view phone_digits, Channel channel) {
  return {Method::post, create_path,
          object_of({{"service_id", service_id}, {"to", phone_digits}, {"channel", to_string(channel)}})};
}

Request resend_request(std::string_view verification, Channel channel) {
  return {Method::post, verification_path(verification), object_of({{"channel", to_string(channel)}})};
}

Request check_request(std::string_view verification, std::string_view code) {
  return {Method::post, verification_path(verification) + "/check", object_of({{"code", code}})};
}

Request cancel_request(std::string_view verification) {
  return {Method::patch, verification_path(verification) + "/cancel", {}};
}

Request sessions_request(std::string_view service_id, std::string_view from, std::string_view to) {
  return {Method::get,
          fmt::format("/v1/two-fa/service/{}/sessions?from={}&to={}", encoded(service_id), encoded(from),
                      encoded(to)),
          {}};
}

Request events_request(std::string_view verification) {
  return {Method::get, fmt::format("/v1/two-fa/session/{}/events", encoded(verification)), {}};
}

}  // namespace wavix::api
