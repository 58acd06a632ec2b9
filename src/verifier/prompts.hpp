// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/channel.hpp"
#include "protocol/verdict.hpp"
#include "verifier/targets.hpp"
#include "wavix/operations.hpp"

/// What people read. Every prompt is whole in itself, on one line: before OpenSSH 10.3 an information message
/// shows only together with the next prompt. None looks like "Password:", which sudo would replace. All that
/// ask for the code end in "Code: ", or in "Recovery code: " where no other counts.
namespace wavix::verifier {

/// What a resend could still do, as the prompt offers it.
struct SendOffer {
  Channel current = Channel::sms;
  bool same = false;   ///< r works
  bool other = false;  ///< v, or s, works
};

/// Before anything is sent; at most protocol::max_prompt bytes for max_targets.
std::string choose_target(const std::vector<Target>& targets);
std::string choose_again(std::size_t count);

/// The first prompts for a code say how many recovery codes are left when these are few; 0: the user has
/// none.
std::string code_sent(Channel channel, std::string_view masked_phone, SendOffer offer,
                      unsigned recovery_codes = 0);
std::string code_already_sent(Channel channel, std::string_view masked_phone, std::chrono::milliseconds ago,
                              SendOffer offer, unsigned recovery_codes = 0);
std::string new_code_sent(Channel channel, std::string_view masked_phone);
std::string resend_uncertain();
std::string resend_failed(SendOffer offer);
std::string resend_too_early(std::chrono::milliseconds left);
std::string no_more_sends();
/// `until`: a time of day, "14:20".
std::string resend_over_limit(std::string_view until);
std::string wrong_code_tries_left(unsigned tries);
/// A recovery code instead of the choice.
std::string wrong_code_choose_again(unsigned tries, std::size_t count);
std::string recovery_code_only();
std::string wrong_recovery_code(unsigned tries);
std::string code_has_digits(unsigned length);
std::string code_expired(SendOffer offer);
/// What the verification's events say of the newest message, sent `ago`.
std::string delivery(const std::vector<api::Event>& events, std::chrono::milliseconds ago, SendOffer offer);

/// The line after a login that would have sent one message too many.
std::string too_many_codes(std::string_view until);

/// The one line after any other refusal, with no reason that an attacker could use; empty: nothing is said.
std::string_view farewell(protocol::Verdict verdict) noexcept;

}  // namespace wavix::verifier
