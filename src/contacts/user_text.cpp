// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/user_text.hpp"

#include "contacts/user_file.hpp"

namespace wavix::contacts {

UserText read_users(const std::string& path) {
  return {path, read_safely(path, Readers::anyone, largest_user_file)};
}

}  // namespace wavix::contacts
