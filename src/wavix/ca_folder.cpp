// SPDX-License-Identifier: BSD-3-Clause
#include "wavix/ca_folder.hpp"

#include <curl/curl.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <tuple>

#include "base/file.hpp"

namespace wavix::api {
namespace {

using Entry = std::filesystem::directory_entry;

/// "3513523f.0"; behind the point is which of those with one hash it is.
bool is_hashed(const Entry& entry) {
  const auto name = entry.path().filename().string();
  constexpr std::size_t digits = 8;
  return name.find_first_not_of("0123456789abcdef") == digits && name[digits] == '.' &&
         name.size() > digits + 1 && name.find_first_not_of("0123456789", digits + 1) == std::string::npos;
}

/// 0, too, where the folder cannot be read.
std::size_t count_in_folder(const std::string& folder) {
  std::error_code error;
  const std::filesystem::directory_iterator entries(folder, error);
  return error ? 0 : static_cast<std::size_t>(std::count_if(begin(entries), end(entries), is_hashed));
}

std::size_t count_in_bundle(const std::string& bundle) {
  constexpr std::string_view beginning = "-----BEGIN ";
  constexpr std::size_t most = 8000000;  // bytes
  const auto text = read_file(bundle, most);
  std::size_t count = 0;
  for (std::size_t at = 0; text && (at = text->find(beginning, at)) != std::string::npos;
       at += beginning.size())
    ++count;
  return count;
}

auto changed(const struct stat& file) { return std::tuple(file.st_mtim.tv_sec, file.st_mtim.tv_nsec); }

}  // namespace

bool stands_for(const std::string& folder, const std::string& bundle) {
  struct stat of_folder {};
  struct stat of_bundle {};
  if (::stat(folder.c_str(), &of_folder) != 0 || ::stat(bundle.c_str(), &of_bundle) != 0) return false;
  if (changed(of_bundle) > changed(of_folder)) return false;
  const auto count = count_in_folder(folder);
  return count != 0 && count == count_in_bundle(bundle);
}

const std::string& system_ca_folder() {
  static const auto found = []() -> std::string {
    const auto* const libcurl = curl_version_info(CURLVERSION_NOW);
    if (libcurl->capath == nullptr || libcurl->cainfo == nullptr) return {};
    return stands_for(libcurl->capath, libcurl->cainfo) ? libcurl->capath : "";
  }();
  return found;
}

}  // namespace wavix::api
