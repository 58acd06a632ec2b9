// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/examination.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "doctor/configuration.hpp"
#include "doctor/confinement.hpp"
#include "doctor/contacts.hpp"
#include "doctor/pam.hpp"
#include "doctor/sshd.hpp"
#include "doctor/store.hpp"
#include "doctor/wavix.hpp"

namespace wavix::doctor {
namespace {

class Examination {
public:
  explicit Examination(const Order& order) : order_(order), configuration_(read_configuration(order.conf)) {}

  void configuration() {
    at("configuration");
    add(examine_configuration(configuration_, "/etc/pam.d"));
  }

  /// What needs a configuration that is right.
  void what_it_names() {
    if (!configuration_.loaded) {
      for (const auto* const subject : {"API key", "network", "contacts", "store"})
        findings_.push_back(skipped(subject, "not looked at: the configuration is wrong"));
      return;
    }
    const auto& config = configuration_.loaded->config;
    at("API key and network");
    add(examine_wavix(config));
    at("contacts");
    add(examine_contacts(config, order_.looked_up));
    at("store");
    add(examine_store(config));
  }

  void sshd(const pamd::Stack& stack) {
    at("sshd");
    const auto loaded = settings_of(stack, configuration_.path);
    const auto& config = loaded ? loaded->config : config::Config{};
    add(examine_sshd(
        {.login_timeout = config.code.login_timeout, .pam_has_factor = has_first_factor(stack)}));
  }

  void services() {
    at("pam");
    const auto tree = pamd::Tree::of_this_machine();
    const auto service = sshd_service();
    if (service.empty()) {
      findings_.push_back(skipped("sshd", "not installed"));
    } else if (const auto stack = pamd::auth_stack(tree, service); has_module(stack)) {
      sshd(stack);
    } else {
      findings_.push_back(
          skipped("sshd", fmt::format("{}; not judged: /etc/pam.d/{} does not have the module",
                                      sshd_version(), service)));
    }
    at("pam");
    add(examine_pam(tree, configuration_));
  }

  void confinement() {
    at("confinement");
    add(examine_confinement());
  }

  Findings done() { return std::move(findings_); }

private:
  void at(std::string_view what) const {
    if (order_.at) order_.at(what);
  }
  void add(Findings more) { append(findings_, std::move(more)); }

  const Order& order_;
  Configuration configuration_;
  Findings findings_;
};

bool blocks(const Finding& finding) {
  return finding.severity == Severity::fail &&
         (finding.effect == Effect::keeps_out || finding.effect == Effect::lets_in);
}

}  // namespace

Findings examine(const Order& order) {
  Examination examination(order);
  examination.configuration();
  examination.what_it_names();
  examination.services();
  examination.confinement();
  return examination.done();
}

Findings blockers(const Order& order, const pamd::Stack& stack) {
  Examination examination(order);
  examination.configuration();
  examination.what_it_names();
  if (stack.service == sshd_service()) examination.sshd(stack);
  auto found = examination.done();
  found.erase(
      std::remove_if(found.begin(), found.end(), [](const auto& finding) { return !blocks(finding); }),
      found.end());
  return found;
}

}  // namespace wavix::doctor
