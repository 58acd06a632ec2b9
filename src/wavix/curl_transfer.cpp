// SPDX-License-Identifier: BSD-3-Clause
#include "wavix/curl_transfer.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "base/text.hpp"
#include "wavix/curl_failure.hpp"
#include "wavix/curl_options.hpp"
#include "wavix/wipe.hpp"

namespace wavix::api {
namespace {

constexpr std::size_t largest_answer = 65536;
constexpr curl_off_t longest_wait = 24L * 60 * 60;

}  // namespace

Transfer::Transfer(const Endpoint& endpoint, const ApiKey& key, Request request, Transport::Done done)
    : request_(std::move(request)), done_(std::move(done)) {
  set_options(easy_, endpoint);
  const auto last = endpoint.url.find_last_not_of('/');
  easy_.set<CURLOPT_URL>(endpoint.url.substr(0, last + 1) + request_.path);
  if (request_.sink) set_stall_limit(endpoint.request_timeout);
  set_method();
  set_headers(key);
  void* const self = this;
  easy_.set<CURLOPT_PRIVATE>(self);
  easy_.set<CURLOPT_WRITEFUNCTION>(take_body);
  easy_.set<CURLOPT_WRITEDATA>(self);
  easy_.set<CURLOPT_HEADERFUNCTION>(take_header);
  easy_.set<CURLOPT_HEADERDATA>(self);
  easy_.set<CURLOPT_PREREQFUNCTION>(before_sending);
  easy_.set<CURLOPT_PREREQDATA>(self);
  easy_.set<CURLOPT_ERRORBUFFER>(error_.data());
}

Transfer::~Transfer() { wipe(request_.body); }

void Transfer::set_method() {
  if (request_.method == Method::get) return easy_.set<CURLOPT_HTTPGET>(1);
  easy_.set<CURLOPT_POST>(1);  // for a PATCH too: it brings the Content-Length, of 0 if need be
  easy_.set<CURLOPT_POSTFIELDS>(request_.body.c_str());
  easy_.set<CURLOPT_POSTFIELDSIZE>(static_cast<long>(request_.body.size()));
  if (request_.method == Method::patch) easy_.set<CURLOPT_CUSTOMREQUEST>("PATCH");
}

void Transfer::add_header(const char* line) {
  auto* const longer = curl_slist_append(headers_.get(), line);
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(headers_.release());
  headers_.reset(longer);
}

void Transfer::set_headers(const ApiKey& key) {
  std::string authorization;
  authorization.reserve(64 + key.view().size());
  authorization.append("Authorization: Bearer ").append(key.view());
  add_header(authorization.c_str());
  wipe(authorization);
  add_header("Accept: application/json");
  add_header("Accept-Encoding: identity");
  // A name without a value takes away what libcurl would send: a type for no content, and Expect.
  add_header(request_.body.empty() ? "Content-Type:" : "Content-Type: application/json");
  add_header("Expect:");
  easy_.set<CURLOPT_HTTPHEADER>(headers_.get());
}

void Transfer::set_socket_opener(SocketOpener* opener, void* data) {
  easy_.set<CURLOPT_OPENSOCKETFUNCTION>(opener);
  easy_.set<CURLOPT_OPENSOCKETDATA>(data);
}

void Transfer::set_tracer(Tracer* tracer, void* data) {
  easy_.set<CURLOPT_DEBUGFUNCTION>(tracer);
  easy_.set<CURLOPT_DEBUGDATA>(data);
  easy_.set<CURLOPT_VERBOSE>(1);
}

void Transfer::fill(std::string body, Transport::Done done) {
  // Over the old bytes: libcurl knows where they are, and has told the server their number.
  std::fill(std::copy(body.begin(), body.end(), request_.body.begin()), request_.body.end(), ' ');
  wipe(body);
  done_ = std::move(done);
}

/// To libcurl a transfer is stalled when its speed over the last seconds is below the limit.
void Transfer::set_stall_limit(std::chrono::milliseconds limit) {
  set_no_time_limit();
  easy_.set<CURLOPT_LOW_SPEED_LIMIT>(1);
  easy_.set<CURLOPT_LOW_SPEED_TIME>(std::max(1L, std::chrono::ceil<std::chrono::seconds>(limit).count()));
}

bool Transfer::goes_to_sink() const {
  const auto status = easy_.info_long(CURLINFO_RESPONSE_CODE);
  return request_.sink && status >= 200 && status < 300;
}

bool Transfer::take(std::string_view bytes) {
  if (goes_to_sink()) {
    if (request_.sink(bytes)) return true;
    refused_because_ = "the rest of the answer was not wanted";
    return false;
  }
  if (body_.size() + bytes.size() <= largest_answer) return body_.append(bytes), true;
  refused_because_ = "answer larger than 64 KiB";
  return false;
}

size_t Transfer::take_body(char* data, size_t size, size_t count, void* transfer) noexcept {
  auto& self = *static_cast<Transfer*>(transfer);
  try {
    return self.take({data, size * count}) ? size * count : CURL_WRITEFUNC_ERROR;
  } catch (...) {
    if (self.goes_to_sink())
      self.thrown_ = std::current_exception();
    else
      self.refused_because_ = "no memory for the answer";
    return CURL_WRITEFUNC_ERROR;
  }
}

size_t Transfer::take_header(char*, size_t size, size_t count, void* transfer) noexcept {
  auto& self = *static_cast<Transfer*>(transfer);
  self.header_bytes_ += size * count;
  if (self.header_bytes_ <= largest_answer) return size * count;
  self.refused_because_ = "headers larger than 64 KiB";
  return CURL_WRITEFUNC_ERROR;
}

/// libcurl calls this when the connection stands and the request is about to leave; a second time, when a
/// kept connection turned out dead and it would send the same again (CURLOPT_PREREQFUNCTION(3)).
int Transfer::before_sending(void* transfer, char*, char*, int, int) noexcept {
  auto& self = *static_cast<Transfer*>(transfer);
  if (!self.sent_ && !self.may_leave()) return CURL_PREREQFUNC_ABORT;
  const bool again = std::exchange(self.sent_, true);
  if (!again || self.request_.method == Method::get) return CURL_PREREQFUNC_OK;
  self.refused_because_ = "connection lost before an answer came";
  return CURL_PREREQFUNC_ABORT;
}

Reply Transfer::reply() {
  Reply reply;
  reply.status = easy_.info_long(CURLINFO_RESPONSE_CODE);
  reply.body = std::move(body_);
  if (const auto seconds = easy_.info_offset(CURLINFO_RETRY_AFTER); seconds > 0)
    reply.retry_after = std::chrono::seconds(std::min(seconds, longest_wait));
  return reply;
}

Failure Transfer::failure(CURLcode code) const {
  const char* text = refused_because_ != nullptr ? refused_because_ : error_.data();
  Failure failure;
  failure.cause = cause_of(code);
  // With a status line there was an answer; that it broke off does not make Wavix unreachable.
  const bool answered = sent_ && easy_.info_long(CURLINFO_RESPONSE_CODE) != 0;
  if (answered && failure.cause == Cause::unreachable) failure.cause = Cause::malformed;
  failure.may_have_arrived = sent_;
  failure.paused = paused_;
  failure.message = sanitised(*text != '\0' ? text : curl_easy_strerror(code));
  if (paused_) failure.message += "; the verifier itself could not run for a while";
  return failure;
}

void Transfer::finish(CURLcode code) {
  wipe(request_.body);
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  if (code == CURLE_OK)
    done_(reply());
  else
    done_(unexpected(failure(code)));
}

}  // namespace wavix::api
