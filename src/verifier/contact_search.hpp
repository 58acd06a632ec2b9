// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <memory>
#include <thread>

#include "config/config.hpp"
#include "verifier/admission.hpp"
#include "verifier/sources.hpp"

namespace wavix::verifier {

/// Looks for the contact of a login in the configuration's sources.
class ContactSearch {
public:
  /// Opens what files the sources have. `deadline`: on the clock of protocol::boottime_ms(); the search is in
  /// vain after it.
  ContactSearch(const config::Config& config, Admission admission, std::chrono::milliseconds deadline);
  /// A thread that has not ended by then is left to itself: the process must end without its exit handlers,
  /// which would take from under it what it uses.
  ~ContactSearch();
  ContactSearch(const ContactSearch&) = delete;
  ContactSearch& operator=(const ContactSearch&) = delete;
  ContactSearch(ContactSearch&&) = delete;
  ContactSearch& operator=(ContactSearch&&) = delete;

  /// Once, before all that follows. What files say is found at once; a directory is asked by a thread, so
  /// that other things can go on meanwhile, and a name server that never answers holds up nobody.
  void begin();
  /// See Sources.
  [[nodiscard]] const std::shared_ptr<const contacts::UserText>& users() const noexcept { return users_; }

  /// Readable once the search is done; -1: it was done from the start.
  [[nodiscard]] int fd() const noexcept;
  [[nodiscard]] bool done() const;
  /// Returns when the search is done, when it has had all the time that it may take, or when `other_fd` is
  /// readable.
  void wait(int other_fd) const;

  /// What was found, once; a search that is not done was not answered. Writes to the log what the
  /// administrator should know of the sources.
  FoundContact take();

private:
  struct State;
  std::shared_ptr<State> state_;
  Sources sources_;  ///< until begin()
  std::shared_ptr<const contacts::UserText> users_;
  Admission admission_;
  std::chrono::milliseconds deadline_;
  std::thread thread_;
};

}  // namespace wavix::verifier
