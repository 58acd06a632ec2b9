// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <curl/curl.h>

#include <new>
#include <stdexcept>
#include <string>
#include <type_traits>

#include "base/handle.hpp"

namespace wavix::api {

/// What libcurl reads for an option; it says so in the option's number (curl.h, CURLOPTTYPE_*).
enum class OptionKind { number = 0, object = 1, function = 2, offset = 3, blob = 4 };
constexpr OptionKind kind_of(CURLoption option) { return static_cast<OptionKind>(option / 10000); }

template <CURLoption Option>
concept NumberOption = (kind_of(Option) == OptionKind::number);

template <CURLoption Option, typename Target>
concept PointerOption = (kind_of(Option) ==
                         (std::is_function_v<Target> ? OptionKind::function : OptionKind::object));

/// One transfer of libcurl. curl.h checks no type in C++; this does.
class CurlEasy {
public:
  CurlEasy() : easy_(curl_easy_init()) {
    if (!easy_) throw std::bad_alloc();
  }

  template <CURLoption Option>
  requires NumberOption<Option>
  void set(long value) { set_as_is<Option>(value); }
  /// A C string is copied by libcurl, CURLOPT_POSTFIELDS excepted; nothing else is.
  template <CURLoption Option, typename Target>
  requires PointerOption<Option, Target>
  void set(Target* value) { set_as_is<Option>(value); }
  template <CURLoption Option>
  requires PointerOption<Option, const char>
  void set(const std::string& value) { set_as_is<Option>(value.c_str()); }

  /// A copy is taken. False: the library behind libcurl cannot have this one in memory.
  template <CURLoption Option>
  requires(kind_of(Option) == OptionKind::blob) [[nodiscard]] bool set_text(std::string& text) {
    curl_blob blob{text.data(), text.size(), CURL_BLOB_COPY};
    return curl_easy_setopt(easy_.get(), Option, &blob) == CURLE_OK;
  }

  [[nodiscard]] long info_long(CURLINFO info) const noexcept {
    long value = 0;
    return curl_easy_getinfo(easy_.get(), info, &value) == CURLE_OK ? value : 0;
  }
  [[nodiscard]] curl_off_t info_offset(CURLINFO info) const noexcept {
    curl_off_t value = 0;
    return curl_easy_getinfo(easy_.get(), info, &value) == CURLE_OK ? value : 0;
  }
  [[nodiscard]] curl_socket_t active_socket() const noexcept {
    curl_socket_t socket = CURL_SOCKET_BAD;
    return curl_easy_getinfo(easy_.get(), CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK ? socket
                                                                                      : CURL_SOCKET_BAD;
  }
  [[nodiscard]] CURL* get() const noexcept { return easy_.get(); }

private:
  template <CURLoption Option, typename Value>
  void set_as_is(Value value) {
    if (curl_easy_setopt(easy_.get(), Option, value) != CURLE_OK)
      throw std::runtime_error("libcurl does not take option " + std::to_string(Option));
  }

  Handle<CURL, curl_easy_cleanup> easy_;
};

}  // namespace wavix::api
