// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <phonenumbers/phonenumberutil.h>

namespace wavix::contacts {

/// libphonenumber, which says nothing to anybody.
const i18n::phonenumbers::PhoneNumberUtil& number_library();

}  // namespace wavix::contacts
