// SPDX-License-Identifier: BSD-3-Clause

// The verifier whose parsers somebody has taken over: opens a store, gives up its privileges by the
// verifier's own confine(), and tries one thing. It prints "done", or the system's reason why not; some
// things it does not survive. Usage: confined STORE ATTEMPT
#include <fcntl.h>
#include <linux/io_uring.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>

#include "guard/lockout.hpp"
#include "guard/pending.hpp"
#include "guard/store.hpp"
#include "verifier/confine.hpp"
#include "verifier/log.hpp"
#include "verifier/process.hpp"

namespace {

using namespace std::chrono_literals;
using Attempt = bool (*)();

std::optional<wavix::guard::Store> store;
std::string folder;
int page = 0;  // some memory of our own

bool opens(const std::string& path, int flags) {
  const int fd = ::open(path.c_str(), flags | O_CLOEXEC, 0600);
  return fd >= 0;
}
bool makes_socket(int family, int type, int protocol = 0) { return ::socket(family, type, protocol) >= 0; }

bool executes() {
  std::array<char*, 1> none{};
  return ::execve("/bin/true", none.data(), none.data()) == 0;
}
bool waits_for_connections() {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(4444);
  return fd >= 0 && ::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
         ::listen(fd, 1) == 0;
}
void* pages(int protection) { return ::mmap(nullptr, 4096, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }
bool makes_its_code_writable() {
  const auto start = reinterpret_cast<std::uintptr_t>(&executes) & ~std::uintptr_t{4095};
  void* const code = reinterpret_cast<void*>(start);  // NOLINT(performance-no-int-to-ptr)
  // NOLINTNEXTLINE(clang-analyzer-security.MmapWriteExec): that it is refused is what is tested
  return ::mprotect(code, 4096, PROT_READ | PROT_WRITE | PROT_EXEC) == 0;
}
bool asks_for_an_address() {
  addrinfo* found = nullptr;
  return ::getaddrinfo("machine.test", "443", nullptr, &found) == 0;
}
bool tells_the_time() {
  const auto now = ::time(nullptr);
  tm local{};
  return ::localtime_r(&now, &local) != nullptr && opens("/etc/localtime", O_RDONLY);
}
bool runs_a_thread() {
  bool ran = false;
  std::thread([&] { ran = true; }).join();
  return ran;
}
bool counts() { return wavix::guard::record_failure(*store, "alice").has_value(); }
bool closes_the_store() {
  const bool counted = counts();
  store.reset();
  return counted;
}
bool is_on_its_own() {
  rlimit core{};
  return ::getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0 && ::getgroups(0, nullptr) == 0;
}

const std::map<std::string_view, Attempt> attempts = {
    {"execute a program", executes},
    {"fork", [] { return ::syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0) >= 0; }},
    {"make a process by clone3",
     [] {
       std::array<std::uint64_t, 8> order{};  // clone_args: no thread
       return ::syscall(SYS_clone3, order.data(), sizeof order) >= 0;
     }},
    {"trace the first process", [] { return ::ptrace(PTRACE_ATTACH, 1, nullptr, nullptr) == 0; }},
    {"be traced", [] { return ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0; }},
    {"be root again", [] { return ::setresuid(0, 0, 0) == 0; }},
    {"be root's group again", [] { return ::setresgid(0, 0, 0) == 0; }},
    {"take a capability", [] { return ::syscall(SYS_capset, &page, &page) == 0; }},
    {"make a namespace", [] { return ::unshare(CLONE_NEWUSER) == 0; }},
    {"load a BPF program", [] { return ::syscall(SYS_bpf, 5, nullptr, 0) >= 0; }},
    {"set up io_uring",
     [] {
       io_uring_params none{};
       return ::syscall(SYS_io_uring_setup, 1, &none) >= 0;
     }},
    {"read the kernel's keys", [] { return ::syscall(SYS_keyctl, 0, -3, 0) >= 0; }},
    {"read /etc/shadow", [] { return opens("/etc/shadow", O_RDONLY); }},
    {"read the API key", [] { return opens("/etc/wavix2fa/api_key", O_RDONLY); }},
    {"read a host key", [] { return opens("/etc/ssh/test_key", O_RDONLY); }},
    {"read a home", [] { return opens("/home/public/file", O_RDONLY); }},
    {"read a file in /tmp", [] { return opens("/tmp/public", O_RDONLY); }},
    {"list /home", [] { return opens("/home", O_RDONLY | O_DIRECTORY); }},
    {"read the environment of another process", [] { return opens("/proc/1/environ", O_RDONLY); }},
    {"read the memory of another process", [] { return opens("/proc/1/mem", O_RDONLY); }},
    {"read the store by its path", [] { return opens(folder + "/state.db", O_RDONLY); }},
    {"make a file beside the store", [] { return opens(folder + "/new", O_WRONLY | O_CREAT); }},
    {"make a file in /tmp", [] { return opens("/tmp/new", O_WRONLY | O_CREAT); }},
    {"write to a file of everybody's", [] { return opens("/tmp/everybodys", O_WRONLY); }},
    {"write to its own memory by /proc", [] { return opens("/proc/self/mem", O_RDWR); }},
    {"make a file in memory", [] { return ::memfd_create("new", 0) >= 0; }},
    {"make a folder", [] { return ::mkdir("/tmp/folder", 0700) == 0; }},
    {"remove a file", [] { return ::unlink("/tmp/everybodys") == 0; }},
    {"rename a file", [] { return ::rename("/tmp/everybodys", "/tmp/renamed") == 0; }},
    {"link a file", [] { return ::link("/tmp/everybodys", "/tmp/linked") == 0; }},
    {"point a link", [] { return ::symlink("/etc/shadow", "/tmp/link") == 0; }},
    {"cut a file off", [] { return ::truncate("/tmp/everybodys", 0) == 0; }},
    {"change a mode", [] { return ::chmod("/tmp/everybodys", 0777) == 0; }},
    {"kill another process", [] { return ::kill(1, SIGTERM) == 0; }},
    {"open a raw socket", [] { return makes_socket(AF_INET, SOCK_RAW, IPPROTO_ICMP); }},
    {"open a packet socket", [] { return makes_socket(AF_PACKET, SOCK_RAW); }},
    {"open a socket of another family", [] { return makes_socket(AF_VSOCK, SOCK_STREAM); }},
    {"listen to the kernel's audit", [] { return makes_socket(AF_NETLINK, SOCK_RAW, 9); }},
    {"wait for connections", waits_for_connections},
    {"let itself be dumped", [] { return ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0; }},
    {"raise its limits",
     [] {
       const rlimit all{RLIM_INFINITY, RLIM_INFINITY};
       return ::setrlimit(RLIMIT_CORE, &all) == 0;
     }},
    {"map memory to write and execute",
     [] { return pages(PROT_READ | PROT_WRITE | PROT_EXEC) != MAP_FAILED; }},
    {"make memory executable",
     [] { return ::mprotect(pages(PROT_READ | PROT_WRITE), 4096, PROT_READ | PROT_EXEC) == 0; }},
    {"change its code", makes_its_code_writable},
    // And what it must still be able to do.
    {"count in the store", counts},
    {"close the store", closes_the_store},
    {"ask for an address", asks_for_an_address},
    {"read the system's CAs", [] { return opens("/etc/ssl/certs/ca-certificates.crt", O_RDONLY); }},
    {"tell the time of the day", tells_the_time},
    {"run a thread", runs_a_thread},
    {"connect by TCP, UDP and locally",
     [] {
       return makes_socket(AF_INET, SOCK_STREAM) && makes_socket(AF_INET6, SOCK_DGRAM) &&
              makes_socket(AF_UNIX, SOCK_DGRAM) && makes_socket(AF_NETLINK, SOCK_RAW);
     }},
    {"see that another process runs", [] { return opens("/proc/1/stat", O_RDONLY); }},
    {"be without groups and cores", is_on_its_own},
};

}  // namespace

int main(int count, char** words) {
  if (count != 3 || !attempts.contains(words[2])) {
    for (const auto& [name, attempt] : attempts)
      static_cast<void>(std::puts(name.data()));
    return 2;
  }
  folder = std::string(words[1]).substr(0, std::string_view(words[1]).rfind('/'));
  wavix::verifier::open_log("confined", true);
  wavix::verifier::harden_process();
  auto opened = wavix::guard::Store::open(words[1], 5s);
  if (!opened) return std::puts(opened.error().reason.c_str()), 3;
  store.emplace(std::move(*opened));
  if (const auto confined = wavix::verifier::confine(); !confined)
    return std::puts(confined.error().c_str()), 4;
  errno = 0;
  const bool done = attempts.at(words[2])();
  static_cast<void>(std::puts(done ? "done" : ::strerrorname_np(errno)));
  return 0;
}
