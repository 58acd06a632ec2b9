// SPDX-License-Identifier: BSD-3-Clause
#include "host.hpp"

#include <fcntl.h>
#include <poll.h>
#include <security/pam_ext.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "check.hpp"

namespace {

std::mutex log_mutex;
std::vector<std::string> log_lines;

}  // namespace

// The module's undefined symbol finds this one before libpam's.
extern "C" __attribute__((visibility("default"))) void pam_syslog(const pam_handle_t*, int,
                                                                  const char* format, ...) {
  char line[2048];
  va_list arguments;
  va_start(arguments, format);
  static_cast<void>(std::vsnprintf(line, sizeof line, format, arguments));
  va_end(arguments);
  const std::scoped_lock lock(log_mutex);
  // libpam has things to say of its own.
  if (std::string_view(line).starts_with("verdict=")) log_lines.emplace_back(line);
}

namespace wavix::test {
namespace {

void write_file(const std::string& path, const std::string& content) {
  std::ofstream(path) << content;
  CHECK_EQ(read_file(path), content);
}

std::string replaced(std::string text, std::string_view what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

}  // namespace

TempDir::TempDir() {
  std::string pattern = "/tmp/wavix2fa-module-XXXXXX";
  CHECK(::mkdtemp(pattern.data()) != nullptr);
  path_ = pattern;
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Reply text(std::string_view text) { return {PAM_SUCCESS, true, std::string(text)}; }
Reply nothing() { return {PAM_SUCCESS, false, {}}; }
Reply failure(int pam_code) { return {pam_code, false, {}}; }

Host::Host(const Login& login) {
  const auto verifier = login.verifier.empty() ? "" : " verifier=" + login.verifier;
  add_service(login.service,
              login.before + "auth required " MODULE + verifier + " " + login.arguments + "\n");
  const pam_conv conversation{converse, this};
  CHECK_EQ(pam_start_confdir(login.service.c_str(), login.user, &conversation, dir_.path().c_str(), &handle_),
           PAM_SUCCESS);
}

Host::~Host() { static_cast<void>(pam_end(handle_, PAM_SUCCESS)); }

void Host::add_service(const std::string& name, const std::string& lines) const {
  write_file(dir_.file(name), replaced(lines, "DIR", dir_.path()));
}

int Host::show(const pam_message& message, pam_response& response) {
  shown.push_back({message.msg_style, message.msg});
  if (message.msg_style != PAM_PROMPT_ECHO_ON && message.msg_style != PAM_PROMPT_ECHO_OFF) return PAM_SUCCESS;
  if (on_prompt) on_prompt();
  auto reply = text("123456");
  if (!replies.empty()) {
    reply = replies.front();
    replies.pop_front();
  }
  if (reply.has_text) response.resp = ::strdup(reply.text.c_str());
  return reply.code;
}

int Host::converse(int count, const pam_message** messages, pam_response** responses, void* self) {
  CHECK_EQ(count, 1);
  auto* response = static_cast<pam_response*>(std::calloc(1, sizeof(pam_response)));
  const int code = static_cast<Host*>(self)->show(**messages, *response);
  if (code == PAM_SUCCESS)
    *responses = response;
  else
    std::free(response);
  return code;
}

std::vector<std::string> logged() {
  const std::scoped_lock lock(log_mutex);
  return log_lines;
}

void forget_log() {
  const std::scoped_lock lock(log_mutex);
  log_lines.clear();
}

std::string logged_line() {
  const auto lines = logged();
  CHECK_EQ(lines.size(), 1U);
  return lines.front();
}

std::string read_file(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::size_t count_lines(const std::string& path) {
  const auto content = read_file(path);
  return static_cast<std::size_t>(std::count(content.begin(), content.end(), '\n'));
}

std::string value_of(const std::string& text, std::string_view name) {
  std::istringstream lines(text);
  const auto key = std::string(name) + ":";
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(key)) continue;
    const auto first = line.find_first_not_of(" \t", key.size());
    if (first == std::string::npos) return {};
    return line.substr(first, line.find_last_not_of(" \t") + 1 - first);
  }
  failed(__FILE__, __LINE__, "there is no " + key);
}

void in_child(const std::function<void()>& body) {
  const pid_t child = ::fork();
  CHECK(child >= 0);
  if (child == 0) {
    int status = 1;
    try {
      body();
      status = 0;
    } catch (const std::exception& error) {
      static_cast<void>(std::fprintf(stderr, "# in the child: %s\n", error.what()));
    }
    ::_exit(status);
  }
  int status = -1;
  CHECK_EQ(::waitpid(child, &status, 0), child);
  CHECK_EQ(status, 0);
}

bool lacks_root() {
  if (::geteuid() == 0) return false;
  print_message("# not tried: needs root\n");
  return true;
}

Mailbox::Mailbox(const std::string& path)
    : fd_(::mkfifo(path.c_str(), 0600) == 0 ? ::open(path.c_str(), O_RDWR | O_CLOEXEC) : -1) {
  CHECK(fd_ >= 0);
}

Mailbox::~Mailbox() { static_cast<void>(::close(fd_)); }

void Mailbox::await(const std::string& word) {
  using std::chrono::steady_clock;
  const auto deadline = steady_clock::now() + std::chrono::seconds(10);
  while (got_.find(word + "\n") == std::string::npos) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - steady_clock::now()).count();
    pollfd entry{fd_, POLLIN, 0};
    if (left <= 0 || ::poll(&entry, 1, static_cast<int>(left)) <= 0)
      failed(__FILE__, __LINE__, "nobody said «" + word + "», but «" + got_ + "»");
    char buffer[256];
    const auto size = ::read(fd_, buffer, sizeof buffer);
    CHECK(size > 0);
    got_.append(buffer, static_cast<std::size_t>(size));
  }
}

}  // namespace wavix::test
