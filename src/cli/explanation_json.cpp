// SPDX-License-Identifier: BSD-3-Clause
#include "cli/explanation.hpp"
#include "cli/json.hpp"
#include "cli/time.hpp"
#include "protocol/pam_code.hpp"
#include "verifier/configuration.hpp"

namespace wavix::cli {
namespace {

using verifier::End;

Json text_or_null(const std::string& text) { return text.empty() ? Json() : json(text); }

Json list_of(const std::vector<std::string>& texts) {
  auto list = json_array();
  for (const auto& text : texts)
    append(list, json(text));
  return list;
}

Json time_or_null(const std::optional<guard::WallTime>& time) {
  return time ? json(for_programs(*time)) : Json();
}

unsigned seconds(guard::milliseconds time) {
  return static_cast<unsigned>(std::chrono::duration_cast<std::chrono::seconds>(time).count());
}

/// What comes first: the end, a message or a question.
JsonObject described(const Explanation& explanation, const verifier::Action& first, bool decoy) {
  if (const auto* const end = std::get_if<End>(&first)) {
    const bool as_success = explanation.loaded &&
                            explanation.loaded->config.policy.exempt_result == config::ExemptResult::success;
    const auto verdict = verifier::verdict_told(*end, as_success);
    const auto rule = end->rule.empty() || !explanation.loaded
                          ? end->rule
                          : verifier::rule_and_place(end->rule, *explanation.loaded);
    return JsonObject()
        .with("step", std::string("end"))
        .with("verdict", std::string(to_string(verdict)))
        .with("pam", std::string(protocol::pam_code(verdict).name))
        .with("rule", text_or_null(rule))
        .with("cause", text_or_null(end->cause))
        .with("detail", text_or_null(end->detail));
  }
  if (decoy) return JsonObject().with("step", std::string("decoy"));
  if (const auto* const create = std::get_if<verifier::action::Create>(&first))
    return JsonObject()
        .with("step", std::string("send"))
        .with("channel", std::string(to_string(create->target.channel)))
        .with("phone", create->target.phone.masked());
  const auto* const prompt = std::get_if<verifier::action::Prompt>(&first);
  return JsonObject()
      .with("step", std::string("ask"))
      .with("prompt", prompt == nullptr ? Json() : json(prompt->text));
}

Json contact_of(const Explanation& explanation) {
  const auto& found = explanation.found;
  if (!found) return {};
  if (!*found) return JsonObject().with("error", found->error().reason).done();
  const auto& contact = **found;
  if (!contact) return {};
  auto phones = json_array();
  for (const auto& phone : contact->phones)
    append(phones, json(phone.masked()));
  return JsonObject()
      .with("user", explanation.user)
      .with("phones", std::move(phones))
      .with("channel", contact->channel ? json(std::string(to_string(*contact->channel))) : Json())
      .with("origin", contact->origin)
      .done();
}

Json limits_of(const Remembered& what) {
  auto list = json_array();
  for (const auto& [key, limit, sent] : what.sends.used)
    append(list, JsonObject()
                     .with("limit", key)
                     .with("sent", sent)
                     .with("most", limit.most)
                     .with("window_s", seconds(limit.window))
                     .done());
  return list;
}

Json lockout_of(const Remembered& what) {
  if (!what.lockout) return {};
  return JsonObject()
      .with("failures", what.failures)
      .with("most", what.lockout->failures)
      .with("window_s", seconds(what.lockout->window))
      .with("locked_until", time_or_null(what.locked_until))
      .done();
}

Json pending_of(const Remembered& what) {
  if (!what.pending) return {};
  return JsonObject()
      .with("verification", what.pending->verification)
      .with("channel", std::string(to_string(what.pending->channel)))
      .with("phone", PhoneNumber(what.pending->number).masked())
      .with("sends", what.pending->sends)
      .with("tries", what.pending->tries)
      .with("sent_ago_s", seconds(what.pending->last_sent))
      .done();
}

Json remembered(const Explanation& explanation) {
  if (!explanation.remembered)
    return explanation.store_problem.empty() ? Json()
                                             : JsonObject().with("error", explanation.store_problem).done();
  const auto& what = *explanation.remembered;
  const auto& glass = what.break_glass;
  return JsonObject()
      .with("limits", limits_of(what))
      .with("no_message_before", what.sends.over ? json(for_programs(what.sends.over->frees_at)) : Json())
      .with("lockout", lockout_of(what))
      .with("grace_until", time_or_null(what.grace_until))
      .with("break_glass_until", glass ? json(for_programs(glass->ends)) : Json())
      .with("breaker_open_because", what.broken_because ? json(*what.broken_because) : Json())
      .with("recovery_codes", what.recovery_codes)
      .with("pending", pending_of(what))
      .done();
}

}  // namespace

std::string explained_for_programs(const Explanation& explanation) {
  const auto& [service, user, rhost, ruser, tty, connection, methods, uid, refused, arguments] =
      explanation.request;
  const auto& otherwise = explanation.otherwise;
  return to_text(
             JsonObject()
                 .with("user", user)
                 .with("service", service)
                 .with("rhost", text_or_null(rhost))
                 .with("tty", text_or_null(tty))
                 .with("pam_line", explanation.line ? json(explanation.line->place) : Json())
                 .with("left_out", explanation.line && explanation.line->left_out)
                 .with("arguments", list_of(arguments))
                 .with("problems", list_of(explanation.problems))
                 .with("warnings", list_of(explanation.warnings))
                 .with("rule", text_or_null(explanation.rule))
                 .with("first", described(explanation, explanation.first, explanation.decoy).done())
                 .with("otherwise",
                       otherwise ? described(explanation, otherwise->first, otherwise->decoy).done() : Json())
                 .with("contact", contact_of(explanation))
                 .with("remembered", remembered(explanation))
                 .done()) +
         "\n";
}

}  // namespace wavix::cli
