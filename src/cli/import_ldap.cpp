// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/import_rows.hpp"
#include "cli/progress.hpp"
#include "contacts/ldap_list.hpp"
#include "verifier/sources.hpp"

namespace wavix::cli {

Expected<ImportRows, Failure> rows_from_ldap(const config::Config& config) {
  const auto settings = verifier::ldap_settings(config);
  if (!settings) return failed(sanitised(settings.error().reason, 1000));
  Progress progress;
  const auto listing = contacts::list_ldap(*settings, config.users.default_region, [&](std::size_t count) {
    progress.at(with_commas(count) + " entries");
  });
  progress.clear();
  if (!listing) return failed(sanitised(listing.error().reason, 1000));
  ImportRowsBuilder builder(config);
  std::size_t phoneless = 0;
  for (const auto& [name, found] : listing->users) {
    if (!found) {
      builder.bad(sanitised(name), sanitised(found.error().reason, 1000));
    } else if (!found->contact) {
      ++phoneless;
    } else {
      const auto& channel = found->contact->channel;
      contacts::UserChange change{name, {}, {}, {}};
      if (!config.ldap.channel_attribute.empty()) change.channel = channel ? to_string(*channel) : "";
      builder.add(sanitised(name), std::move(change), written(found->contact->phones));
      for (const auto& note : found->notes)
        builder.note(fmt::format("{}: {}", sanitised(name), sanitised(note, 1000)));
    }
  }
  for (const auto& note : listing->notes)
    builder.note(sanitised(note, 1000));
  if (phoneless > 0) builder.note(fmt::format("without a phone there: {}", with_commas(phoneless)));
  return std::move(builder).done();
}

}  // namespace wavix::cli
