// SPDX-License-Identifier: BSD-3-Clause
#include "wavix/list_items.hpp"

#include <strings.h>

#include <utility>

#include "base/text.hpp"
#include "wavix/verification_id.hpp"

namespace wavix::api {
namespace {

template <typename Enum>
struct Word {
  const char* text;
  Enum meaning;
};
constexpr Word<Event::Kind> kinds[] = {{"Number lookup", Event::Kind::number_lookup},
                                       {"Code sent via SMS", Event::Kind::sms},
                                       {"Code sent via voice", Event::Kind::voice},
                                       {"Verification", Event::Kind::check}};
constexpr Word<Event::Status> statuses[] = {{"success", Event::Status::success},
                                            {"delivered", Event::Status::delivered},
                                            {"failed", Event::Status::failed},
                                            {"pending", Event::Status::pending}};

/// What a word means in a set that Wavix may enlarge.
template <typename Enum, std::size_t Size>
Enum meaning_of(const std::string& text, const Word<Enum> (&words)[Size]) {
  for (const auto& word : words)
    if (::strcasecmp(text.c_str(), word.text) == 0) return word.meaning;
  return Enum::other;
}

/// The member as text fit for a terminal; empty if absent or null.
Expected<std::string, Wrong> text_of(JsonValue item, const char* name) {
  const auto text = item.optional_string(name);
  if (!text) return unexpected(text.error());
  return sanitised(text->value_or(""), 200);
}

/// A struct read member by member; the first wrong one is remembered.
class ItemReader {
public:
  explicit ItemReader(JsonValue item) noexcept : item_(item) {}
  std::string text(const char* name) {
    auto text = text_of(item_, name);
    if (text) return std::move(*text);
    if (wrong_.empty()) wrong_ = std::move(text.error());
    return {};
  }
  template <typename Item>
  Expected<Item, Wrong> result(Item item) {
    if (!wrong_.empty()) return unexpected(std::move(wrong_));
    return item;
  }

private:
  JsonValue item_;
  Wrong wrong_;
};

}  // namespace

Expected<Event, Wrong> event_in(JsonValue item) {
  ItemReader read(item);
  Event event;
  event.created_at = read.text("created_at");
  event.kind_word = read.text("event");
  event.kind = meaning_of(event.kind_word, kinds);
  event.status_word = read.text("status");
  event.status = meaning_of(event.status_word, statuses);
  event.charge = read.text("charge");
  event.error = read.text("error");
  return read.result(std::move(event));
}

Expected<Session, Wrong> session_in(JsonValue item) {
  ItemReader read(item);
  Session session;
  session.created_at = read.text("created_at");
  session.verification = read.text("session_id");
  if (!is_usable_id(session.verification)) session.verification.clear();
  session.phone = read.text("phone_number");
  if (session.phone.empty()) session.phone = read.text("destination");
  session.country = read.text("destination_country");
  session.status = read.text("status");
  session.charge = read.text("charge");
  return read.result(std::move(session));
}

}  // namespace wavix::api
