// SPDX-License-Identifier: BSD-3-Clause
#include "pamd/dispatch.hpp"

#include <security/pam_appl.h>

#include <random>

#include "etc.hpp"

// libpam leaks what it had read of a stack that it then refuses.
// NOLINTNEXTLINE(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): the sanitizer's interface
extern "C" __attribute__((visibility("default"))) const char* __lsan_default_suppressions();
// NOLINTNEXTLINE(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
const char* __lsan_default_suppressions() { return "leak:libpam.so"; }

namespace {

using namespace wavix;
using namespace wavix::test;

/// What this machine's libpam makes of it. Its pam_debug.so returns what its argument says.
int by_libpam(const Etc& etc) {
  const pam_conv mute = {[](int, const pam_message**, pam_response**, void*) { return PAM_CONV_ERR; },
                         nullptr};
  pam_handle_t* handle = nullptr;
  const auto folder = (etc.path() / "etc/pam.d").string();
  int result = ::pam_start_confdir("try", "nobody", &mute, folder.c_str(), &handle);
  if (result != PAM_SUCCESS) return result;
  result = ::pam_authenticate(handle, PAM_SILENT);
  static_cast<void>(::pam_end(handle, result));
  return result;
}

/// Under no root: what is included is named by its path, as Debian's libpam looks for other names in the
/// machine's own /etc/pam.d.
pamd::Tree tree_of(const Etc& etc) {
  pamd::Tree tree;
  for (const std::string name : {"try", "other"}) {
    const auto file = pamd::read_file(etc.tree(), name);
    if (file) tree.instead["/etc/pam.d/" + name] = file->text;
  }
  return tree;
}

int by_us(const Etc& etc) {
  return pamd::dispatch(pamd::auth_stack(tree_of(etc), "try"), [](const pamd::Entry& entry) -> int {
    if (entry.module == "pam_permit.so") return PAM_SUCCESS;
    if (entry.module == "pam_deny.so") return PAM_AUTH_ERR;
    for (const auto& argument : entry.arguments)
      for (int result = 0; result < pamd::results; ++result)
        if (argument == "auth=" + std::string(pamd::name_of(result))) return result;
    return PAM_SUCCESS;
  });
}

/// Stacks of chance, always the same ones: all controls and results, jumps too far, substacks in substacks.
class Chance {
public:
  explicit Chance(const Etc& etc) : etc_(etc) {}

  void write_stack() {
    files_ = 0;
    etc_.write("try", lines(0));
  }

private:
  template <std::size_t Count>
  std::string one_of(const std::array<const char*, Count>& words) {
    return words.at(below(static_cast<unsigned>(Count)));
  }
  unsigned below(unsigned end) { return static_cast<unsigned>(random_() % end); }

  std::string lines(unsigned depth) {
    std::string text;
    for (auto count = 1 + below(5); count > 0; --count)
      text += line(depth);
    return text;
  }
  std::string line(unsigned depth) {
    if (depth < 3 && below(6) == 0) {
      const auto name = "part" + std::to_string(files_++);
      etc_.write(name, lines(depth + 1));
      const auto path = (etc_.path() / "etc/pam.d" / name).string();
      return one_of(std::array{"auth include ", "auth substack ", "auth substack "}) + path + "\n";
    }
    return "auth " + control() + " pam_debug.so auth=" + one_of(results_) + "\n";
  }
  std::string control() {
    if (below(2) == 0)
      return one_of(std::array{"required", "requisite", "sufficient", "optional", "requird"});
    std::string text = "[";
    for (auto count = below(4); count > 0; --count)
      text += one_of(results_) + "=" + one_of(actions_) + " ";
    return text + "default=" + one_of(actions_) + "]";
  }

  static constexpr std::array results_ = {"success", "success",      "success", "auth_err",
                                          "ignore",  "user_unknown", "abort"};
  static constexpr std::array actions_ = {"ok", "done", "bad", "die", "ignore", "reset", "1", "2", "3"};
  const Etc& etc_;
  unsigned files_ = 0;
  // The same each time. NOLINTNEXTLINE(bugprone-random-generator-seed,cert-msc32-c,cert-msc51-cpp)
  std::minstd_rand random_{20261122};
};

void stacks_of_chance_end_as_libpam_ends_them() {
  constexpr int stacks = 500;
  const Etc etc;
  Chance chance(etc);
  int passed = 0;
  for (int i = 0; i < stacks; ++i) {
    chance.write_stack();
    const int ours = by_us(etc);
    if (ours == PAM_SUCCESS) ++passed;
    CHECK_EQ(ours, by_libpam(etc));
  }
  CHECK(passed > stacks / 10 && passed < stacks - stacks / 10);  // else they try little
}

void odd_lines_end_as_libpam_ends_them() {
  for (const auto* text :
       {"auth required pam_permit.so\nauth\n", "auth required pam_permit.so\nauth required\n",
        "auth required pam_permit.so\nacount required pam_deny.so\n", "AUTH REQUIRED pam_permit.so",
        "auth required \\\n\n# c\n pam_permit.so\n", "auth required pam_permit.so\nauth requi \\\n",
        "auth required pam_permit.so # \\\nauth required pam_deny.so\n",
        "auth required pam_permit.so \\ \nauth required pam_deny.so\n",
        "auth [ success = ok default=bad] pam_permit.so", "auth [success=ok]pam_permit.so\n",
        "auth [required] [pam_permit.so]\n", "auth required\fpam_permit.so",
        "auth [default=5] pam_permit.so\nauth required pam_permit.so\n",
        "auth include /nowhere\nauth required pam_permit.so\n", "auth optional pam_debug.so auth=ignore\n",
        "-auth required pam_permit.so\n", "auth required pam_permit.so\nauth [success=ok #] pam_deny.so\n"}) {
    const Etc etc;
    etc.write("try", text);
    etc.write("other", "auth required pam_deny.so\n");
    if (by_us(etc) != by_libpam(etc)) failed(__FILE__, __LINE__, text);
  }
}

void a_service_without_auth_lines_has_those_of_other() {
  const Etc etc;
  etc.write("other", "auth required pam_debug.so auth=user_unknown\n");
  CHECK_EQ(by_us(etc), PAM_USER_UNKNOWN);
  etc.write("try", "account required pam_permit.so\n");
  CHECK_EQ(by_us(etc), PAM_USER_UNKNOWN);
  CHECK_EQ(by_libpam(etc), PAM_USER_UNKNOWN);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("stacks of chance end as libpam ends them", stacks_of_chance_end_as_libpam_ends_them),
      TEST("odd lines end as libpam ends them", odd_lines_end_as_libpam_ends_them),
      TEST("a service without auth lines has those of other",
           a_service_without_auth_lines_has_those_of_other),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
