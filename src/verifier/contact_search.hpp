// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/expected.hpp"
#include "config/config.hpp"
#include "contacts/contact.hpp"

namespace wavix::verifier {

/// Nothing: the sources answered, and none has a phone for the user.
using FoundContact = Expected<std::optional<contacts::Contact>, contacts::LookupError>;

/// Looks for a user's contact in the sources of the configuration, in their order; the first that knows the
/// user decides, and one that cannot be asked ends the search. Whom none knows is looked for by the name that
/// the system has for the account too: "no phone" may let a user in, so another spelling must not make one
/// phoneless.
class ContactSearch {
public:
  /// Begins. Files are read at once; a directory is asked by a thread, so that other things can go on
  /// meanwhile, and a name server that never answers holds up nobody.
  /// `deadline`: on the clock of protocol::boottime_ms(); the search is in vain after it.
  ContactSearch(const config::Config& config, const std::string& user, std::chrono::milliseconds deadline);
  /// A thread that has not ended by then is left to itself; see left_behind().
  ~ContactSearch();
  ContactSearch(const ContactSearch&) = delete;
  ContactSearch& operator=(const ContactSearch&) = delete;
  ContactSearch(ContactSearch&&) = delete;
  ContactSearch& operator=(ContactSearch&&) = delete;

  /// Readable once the search is done; -1: it was done from the start.
  [[nodiscard]] int fd() const noexcept;
  [[nodiscard]] bool done() const;
  /// Returns when the search is done, when it has had all the time that it may take, or when `other_fd` is
  /// readable.
  void wait(int other_fd) const;

  /// What was found, once; a search that is not done was not answered. Writes to the log what the
  /// administrator should know of the sources.
  FoundContact take();

  /// Whether a thread is still at work that nobody waits for: end the process without its exit handlers.
  static bool left_behind() noexcept;

private:
  struct Sources;
  struct State;
  void look_in_thread(Sources sources, const std::string& user);

  std::shared_ptr<State> state_;
  std::thread thread_;
};

}  // namespace wavix::verifier
