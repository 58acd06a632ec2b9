// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>

#include "sandbox/http.hpp"
#include "sandbox/input.hpp"
#include "sandbox/operation.hpp"
#include "sandbox/service.hpp"

namespace wavix::sandbox {

/// What the API says to a request, before any fault.
struct Answer {
  int status = 200;
  std::string body;
  std::optional<unsigned> retry_after;
  Pieces pieces = nullptr;
};

/// HTTP requests to and from the Service. No I/O, no threads.
class Api {
public:
  Api(Service& service, const Quirks& quirks, std::string key)
      : service_(service), quirks_(quirks), key_(std::move(key)) {}

  /// Adds to `violations` what the client did wrong.
  Answer answer(const Request& request, Violations& violations);
  /// The part of answer() that finds faults with the request, and nothing else: for one that is not carried
  /// out.
  void inspect(const Request& request, Violations& violations) const;

private:
  struct Call {
    const Request& request;
    Target target;
    Route route;
    Violations& violations;
  };
  using Result = Expected<Answer, Refusal>;

  [[nodiscard]] std::optional<Answer> turned_away(const Call& call) const;
  [[nodiscard]] bool has_key(const Call& call) const;
  Result dispatch(const Call& call);
  Result create(const Call& call);
  Result resend(const Call& call);
  Result check(const Call& call);
  Result cancel(const Call& call);
  Result sessions(const Call& call);
  Result events(const Call& call);
  [[nodiscard]] Expected<Channel, Refusal> channel(const Call& call, const std::string& word) const;

  Service& service_;
  const Quirks& quirks_;
  std::string key_;
};

}  // namespace wavix::sandbox
