// SPDX-License-Identifier: BSD-3-Clause
#include <fcntl.h>
#include <sys/stat.h>

#include <string>
#include <vector>

#include "../folder.hpp"
#include "wavix/ca_folder.hpp"

namespace {

using wavix::api::stands_for;
using wavix::test::Folder;

/// A folder with files of these names, and outside of it a bundle of one certificate; each changed then, in
/// seconds since 1970.
struct Authorities {
  Authorities(const std::vector<std::string>& names, time_t folder_changed, time_t bundle_changed) {
    for (const auto& name : names)
      std::ofstream(folder.path() / name) << "a certificate";
    std::ofstream(bundle_path) << "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";
    change(bundle_path, bundle_changed);
    change(folder.path(), folder_changed);
  }
  static void change(const std::string& path, time_t when) {
    const timespec times[] = {{when, 0}, {when, 0}};
    CHECK(::utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
  }
  [[nodiscard]] bool folder_stands_for_bundle() const { return stands_for(folder.path(), bundle_path); }

  Folder folder, elsewhere;
  std::string bundle_path = elsewhere.file("certificates");
};

void a_hashed_folder_stands_for_the_bundle() {
  CHECK(Authorities({"3513523f.0"}, 1000, 1000).folder_stands_for_bundle());
  CHECK(Authorities({"3513523f.0"}, 1001, 1000).folder_stands_for_bundle());
}

void the_names_of_hashes_are_those_of_certificates() {
  CHECK(Authorities({"3513523f.0", "ca.pem", "README"}, 1000, 1000).folder_stands_for_bundle());
  CHECK(Authorities({"3513523f.12"}, 1000, 1000).folder_stands_for_bundle());
}

void a_folder_without_hashes_does_not() {
  for (const auto* name : {"ca.pem", "3513523f", "3513523f.0.pem", "3513523.0", "351352zf.0", "03513523f.0",
                           "3513523f.", "3513523f.r0", "3513523f.0a"})
    CHECK(!Authorities({name}, 1000, 1000).folder_stands_for_bundle());
}

void a_bundle_that_was_changed_by_hand_counts_itself() {
  CHECK(!Authorities({"3513523f.0"}, 1000, 1001).folder_stands_for_bundle());
}

void one_more_or_less_in_one_of_the_two_is_what_somebody_did_by_hand() {
  CHECK(!Authorities({"3513523f.0", "4042bcee.0"}, 1000, 1000).folder_stands_for_bundle());
  Authorities two_in_the_bundle({"3513523f.0"}, 1000, 1000);
  std::ofstream(two_in_the_bundle.bundle_path, std::ios::app) << "-----BEGIN CERTIFICATE-----\n";
  Authorities::change(two_in_the_bundle.bundle_path, 1000);
  CHECK(!two_in_the_bundle.folder_stands_for_bundle());
}

void what_is_not_there_stands_for_nothing() {
  const Folder folder;
  CHECK(!stands_for(folder.path() / "none", folder.file("certificates")));
  CHECK(!stands_for(folder.path(), folder.path() / "none"));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a hashed folder stands for the bundle", a_hashed_folder_stands_for_the_bundle),
      TEST("the names of hashes are those of certificates", the_names_of_hashes_are_those_of_certificates),
      TEST("a folder without hashes does not", a_folder_without_hashes_does_not),
      TEST("a bundle that was changed by hand counts itself",
           a_bundle_that_was_changed_by_hand_counts_itself),
      TEST("one more or less in one of the two is what somebody did by hand",
           one_more_or_less_in_one_of_the_two_is_what_somebody_did_by_hand),
      TEST("what is not there stands for nothing", what_is_not_there_stands_for_nothing),
  };
  return cmocka_run_group_tests_name("ca_folder", tests, nullptr, nullptr);
}
