// SPDX-License-Identifier: BSD-3-Clause
#include "module/finished.hpp"

namespace wavix::module {
namespace {

using protocol::Verdict;

constexpr const char* key = "pam_wavix2fa:finished";

/// The handle keeps a pointer to one of these: nothing to allocate, nothing to clean up in whichever process
/// ends it.
Verdict final_verdicts[] = {Verdict::exhausted, Verdict::forbidden, Verdict::misconfigured};

}  // namespace

const Verdict* finished_verdict(const pam_handle_t* pamh) noexcept {
  const void* kept = nullptr;
  if (pam_get_data(pamh, key, &kept) != PAM_SUCCESS) return nullptr;
  return static_cast<const Verdict*>(kept);
}

void remember_finished(pam_handle_t* pamh, Verdict verdict) noexcept {
  for (auto& final_verdict : final_verdicts)
    if (verdict == final_verdict) static_cast<void>(pam_set_data(pamh, key, &final_verdict, nullptr));
}

}  // namespace wavix::module
