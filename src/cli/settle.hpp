// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "cli/trial.hpp"

namespace wavix::cli {

/// What became of a trial.
enum class Settled {
  waiting,    ///< it goes on
  confirmed,  ///< a login was verified: the change stays
  undone,     ///< the file is as it was
  not_made,   ///< the file is as it was: whoever began it was killed before the change
  changed,    ///< somebody has changed the file since: it stays as it is, and the trial is over
};

struct Settlement {
  Settled how = Settled::waiting;
  std::string words;  ///< for people, a whole sentence
};

enum class Now {
  if_over,  ///< undone if its time is over
  at_once,  ///< undone, unless a login was verified
};

/// Whether settle() would not find it waiting. Changes nothing, and needs no lock.
bool is_ripe(const Trial& trial);

/// Looks for a verified login since the trial began, and at the clock; keeps or undoes the change, and logs
/// it. The caller has the service's lock. Else the reason why the file could not be put back.
Expected<Settlement, std::string> settle(const Trial& trial, Now now);

/// The trial ends, and the change stays, because somebody says so.
Expected<Settlement, std::string> confirm_trial(const Trial& trial);

}  // namespace wavix::cli
