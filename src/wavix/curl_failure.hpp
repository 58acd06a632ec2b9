// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <curl/curl.h>

#include "wavix/failure.hpp"

namespace wavix::api {

/// What a result of libcurl other than CURLE_OK means (libcurl-errors(3)).
Cause cause_of(CURLcode code) noexcept;

}  // namespace wavix::api
