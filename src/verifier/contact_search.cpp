// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/contact_search.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <utility>

#include "base/account.hpp"
#include "base/fd.hpp"
#include "config/load.hpp"
#include "contacts/file_source.hpp"
#include "contacts/ldap_source.hpp"
#include "protocol/socket.hpp"
#include "verifier/log.hpp"

namespace wavix::verifier {
namespace {

using namespace std::chrono_literals;
using contacts::LookupError;
using std::chrono::milliseconds;

milliseconds now() { return milliseconds(protocol::boottime_ms()); }

std::atomic<bool> thread_left_behind{false};

}  // namespace

/// A copy of all that a search needs, for the thread to own.
struct ContactSearch::Sources {
  std::vector<config::Source> order;
  std::string file, default_region;
  contacts::LdapSettings ldap;
};

namespace {

bool has_directory(const config::Config& config) {
  const auto& sources = config.users.sources;
  return std::find(sources.begin(), sources.end(), config::Source::ldap) != sources.end();
}

contacts::LdapSettings::Scope scope_from(config::LdapScope scope) {
  using Scope = contacts::LdapSettings::Scope;
  switch (scope) {
  case config::LdapScope::base: return Scope::base;
  case config::LdapScope::one: return Scope::one;
  case config::LdapScope::sub: break;
  }
  return Scope::sub;
}

Expected<contacts::LdapSettings, LookupError> ldap_settings(const config::Config& config) {
  const auto& ldap = config.ldap;
  contacts::LdapSettings settings;
  if (!ldap.bind_dn.empty()) {
    auto password = config::load_bind_password(ldap.bind_password_file);
    if (!password)
      return unexpected(LookupError{LookupError::Kind::misconfigured, to_string(password.error())});
    settings.password = std::move(*password);
  }
  settings.uris = ldap.uri;
  settings.start_tls = ldap.start_tls;
  settings.ca_file = ldap.ca_file;
  settings.bind_dn = ldap.bind_dn;
  settings.base = ldap.base;
  settings.scope = scope_from(ldap.scope);
  settings.filter = ldap.filter;
  settings.phone_attributes = ldap.phone_attributes;
  settings.channel_attribute = ldap.channel_attribute;
  settings.timeout = ldap.timeout;
  return settings;
}

/// In each source in turn; what the log should have goes to `notes`.
template <typename Sources>
FoundContact find(const Sources& sources, const std::string& user, std::vector<std::string>& notes) {
  for (const auto source : sources.order) {
    if (source == config::Source::file) {
      auto found = contacts::find_in_file(sources.file, user, sources.default_region);
      if (!found || *found) return found;
      continue;
    }
    auto found = contacts::find_in_ldap(sources.ldap, user, sources.default_region);
    if (!found) return unexpected(std::move(found.error()));
    notes.insert(notes.end(), found->notes.begin(), found->notes.end());
    if (found->known) return std::move(found->contact);
  }
  return std::nullopt;
}

template <typename Sources>
FoundContact find_by_either_name(const Sources& sources, const std::string& user,
                                 std::vector<std::string>& notes) {
  auto found = find(sources, user, notes);
  if (!found || *found) return found;
  const auto account = account_named(user);
  if (!account) return unexpected(LookupError{LookupError::Kind::unavailable, account.error()});
  if (!*account || (*account)->name == user) return found;
  return find(sources, (*account)->name, notes);
}

}  // namespace

/// Shared with the thread, which may outlive the search.
struct ContactSearch::State {
  Fd is_done;  ///< an eventfd; none where no thread looks
  milliseconds limit{0};
  std::atomic<bool> done{false};  ///< the members below are the thread's until then
  FoundContact found = unexpected(LookupError{LookupError::Kind::unavailable, "the search did not end"});
  std::vector<std::string> notes;

  void look(const Sources& sources, const std::string& user) {
    found = find_by_either_name(sources, user, notes);
    done = true;
  }
};

ContactSearch::ContactSearch(const config::Config& config, const std::string& user, milliseconds deadline)
    : state_(std::make_shared<State>()) {
  Sources sources{config.users.sources, config.users.file, config.users.default_region, {}};
  if (!has_directory(config)) {
    state_->look(sources, user);
  } else if (auto settings = ldap_settings(config)) {
    sources.ldap = std::move(*settings);
    // Each server for two names, and a moment for the thread itself.
    state_->limit =
        std::min<milliseconds>(deadline, now() + 2 * config.ldap.timeout * config.ldap.uri.size() + 1s);
    look_in_thread(std::move(sources), user);
  } else {
    state_->found = unexpected(std::move(settings.error()));
    state_->done = true;
  }
}

void ContactSearch::look_in_thread(Sources sources, const std::string& user) {
  state_->is_done = Fd(::eventfd(0, EFD_CLOEXEC));
  thread_ = std::thread([state = state_, user, sources = std::move(sources)] {
    try {
      state->look(sources, user);
    } catch (const std::exception& error) {  // no memory: not told, so denied
      state->found = unexpected(LookupError{LookupError::Kind::unavailable, error.what()});
      state->done = true;
    }
    static_cast<void>(::eventfd_write(state->is_done.get(), 1));
  });
}

ContactSearch::~ContactSearch() {
  if (!thread_.joinable()) return;
  if (state_->done) {
    thread_.join();
  } else {
    thread_left_behind = true;
    thread_.detach();
  }
}

int ContactSearch::fd() const noexcept { return state_->is_done.get(); }
bool ContactSearch::done() const { return state_->done || (fd() >= 0 && now() >= state_->limit); }

void ContactSearch::wait(int other_fd) const {
  std::array<pollfd, 2> states{{{fd(), POLLIN, 0}, {other_fd, POLLIN, 0}}};
  while (!done() && states[1].revents == 0) {
    const auto left = std::max<milliseconds>(state_->limit - now(), 0ms);
    static_cast<void>(::poll(states.data(), states.size(), static_cast<int>(left.count())));
  }
}

FoundContact ContactSearch::take() {
  if (!state_->done)
    return unexpected(
        LookupError{LookupError::Kind::unavailable,
                    "the directory's name could not be resolved in time, or its answer did not come"});
  for (const auto& note : state_->notes)
    log_warning(note);
  return std::move(state_->found);
}

bool ContactSearch::left_behind() noexcept { return thread_left_behind; }

}  // namespace wavix::verifier
