// SPDX-License-Identifier: BSD-3-Clause

// What the module makes of an item that libpam does not tell: nothing that lets somebody in.
#include <dlfcn.h>

#include "check.hpp"
#include "host.hpp"

namespace {

int untold = 0;  // the item

}  // namespace

// The module finds this one before libpam's.
extern "C" __attribute__((visibility("default"))) int pam_get_item(const pam_handle_t* pamh, int item,
                                                                   const void** value) {
  if (item == untold) return PAM_BAD_ITEM;
  static const auto real = reinterpret_cast<decltype(&pam_get_item)>(::dlsym(RTLD_NEXT, "pam_get_item"));
  return real(pamh, item, value);
}

namespace {

using namespace wavix::test;

/// The item is untold for as long as this lives.
struct Untold {
  explicit Untold(int item) { untold = item; }
  ~Untold() { untold = 0; }
  Untold(const Untold&) = delete;
  Untold& operator=(const Untold&) = delete;
  Untold(Untold&&) = delete;
  Untold& operator=(Untold&&) = delete;
};

void a_service_that_is_not_told_may_be_a_named_one() {
  forget_log();
  Host host({"play=accept,verdict:verified services=sshd", "auth required pam_permit.so\n"});
  const Untold service(PAM_SERVICE);
  CHECK_EQ(host.authenticate(), PAM_SYSTEM_ERR);
  CHECK_EQ(logged_line(), "verdict=internal cause=\"libpam does not tell the service\"");
}

void no_answer_leaves_the_host_where_the_password_is_not_told() {
  Host host({"answers=DIR/answers play=accept,ask:1,verdict:verified"});
  host.replies = {text("hunter2-hunter2")};
  const Untold password(PAM_AUTHTOK);
  static_cast<void>(host.authenticate());
  CHECK_EQ(read_file(host.file("answers")), "withheld:\n");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a service that is not told may be a named one", a_service_that_is_not_told_may_be_a_named_one),
      TEST("no answer leaves the host where the password is not told",
           no_answer_leaves_the_host_where_the_password_is_not_told),
  };
  return cmocka_run_group_tests_name("module untold", tests, nullptr, nullptr);
}
