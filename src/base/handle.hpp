// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>

namespace wavix {

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* pointer) const noexcept {
    static_cast<void>(Free(pointer));
  }
};

/// The owner of an object made by a C library: Handle<json_object, json_object_put>.
template <typename T, auto Free>
using Handle = std::unique_ptr<T, Freed<Free>>;

}  // namespace wavix
