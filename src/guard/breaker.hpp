// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>

#include "guard/store.hpp"

/// The circuit breaker: while Wavix cannot be reached, the first logins wait for their timeouts and the next
/// ones do not, but for one at a time that tries whether it can be again.
namespace wavix::guard {

/// "5 failures / 30s".
struct BreakerRule {
  unsigned failures = 0;     ///< so many in a row open the circuit
  milliseconds open_for{0};  ///< after the last failure
};

enum class Circuit {
  closed,   ///< go on
  probing,  ///< go on: this login is the one that tries
  open,     ///< do not try: it would be in vain
};

/// Why it is open, as note_outage() was told last; nothing: it is not. Only looks.
Expected<std::optional<std::string>, StoreError> open_because(Store& store, const BreakerRule& rule);

/// For a login that is about to ask Wavix, and will tell what came of it. A probe of which nothing is heard
/// for `open_for` is over, and the next login is one.
Expected<Circuit, StoreError> circuit(Store& store, const BreakerRule& rule);

/// Wavix could not be reached, for this cause; or it could.
Expected<void, StoreError> note_outage(Store& store, const std::string& cause);
Expected<void, StoreError> note_answer(Store& store);

}  // namespace wavix::guard
