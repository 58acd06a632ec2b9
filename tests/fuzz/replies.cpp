// SPDX-License-Identifier: BSD-3-Clause
#include <string>
#include <vector>

#include "fuzzer.hpp"
#include "strict_json.hpp"
#include "wavix/classify.hpp"
#include "wavix/operations.hpp"
#include "wavix/session_list.hpp"
#include "wavix/verification_id.hpp"

// A reply of Wavix, or of whoever stands in its place, read as that to each operation: the first line is the
// status, the rest the body.
namespace {

using namespace wavix;
using namespace wavix::fuzz;
using namespace wavix::api;

template <typename Done>
void check_failure(const Expected<Done, Failure>& outcome, const Reply& reply) {
  if (outcome) return;
  require(outcome.error().status == reply.status, "a failure has the reply's status");
  require(is_clean(outcome.error().message), "what Wavix says is fit for a terminal");
  require(!outcome.error().validation || reply.status == 400 || reply.status == 422,
          "only a 400 or 422 finds fault with a code");
}

void check_verification(const Reply& reply) {
  const auto created = create_reply(reply);
  check_failure(created, reply);
  if (created) {
    require(is_success(reply), "only a 2xx creates a verification");
    require(is_usable_id(created->verification), "the id of a verification is fit for a path");
    for (const auto& path :
         {check_request(created->verification, "0").path, events_request(created->verification).path})
      require(path.find_first_of("?# \r\n\"<>\\^`{|}") == std::string::npos,
              "an id stays one segment of a path");
    const auto lookup = created->lookup.value_or(NumberLookup{});
    require(is_clean(lookup.number_type + lookup.country + lookup.carrier), "a lookup is fit for a terminal");
  }
  const auto checked = check_reply(reply);
  check_failure(checked, reply);
  if (checked && checked->valid)
    require(reply.status == 200 && says_valid(reply.body), "valid is nothing but a 200 with a literal true");
  check_failure(resend_reply(reply), reply);
  const auto cancelled = cancel_reply(reply);
  check_failure(cancelled, reply);
  require(!cancelled || is_success(reply) || reply.status == 404, "what is cancelled is, or is gone");
}

std::vector<std::string> words_of(const Session& session) {
  return {session.created_at, session.verification, session.phone,
          session.country,    session.status,       session.charge};
}

struct Listed {
  bool whole;
  std::vector<std::vector<std::string>> sessions;
  bool operator==(const Listed&) const = default;
};

/// The list of verifications, when its bytes come so many at a time.
Listed listed(const Reply& reply, std::size_t at_a_time) {
  Listed listed{false, {}};
  SessionList list([&](const Session& session) {
    listed.sessions.push_back(words_of(session));
    for (const auto& word : listed.sessions.back())
      require(is_clean(word), "what is listed is fit for a terminal");
    return true;
  });
  const auto request = list.request("service", "2026-01-01", "2026-01-31");
  if (is_success(reply))
    for (std::string_view rest = reply.body; !rest.empty();
         rest.remove_prefix(std::min(at_a_time, rest.size())))
      if (!request.sink(rest.substr(0, at_a_time))) break;
  const auto result = list.result(Reply{reply.status, is_success(reply) ? "" : reply.body});
  require(list.count() == listed.sessions.size(), "the sessions are counted");
  listed.whole = result.has_value();
  return listed;
}

void check_lists(const Reply& reply) {
  const auto events = events_reply(reply);
  check_failure(events, reply);
  for (const auto& event : events.value_or(std::vector<Event>{}))
    for (const auto& word : {event.created_at, event.kind_word, event.status_word, event.charge, event.error})
      require(is_clean(word), "what is listed is fit for a terminal");
  const auto at_once = listed(reply, reply.body.size() + 1);
  require(at_once == listed(reply, 1) && at_once == listed(reply, 7),
          "a list is the same wherever its bytes are cut");
  // Of a session only more may be wrong: an event has other members.
  if (at_once.whole && events && reply.status != 404)
    require(events->size() == at_once.sessions.size(), "both readers of lists count the same items");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto text = text_of(data, size);
  const Reply reply{number_from<long>(take_line(text)).value_or(200), std::string(text)};
  check_verification(reply);
  check_lists(reply);
  return 0;
}
