// SPDX-License-Identifier: BSD-3-Clause
#include "pamd/stack.hpp"

#include "etc.hpp"

namespace {

using namespace wavix;
using namespace wavix::test;

/// "file:line module", and a > for each level.
std::string told(const pamd::Stack& stack) {
  std::string text;
  for (const auto& entry : stack.entries)
    text += (text.empty() ? "" : ", ") + std::string(entry.level, '>') + entry.place.file.substr(11) + ":" +
            std::to_string(entry.place.line) + " " +
            (entry.kind == pamd::Entry::Kind::substack ? "{" : entry.module);
  return text + (stack.aborts ? " aborts" : "");
}
std::string stack_of(const Etc& etc, const char* service = "sshd") {
  return told(pamd::auth_stack(etc.tree(), service));
}

void each_line_knows_where_it_came_from() {
  const Etc etc;
  etc.write("common-auth", debian_common_auth);
  etc.write("sshd", "# sshd\n\n@include common-auth\naccount required pam_nologin.so\nauth required "
                    "pam_wavix2fa.so debug\n");
  CHECK_EQ(stack_of(etc),
           "common-auth:2 pam_unix.so, common-auth:3 pam_deny.so, common-auth:4 pam_permit.so, "
           "common-auth:5 pam_cap.so, sshd:5 pam_wavix2fa.so");
  const auto stack = pamd::auth_stack(etc.tree(), "sshd");
  CHECK_EQ(stack.entries.front().through.front().line, 3U);
  CHECK_EQ(stack.entries.back().arguments.at(0), "debug");
}
void substacks_are_a_level_deeper_and_includes_are_not() {
  const Etc etc;
  etc.write("a", "auth required pam_a.so\naccount required pam_no.so\n");
  etc.write("b", "-auth substack a\nauth include a\n");
  etc.write("sshd", "auth substack b\nauth required pam_end.so\n");
  CHECK_EQ(stack_of(etc), "sshd:1 {, >b:1 {, >>a:1 pam_a.so, >a:1 pam_a.so, sshd:2 pam_end.so");
}
void the_vendor_s_folders_come_after_etc() {
  const Etc etc;
  etc.write_at("usr/lib/pam.d/sshd", "auth required pam_lib.so\n");
  etc.write_at("usr/etc/pam.d/su", "auth required pam_usr.so\n");
  CHECK_EQ(pamd::auth_stack(etc.tree(), "sshd").file, "/usr/lib/pam.d/sshd");
  CHECK_EQ(pamd::auth_stack(etc.tree(), "su").entries.at(0).module, "pam_usr.so");
  etc.write("sshd", "auth required pam_etc.so\n");
  CHECK_EQ(stack_of(etc), "sshd:1 pam_etc.so");
}
void an_include_in_a_circle_fails_and_ends() {
  const Etc etc;
  etc.write("sshd", "auth include sshd\n");
  const auto stack = pamd::auth_stack(etc.tree(), "sshd");
  CHECK_EQ(stack.entries.size(), 1U);
  CHECK(stack.entries.front().kind == pamd::Entry::Kind::must_fail);
  CHECK(stack.faults.front().kind == pamd::Fault::Kind::loop);
}
void authselect_s_links_are_followed_within_the_root() {
  const Etc etc;
  etc.write_at("etc/authselect/system-auth", "auth required pam_unix.so\n");
  std::filesystem::create_symlink("/etc/authselect/system-auth", etc.path() / "etc/pam.d/system-auth");
  etc.write("sshd", "auth include system-auth\n");
  CHECK_EQ(stack_of(etc), "system-auth:1 pam_unix.so");
}
void a_file_that_others_can_change_is_not_believed() {
  const Etc etc;
  etc.write("sshd", "auth required pam_unix.so\n");
  CHECK(::chmod((etc.path() / "etc/pam.d/sshd").c_str(), 0666) == 0);
  const auto stack = pamd::auth_stack(etc.tree(), "sshd");
  CHECK(stack.aborts);
  CHECK(stack.faults.front().reason.find("chmod go-w") != std::string::npos);
}
void a_change_can_be_looked_at_before_it_is_made() {
  const Etc etc;
  etc.write("sshd", "auth required pam_unix.so\n");
  auto tree = etc.tree();
  tree.instead["/etc/pam.d/sshd"] = "auth required pam_new.so\n";
  CHECK_EQ(told(pamd::auth_stack(tree, "sshd")), "sshd:1 pam_new.so");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("each line knows where it came from", each_line_knows_where_it_came_from),
      TEST("substacks are a level deeper, and includes are not",
           substacks_are_a_level_deeper_and_includes_are_not),
      TEST("the vendor's folders come after /etc", the_vendor_s_folders_come_after_etc),
      TEST("an include in a circle fails, and ends", an_include_in_a_circle_fails_and_ends),
      TEST("authselect's links are followed, within the root",
           authselect_s_links_are_followed_within_the_root),
      TEST("a file that others can change is not believed", a_file_that_others_can_change_is_not_believed),
      TEST("a change can be looked at before it is made", a_change_can_be_looked_at_before_it_is_made),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
