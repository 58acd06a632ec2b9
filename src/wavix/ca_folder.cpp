// SPDX-License-Identifier: BSD-3-Clause
#include "wavix/ca_folder.hpp"

#include <curl/curl.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <tuple>

namespace wavix::api {
namespace {

using Entry = std::filesystem::directory_entry;

/// "3513523f.0"
bool is_hashed(const Entry& entry) {
  const auto name = entry.path().filename().string();
  constexpr std::size_t digits = 8;
  return name.size() == digits + 2 && name.ends_with(".0") &&
         name.find_first_not_of("0123456789abcdef") == digits;
}

auto changed(const struct stat& file) { return std::tuple(file.st_mtim.tv_sec, file.st_mtim.tv_nsec); }

}  // namespace

bool stands_for(const std::string& folder, const std::string& bundle) {
  struct stat of_folder {};
  struct stat of_bundle {};
  if (::stat(folder.c_str(), &of_folder) != 0 || ::stat(bundle.c_str(), &of_bundle) != 0) return false;
  if (changed(of_bundle) > changed(of_folder)) return false;
  std::error_code error;
  const std::filesystem::directory_iterator entries(folder, error);
  return !error && std::any_of(begin(entries), end(entries), is_hashed);
}

std::string system_ca_folder() {
  const auto* const libcurl = curl_version_info(CURLVERSION_NOW);
  if (libcurl->capath == nullptr || libcurl->cainfo == nullptr) return {};
  return stands_for(libcurl->capath, libcurl->cainfo) ? libcurl->capath : "";
}

}  // namespace wavix::api
