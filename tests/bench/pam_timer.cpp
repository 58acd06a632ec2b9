// SPDX-License-Identifier: BSD-3-Clause

// What a PAM module costs the program that loads it; one measurement a process, its result one line of JSON.
//
//   pam_timer load MODULE [LIBRARY…]
//       Loads the module as libpam does, into a host that has these libraries.
//   pam_timer login FOLDER SERVICE USER
//       Authenticates by the service's file in the folder. Says "ready" and waits for a line; says "prompt"
//       where the user is asked, and takes a line as the answer.
#include <dlfcn.h>
#include <fcntl.h>
#include <security/pam_appl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <span>
#include <string>
#include <string_view>

#include "../module/private_dirty.hpp"

namespace {

using wavix::test::private_dirty_kib;

/// The kernel's, so that what others saw (tests/bench/relay.py) can be put beside it.
double now_ms() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

int complain(const char* what, const char* why) {
  static_cast<void>(std::fprintf(stderr, "pam_timer: %s: %s\n", what, why));
  return 1;
}

int load(const char* module, std::span<char*> libraries) {
  for (const char* library : libraries)
    if (::dlopen(library, RTLD_NOW | RTLD_GLOBAL) == nullptr) return complain(library, ::dlerror());
  static_cast<void>(private_dirty_kib());
  const auto before = private_dirty_kib();
  const auto begun = now_ms();
  if (::dlopen(module, RTLD_NOW) == nullptr) return complain(module, ::dlerror());  // pam_handlers.c's words
  const auto took = now_ms() - begun;
  std::printf("{\"load_ms\": %.4f, \"private_kib\": %ld}\n", took, private_dirty_kib() - before);
  return 0;
}

double cpu_ms(const rusage& usage) {
  const auto ms = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
  };
  return ms(usage.ru_utime) + ms(usage.ru_stime);
}

double own_cpu_ms() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return cpu_ms(usage);
}

void say(const char* word) {
  std::puts(word);
  static_cast<void>(std::fflush(stdout));
}

std::string line() {
  char text[512];
  if (std::fgets(text, sizeof text, stdin) == nullptr) return {};
  return {text, std::strcspn(text, "\n")};
}

struct Times {
  double begun = 0, prompted = 0, answered = 0, ended = 0;
};

/// Answers what is asked; each message that is only told it passes over.
int converse(int count, const pam_message** messages, pam_response** responses, void* data) {
  auto& times = *static_cast<Times*>(data);
  auto* const replies =
      static_cast<pam_response*>(std::calloc(static_cast<std::size_t>(count), sizeof(pam_response)));
  if (replies == nullptr) return PAM_BUF_ERR;
  for (int i = 0; i < count; ++i) {
    const int style = messages[i]->msg_style;
    if (style != PAM_PROMPT_ECHO_ON && style != PAM_PROMPT_ECHO_OFF) continue;
    times.prompted = now_ms();
    say("prompt");
    replies[i].resp = ::strdup(line().c_str());
    times.answered = now_ms();
  }
  *responses = replies;
  return PAM_SUCCESS;
}

/// Of all that the module started: what it did not wait for is left to us, as to init.
double childrens_cpu_ms() {
  double sum = 0;
  rusage usage{};
  while (::wait4(-1, nullptr, 0, &usage) > 0)
    sum += cpu_ms(usage);
  return sum;
}

int login(const char* folder, const char* service, const char* user) {
  static_cast<void>(::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0));
  Times times;
  say("ready");
  static_cast<void>(line());
  const auto cpu = own_cpu_ms();
  const pam_conv conversation{converse, &times};
  pam_handle_t* handle = nullptr;
  if (::pam_start_confdir(service, user, &conversation, folder, &handle) != PAM_SUCCESS)
    return complain(service, "pam_start_confdir failed");
  static_cast<void>(::pam_set_item(handle, PAM_RHOST, "203.0.113.9"));
  times.begun = now_ms();
  const int code = ::pam_authenticate(handle, 0);
  times.ended = now_ms();
  static_cast<void>(::pam_end(handle, code));
  const auto host = own_cpu_ms() - cpu;
  std::printf("{\"code\": %d, \"begun\": %.4f, \"prompted\": %.4f, \"answered\": %.4f, \"ended\": %.4f, "
              "\"host_cpu_ms\": %.3f, \"children_cpu_ms\": %.3f}\n",
              code, times.begun, times.prompted, times.answered, times.ended, host, childrens_cpu_ms());
  return 0;
}

}  // namespace

int main(int count, char** words) {
  const std::span arguments(words, static_cast<std::size_t>(count));
  const std::string_view what = count > 1 ? arguments[1] : "";
  if (what == "load" && count > 2) return load(arguments[2], arguments.subspan(3));
  if (what == "login" && count == 5) return login(arguments[2], arguments[3], arguments[4]);
  return complain("usage", "load MODULE [LIBRARY…] | login FOLDER SERVICE USER");
}
