// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace wavix::contacts {

/// Whether users may be where a reference (RFC 4511, 4.5.3) leads. They are not in the partitions to which
/// Active Directory refers whoever searches below a domain: the zones of its name servers, and its
/// configuration.
bool may_lead_to_users(const std::string& url);

}  // namespace wavix::contacts
