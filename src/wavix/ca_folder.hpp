// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace wavix::api {

/// Whether `folder` has authorities by their hashes (openssl-rehash(1)) and so can stand for `bundle`: each
/// is then read when a server shows its like, where a bundle's hundred and more are all read at each
/// connection, which takes more time than the rest of a login. Not where they differ in number, or the bundle
/// was changed later than the folder: then somebody has added or removed one in but one of the two, and what
/// the bundle says counts.
bool stands_for(const std::string& folder, const std::string& bundle);

/// The system's folder that stands for its bundle, by what libcurl was built with; empty if there is none.
/// Looked for once, so that all connections of a process trust the same.
const std::string& system_ca_folder();

}  // namespace wavix::api
