// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/random.hpp"

#include <sys/random.h>

#include <stdexcept>

namespace wavix::sandbox {

std::uint32_t system_random() {
  std::uint32_t bits = 0;
  if (::getrandom(&bits, sizeof bits, 0) != ssize_t{sizeof bits})
    throw std::runtime_error("the kernel gives no random bits");
  return bits;
}

std::string random_code(unsigned length, const Random& random) {
  std::string code;
  while (code.size() < length)
    code += static_cast<char>('0' + random() % 10);
  return code;
}

}  // namespace wavix::sandbox
