// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "base/secret.hpp"
#include "wavix/curl_easy.hpp"
#include "wavix/curl_transport.hpp"

namespace wavix::api {

/// One request on its way. libcurl holds its address.
class Transfer {
public:
  Transfer(const Endpoint& endpoint, const ApiKey& key, Request request, Transport::Done done);
  virtual ~Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  Transfer(Transfer&&) = delete;
  Transfer& operator=(Transfer&&) = delete;

  [[nodiscard]] CURL* easy() const noexcept { return easy_.get(); }
  /// The connection's, where it is kept for the next request; else CURL_SOCKET_BAD.
  [[nodiscard]] curl_socket_t socket() const noexcept { return easy_.active_socket(); }
  /// `pauses`: how often this process could not run for a while, so far; when the transfer begins and ends.
  void begin(unsigned pauses) { pauses_before_ = pauses; }
  void end(unsigned pauses) { paused_ = pauses != pauses_before_; }
  void use_no_kept_connection() { easy_.set<CURLOPT_FRESH_CONNECT>(1); }
  /// Tells the one who asked; `code` is libcurl's result. An exception from the request's sink comes out of
  /// it.
  virtual void finish(CURLcode code);

protected:
  [[nodiscard]] const Request& request() const noexcept { return request_; }
  /// Puts `body`, which is not longer, into the place of the one there is, and blanks behind it.
  void fill(std::string body, Transport::Done done);
  /// The request and what its end is told to, where the request certainly never left.
  std::pair<Request, Transport::Done> give_back() { return {std::move(request_), std::move(done_)}; }
  using SocketOpener = curl_socket_t(void*, curlsocktype, curl_sockaddr*);
  void set_socket_opener(SocketOpener* opener, void* data);
  using Tracer = int(CURL*, curl_infotype, char*, size_t, void*);
  /// Called for each piece of what goes over the wire (CURLOPT_DEBUGFUNCTION(3)), the key with it.
  void set_tracer(Tracer* tracer, void* data);
  void set_no_time_limit() { easy_.set<CURLOPT_TIMEOUT_MS>(0); }
  [[nodiscard]] Failure failure(CURLcode code) const;

private:
  /// Asked when the connection stands and nothing has ever been sent; if not, nothing is.
  virtual bool may_leave() noexcept { return true; }
  static size_t take_body(char* data, size_t size, size_t count, void* transfer) noexcept;
  static size_t take_header(char* data, size_t size, size_t count, void* transfer) noexcept;
  static int before_sending(void* transfer, char*, char*, int, int) noexcept;

  void set_method();
  void set_headers(const ApiKey& key);
  void add_header(const char* line);
  void set_stall_limit(std::chrono::milliseconds limit);
  [[nodiscard]] bool goes_to_sink() const;
  bool take(std::string_view bytes);
  [[nodiscard]] Reply reply();

  Request request_;
  Transport::Done done_;
  std::string body_;
  std::size_t header_bytes_ = 0;
  const char* refused_because_ = nullptr;  ///< why we stopped the transfer ourselves
  unsigned pauses_before_ = 0;
  bool paused_ = false;
  bool sent_ = false;          ///< the request, or a part of it, may have left
  std::exception_ptr thrown_;  ///< by the one who takes the body
  std::array<char, CURL_ERROR_SIZE> error_{};
  Handle<curl_slist, curl_slist_free_all> headers_;
  CurlEasy easy_;  // last: it uses all of the above
};

}  // namespace wavix::api
