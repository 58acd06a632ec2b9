// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>

#include "base/expected.hpp"
#include "base/secret.hpp"
#include "config/config.hpp"
#include "verifier/admission.hpp"
#include "verifier/contact_search.hpp"
#include "verifier/flow.hpp"
#include "verifier/host.hpp"

namespace wavix::verifier {

/// What the flow is to do by for the user that was looked for, or the end of a login that is asked for no
/// code: no phone, none that a code may be sent to, or the sources could not tell. `key`: of the API; a
/// decoy's number is made from it, and from what `users` says.
Expected<FlowSettings, End> prepare(const Request& request, const Admission& admission,
                                    const config::Config& config, const FoundContact& found,
                                    const ApiKey& key, std::chrono::year_month_day today,
                                    const contacts::UserText& users);

/// The same for a contact that is known.
Expected<FlowSettings, End> prepare(const Request& request, const config::Config& config,
                                    const contacts::Contact& contact);

/// The end of a login under policy.monitor, which sends nothing and denies nobody: its cause is what would
/// have been.
End rehearsed(const Expected<FlowSettings, End>& prepared, const config::Config& config);

}  // namespace wavix::verifier
