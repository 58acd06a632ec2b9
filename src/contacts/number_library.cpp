// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/number_library.hpp"

#include <phonenumbers/logger.h>

namespace wavix::contacts {

const i18n::phonenumbers::PhoneNumberUtil& number_library() {
  using Library = i18n::phonenumbers::PhoneNumberUtil;
  static const Library& silent = []() -> const Library& {
    auto& instance = *Library::GetInstance();
    // 8.12 is silent anyway; what a later one does must not reach a login. It takes ownership.
    instance.SetLogger(new i18n::phonenumbers::NullLogger);
    return instance;
  }();
  return silent;
}

}  // namespace wavix::contacts
