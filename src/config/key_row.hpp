// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>
#include <utility>

#include "config/forms.hpp"
#include "config/key_table.hpp"

/// How the rows of the key table are made: the inside of the table, for its own files.
namespace wavix::config {

template <typename Struct>
struct Section {
  std::string_view name;
  Struct Config::*member;
  bool per_service;
};

struct Flags {
  bool required = false;
  bool secret = false;
};

/// A row of the table. That the form fits the member is checked by the compiler.
template <typename Struct, typename T, typename Form>
Key row(const Section<Struct>& section, std::string_view name, T Struct::*member, std::string_view fallback,
        const Form& form, std::string_view help, Flags flags = {}) {
  Key key{section.name, name, fallback, form.accepts(), help, section.per_service, flags.required,
          flags.secret, {},   {}};
  key.set = [=](Config& config, std::string_view text) -> Expected<void, std::string> {
    auto value = form.parse(text);
    if (!value && flags.secret) return unexpected("is not " + form.accepts());
    if (!value) return unexpected(std::move(value.error()));
    config.*section.member.*member = std::move(*value);
    return {};
  };
  key.text = [=](const Config& config) { return form.text(config.*section.member.*member); };
  return key;
}

}  // namespace wavix::config
