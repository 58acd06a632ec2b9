// SPDX-License-Identifier: BSD-3-Clause

// A directory that answers some questions and not others, for the tests: an NSS service (nss(5)) with these
// groups. Accounts it has none. What is named "unreachable" (gid 3099) or "gone" cannot be looked up, be it
// an account or a group: the one as behind a daemon that refuses, the other as behind one whose socket is not
// there.
//
//   silent  3001            lists nobody, but root is in it, as sssd has it with ignore_group_members
//   listed  3002  root      which is left out of root's groups
//   large   3003  u00000…   twenty thousand members
//   4242    3004  root      a name of digits; 4242 is no gid
//   others  3005  alice
#include <grp.h>
#include <nss.h>
#include <pwd.h>

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

// NOLINTBEGIN(bugprone-reserved-identifier): the interface's names
extern "C" {
#define EXPORTED __attribute__((visibility("default"))) nss_status
EXPORTED _nss_failing_getpwnam_r(const char* name, passwd*, char*, std::size_t, int* error);
EXPORTED _nss_failing_getgrnam_r(const char* name, group*, char*, std::size_t, int* error);
EXPORTED _nss_failing_getgrgid_r(gid_t gid, group*, char*, std::size_t, int* error);
EXPORTED _nss_failing_initgroups_dyn(const char* user, gid_t, long* count, long* size, gid_t** gids,
                                     long most, int* error);
#undef EXPORTED
}

namespace {

struct Known {
  std::string name;
  gid_t gid;
  std::vector<std::string> members;
};

std::vector<Known> known_groups() {
  std::vector<std::string> many;
  many.reserve(20000);
  for (int i = 0; i < 20000; ++i)
    many.push_back("u" + std::to_string(100000 + i));
  return {{"silent", 3001, {}},
          {"listed", 3002, {"root"}},
          {"large", 3003, many},
          {"4242", 3004, {"root"}},
          {"others", 3005, {"alice"}}};
}

nss_status failed(int why, int* error) {
  *error = why;
  return NSS_STATUS_UNAVAIL;
}

nss_status failed_or_not_found(std::string_view name, int* error) {
  if (name == "unreachable") return failed(ECONNREFUSED, error);
  if (name == "gone") return failed(ENOENT, error);
  return NSS_STATUS_NOTFOUND;
}

nss_status fill(const Known& known, group* entry, char* buffer, std::size_t size, int* error) {
  const auto pointers = (known.members.size() + 1) * sizeof(char*);
  auto needed = pointers + alignof(char*) + known.name.size() + 1;
  for (const auto& member : known.members)
    needed += member.size() + 1;
  if (needed > size) {
    *error = ERANGE;
    return NSS_STATUS_TRYAGAIN;
  }
  void* place = buffer;
  auto** list = static_cast<char**>(std::align(alignof(char*), pointers, place, size));
  char* text = static_cast<char*>(place) + pointers;
  const auto put = [&](const std::string& word) {
    char* const start = text;
    std::memcpy(start, word.c_str(), word.size() + 1);
    text += word.size() + 1;
    return start;
  };
  *entry = {put(known.name), nullptr, known.gid, list};
  entry->gr_passwd = entry->gr_name + known.name.size();
  for (const auto& member : known.members)
    *list++ = put(member);
  *list = nullptr;
  return NSS_STATUS_SUCCESS;
}

}  // namespace

nss_status _nss_failing_getpwnam_r(const char* name, passwd*, char*, std::size_t, int* error) {
  return failed_or_not_found(name, error);
}

nss_status _nss_failing_getgrnam_r(const char* name, group* entry, char* buffer, std::size_t size,
                                   int* error) {
  for (const auto& known : known_groups())
    if (known.name == name) return fill(known, entry, buffer, size, error);
  return failed_or_not_found(name, error);
}

nss_status _nss_failing_getgrgid_r(gid_t gid, group* entry, char* buffer, std::size_t size, int* error) {
  for (const auto& known : known_groups())
    if (known.gid == gid) return fill(known, entry, buffer, size, error);
  return gid == 3099 ? failed(ECONNREFUSED, error) : NSS_STATUS_NOTFOUND;
}

nss_status _nss_failing_initgroups_dyn(const char* user, gid_t, long* count, long* size, gid_t** gids, long,
                                       int* error) {
  if (std::strcmp(user, "root") != 0) return NSS_STATUS_NOTFOUND;
  // 3006 has no entry. And more of them than a first guess has room for.
  std::vector<gid_t> all = {3001, 3006};
  for (gid_t gid = 5000; gid < 5200; ++gid)
    all.push_back(gid);
  const auto needed = *count + static_cast<long>(all.size());
  if (needed > *size) {
    auto* larger = static_cast<gid_t*>(std::realloc(*gids, static_cast<std::size_t>(needed) * sizeof(gid_t)));
    if (larger == nullptr) return failed(ENOMEM, error);
    *gids = larger;
    *size = needed;
  }
  for (const auto gid : all)
    (*gids)[(*count)++] = gid;
  return NSS_STATUS_SUCCESS;
}
// NOLINTEND(bugprone-reserved-identifier)
