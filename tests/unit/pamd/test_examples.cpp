// SPDX-License-Identifier: BSD-3-Clause
// The ready lines of conf/pam.d, put where they say they belong.
#include <sstream>

#include "etc.hpp"

namespace {

using namespace wavix::test;

std::string example(const std::string& name) {
  std::ifstream file(EXAMPLES "/" + name);
  std::stringstream text;
  text << file.rdbuf();
  CHECK(!text.str().empty());
  return text.str();
}

void debian_s_are_healthy() {
  const std::string rest = "\naccount required pam_nologin.so\n@include common-account\n";
  CHECK_EQ(found(example("debian/sshd") + rest), "");
  CHECK_EQ(found(example("debian/sshd-key") + rest), "");
  CHECK_EQ(found("session required pam_limits.so\n" + example("debian/sudo"), "sudo"), "");
  CHECK_EQ(found("auth sufficient pam_rootok.so\n" + example("debian/su"), "su"), "");
}
void fedora_s_are_healthy() {
  for (const std::string service : {"sshd", "su", "sudo"})
    CHECK_EQ(found(example("fedora/" + service), service), "");
  CHECK_EQ(found(example("fedora/sshd-key")), "");
}
void fedora_s_with_sssd_are_healthy() {
  auto text = example("fedora/sshd");
  const auto unix_line = text.find("auth       requisite    pam_unix.so");
  CHECK(unix_line != std::string::npos);
  text.insert(unix_line, "#");
  for (auto at = text.find("\n#auth"); at != std::string::npos; at = text.find("\n#auth", at + 1))
    if (text.compare(at, 33, "\n#auth       requisite    pam_unix") != 0) text.erase(at + 1, 1);
  CHECK(text.find("\nauth       [success=2 default=ignore]  pam_unix.so") != std::string::npos);
  CHECK_EQ(found(text), "");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("Debian's are healthy", debian_s_are_healthy),
      TEST("Fedora's are healthy", fedora_s_are_healthy),
      TEST("Fedora's with sssd are healthy", fedora_s_with_sssd_are_healthy),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
