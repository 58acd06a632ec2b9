// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/locked_file.hpp"
#include "cli/command.hpp"
#include "cli/phones.hpp"
#include "config/config.hpp"
#include "contacts/user_edit.hpp"
#include "contacts/user_file.hpp"

/// users.file of the configuration, as the commands read and change it.
namespace wavix::cli {

/// The text of the file; of one that is not there, what a new one begins with. Else why a login would not
/// take it, and the mend.
Expected<std::string, Failure> read_users_file(const std::string& path);

/// Each thing that is wrong with the form of the file, by its line: no login takes a file with any.
Outcome sound(const contacts::UserFile& file, const std::string& path);

/// What is to be changed of what there is. It may say no.
using Decide = std::function<Expected<contacts::UserChanges, Failure>(const contacts::UserFile&)>;

/// Waits for other commands that change it. What is read and changed under the lock loses nobody's change.
Expected<LockedFile, Failure> lock_users_file(const config::Config& config);

/// Reads the file, has it changed, and puts it in its place. What a login would not read as it was meant to
/// is not written. To be called in an Uninterrupted. The new text, or nothing: there was nothing to change.
Expected<std::optional<std::string>, Failure>
change_users_file(LockedFile& file, const config::Config& config, const Decide& decide);

/// The phones of an entry; none where one of them is no number.
Phones phones_of(const contacts::UserEntry& entry, const config::Config& config);
/// Whether it is as the change, which gives these phones, would make it.
bool says_already(const contacts::UserEntry& entry, const contacts::UserChange& change, const Phones& phones,
                  const config::Config& config);

/// "/etc/wavix2fa/users.conf:7" of a user who is in `text`.
std::string place_in_file(const std::string& text, const std::string& user, const std::string& path);

/// Says on standard error where logins do not look in the file.
void warn_if_unread(const config::Config& config);

}  // namespace wavix::cli
