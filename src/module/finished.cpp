// SPDX-License-Identifier: BSD-3-Clause
#include "module/finished.hpp"

namespace wavix::module {
namespace {

using protocol::Verdict;

/// Each verdict that stands has a name of its own on the handle, and the handle itself as its value: no
/// memory of the module's, which libpam may unload and load elsewhere between two calls (pam_set_item(3) of
/// PAM_SERVICE), and nothing to clean up in whichever process ends the handle.
struct Mark {
  Verdict verdict;
  const char* name;
};
constexpr Mark marks[] = {
    {Verdict::exhausted, "pam_wavix2fa:exhausted"},
    {Verdict::forbidden, "pam_wavix2fa:forbidden"},
    {Verdict::misconfigured, "pam_wavix2fa:misconfigured"},
};

}  // namespace

const Verdict* finished_verdict(const pam_handle_t* pamh) noexcept {
  const void* kept = nullptr;
  for (const auto& mark : marks)
    if (pam_get_data(pamh, mark.name, &kept) == PAM_SUCCESS) return &mark.verdict;
  return nullptr;
}

void remember_finished(pam_handle_t* pamh, Verdict verdict) noexcept {
  for (const auto& mark : marks)
    if (verdict == mark.verdict) static_cast<void>(pam_set_data(pamh, mark.name, pamh, nullptr));
}

}  // namespace wavix::module
