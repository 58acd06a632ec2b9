// SPDX-License-Identifier: BSD-3-Clause
#include "config/form_guard.hpp"

namespace wavix::config {
namespace {

constexpr Number sends{1, 1000000};
constexpr Number failures{1, 1000};
constexpr Duration memory{1s, longest_memory};
constexpr Duration opening{1s, 1h};  // longer would keep users waiting for a Wavix that is long back

using Words = std::vector<std::string_view>;

/// The words of `text`, of which a '/' is one of its own: "5/1h" has three.
Words words_of(std::string_view text) {
  Words words;
  for (auto rest = trimmed(text); !rest.empty(); rest = trimmed(rest)) {
    const auto length = rest.front() == '/' ? 1 : std::min(rest.find_first_of(" \t/"), rest.size());
    words.push_back(rest.substr(0, length));
    rest.remove_prefix(length);
  }
  return words;
}

/// Whether they start as "5 failures /" does.
bool count_failures(const Words& words) {
  return words.size() > 3 && (words[1] == "failures" || words[1] == "failure") && words[2] == "/";
}

std::string text_of_failures(unsigned count) {
  return fmt::format("{} {} /", count, count == 1 ? "failure" : "failures");
}

/// The parts of `text` between its commas.
Words between_commas(std::string_view text) {
  Words parts;
  for (;;) {
    const auto comma = text.find(',');
    parts.push_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

enum class GracePart { user, rhost, service };

List<Word<GracePart>> grace_parts() {
  return one_or_more(Word<GracePart>{
      {{"user", GracePart::user}, {"rhost", GracePart::rhost}, {"service", GracePart::service}}});
}

}  // namespace

Parsed<std::vector<Limit>> LimitList::parse(std::string_view value) const {
  std::vector<Limit> limits;
  if (value.empty()) return limits;
  for (const auto part : between_commas(value)) {
    const auto words = words_of(part);
    if (words.size() != 3 || words[1] != "/") return refused(value, accepts());
    auto most = sends.parse(words[0]);
    if (!most) return unexpected(std::move(most.error()));
    auto window = memory.parse(words[2]);
    if (!window) return unexpected(std::move(window.error()));
    for (const auto& limit : limits)
      if (limit.window == *window)
        return unexpected(fmt::format("has two limits for {}", memory.text(*window)));
    limits.push_back({*most, *window});
  }
  return limits;
}

std::string LimitList::text(const std::vector<Limit>& limits) const {
  std::string all;
  for (const auto& limit : limits)
    all += fmt::format("{}{}/{}", all.empty() ? "" : ", ", limit.most, memory.text(limit.window));
  return all;
}

std::string LimitList::accepts() const {
  return fmt::format("limits as in '5/1h, 20/1d', {} in {}, or empty", sends.accepts(), memory.accepts());
}

Parsed<std::optional<Lockout>> LockoutOrZero::parse(std::string_view value) const {
  if (value == "0") return std::nullopt;
  const auto words = words_of(value);
  if (!count_failures(words) || words.size() != 6 || words[4] != "for") return refused(value, accepts());
  auto count = failures.parse(words[0]);
  if (!count) return unexpected(std::move(count.error()));
  auto window = memory.parse(words[3]);
  if (!window) return unexpected(std::move(window.error()));
  auto duration = memory.parse(words[5]);
  if (!duration) return unexpected(std::move(duration.error()));
  return Lockout{*count, *window, *duration};
}

std::string LockoutOrZero::text(const std::optional<Lockout>& lockout) const {
  if (!lockout) return "0";
  return fmt::format("{} {} for {}", text_of_failures(lockout->failures), memory.text(lockout->window),
                     memory.text(lockout->duration));
}

std::string LockoutOrZero::accepts() const {
  return fmt::format("'5 failures / 15m for 15m' or the like, {} and durations up to {}, or 0",
                     failures.accepts(), memory.text(memory.most));
}

Parsed<std::optional<Breaker>> BreakerOrZero::parse(std::string_view value) const {
  if (value == "0") return std::nullopt;
  const auto words = words_of(value);
  if (!count_failures(words) || words.size() != 4) return refused(value, accepts());
  auto count = failures.parse(words[0]);
  if (!count) return unexpected(std::move(count.error()));
  auto open_for = opening.parse(words[3]);
  if (!open_for) return unexpected(std::move(open_for.error()));
  return Breaker{*count, *open_for};
}

std::string BreakerOrZero::text(const std::optional<Breaker>& breaker) const {
  if (!breaker) return "0";
  return fmt::format("{} {}", text_of_failures(breaker->failures), opening.text(breaker->open_for));
}

std::string BreakerOrZero::accepts() const {
  return fmt::format("'5 failures / 30s' or the like, {} and {}, or 0", failures.accepts(),
                     opening.accepts());
}

Parsed<GraceKey> GraceKeyForm::parse(std::string_view value) const {
  auto parts = grace_parts().parse(value);
  if (!parts) return unexpected(std::move(parts.error()));
  const auto has = [&](GracePart part) {
    return std::find(parts->begin(), parts->end(), part) != parts->end();
  };
  if (!has(GracePart::user))
    return unexpected<std::string>("has no 'user': grace of one user would let another past");
  return GraceKey{.rhost = has(GracePart::rhost), .service = has(GracePart::service)};
}

std::string GraceKeyForm::text(const GraceKey& key) const {
  return fmt::format("user{}{}", key.rhost ? " rhost" : "", key.service ? " service" : "");
}

std::string GraceKeyForm::accepts() const { return "user, with rhost and service or one of them"; }

}  // namespace wavix::config
