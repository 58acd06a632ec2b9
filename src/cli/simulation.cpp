// SPDX-License-Identifier: BSD-3-Clause
#include "cli/simulation.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "base/text.hpp"
#include "cli/paint.hpp"

namespace wavix::cli {
namespace {

constexpr const char* service = "simulated-simulated-simulated-00";
constexpr const char* key = "a-key-that-is-good-for-nothing-but-this-simulation";
/// Of the range that is kept for films and books; nobody's.
constexpr const char* phone = "+12015550123";
constexpr auto startup = std::chrono::seconds(10);

std::string reason(int error) { return ::strerrordesc_np(error); }

/// What the sandbox's process is: nothing of ours but its end of the pipe, and ended with us.
[[noreturn]] void become_sandbox(int output, const std::string& key_file, pid_t parent) {
  static_cast<void>(::setsid());  // the terminal's Ctrl-C is not for it: it is still to hear of the end
  static_cast<void>(::prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0));
  sigset_t none{};
  ::sigemptyset(&none);
  static_cast<void>(::pthread_sigmask(SIG_SETMASK, &none, nullptr));
  const Fd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (::getppid() != parent || ::dup2(null.get(), STDIN_FILENO) < 0 || ::dup2(output, STDOUT_FILENO) < 0 ||
      ::dup2(null.get(), STDERR_FILENO) < 0)
    ::_exit(127);
  const std::array<char*, 1> environment{};
  ::execle(WAVIX2FA_SANDBOX, "wavix2fa-sandbox", "--service", service, "--key-file", key_file.c_str(),
           static_cast<char*>(nullptr), environment.data());
  ::_exit(127);
}

}  // namespace

Expected<std::unique_ptr<Simulation>, Failure> Simulation::begin(const std::string& user) {
  std::unique_ptr<Simulation> simulation(new Simulation);
  auto done = simulation->make_folder(user);
  if (done) done = simulation->start_sandbox();
  if (done) done = simulation->wait_for_address();
  if (done)
    done =
        simulation->write("wavix2fa.conf", fmt::format("[wavix]\nservice_id = {0}\napi_key_file = {1}/key\n"
                                                       "api_url = {2}\n[users]\nfile = {1}/users.conf\n"
                                                       "[state]\nfile = {1}/state/state.db\n",
                                                       service, simulation->folder_, simulation->url_));
  if (!done) return unexpected(std::move(done.error()));
  return simulation;
}

Simulation::~Simulation() {
  if (sandbox_ > 0) {
    static_cast<void>(::kill(sandbox_, SIGTERM));
    while (::waitpid(sandbox_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

Outcome Simulation::make_folder(const std::string& user) {
  std::string path = "/run/wavix2fa-simulation-XXXXXX";
  if (::mkdtemp(path.data()) == nullptr)
    return failed(fmt::format("{}: cannot be made: {}", path, reason(errno)));
  folder_ = path;
  if (::mkdir((folder_ + "/state").c_str(), 0700) != 0)
    return failed(fmt::format("{}/state: cannot be made: {}", folder_, reason(errno)));
  auto done = write("key", std::string(key) + "\n");
  return done ? write("users.conf", fmt::format("[user {}]\nphone = {}\n", user, phone)) : done;
}

Outcome Simulation::write(const char* name, const std::string& text) const {
  const auto path = folder_ + "/" + name;
  const Fd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file || ::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
    return failed(fmt::format("{}: cannot be written: {}", path, reason(errno)));
  return {};
}

Outcome Simulation::start_sandbox() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    return failed(fmt::format("a pipe cannot be made: {}", reason(errno)));
  output_ = Fd(ends[0]);
  const Fd theirs(ends[1]);
  const auto parent = ::getpid();
  sandbox_ = ::fork();
  if (sandbox_ < 0) return failed(fmt::format("{} cannot be started: {}", WAVIX2FA_SANDBOX, reason(errno)));
  if (sandbox_ == 0) become_sandbox(theirs.get(), folder_ + "/key", parent);
  return {};
}

/// It tells it in its first lines, and then what it shows is the phone's.
Outcome Simulation::wait_for_address() {
  constexpr std::string_view api = "api: ", control = "control: ";
  const auto until = std::chrono::steady_clock::now() + startup;
  for (;;) {
    for (auto end = unread_.find('\n'); end != std::string::npos; end = unread_.find('\n')) {
      const auto line = unread_.substr(0, end);
      unread_.erase(0, end + 1);
      if (line.starts_with(api)) url_ = line.substr(api.size());
      if (line.starts_with(control)) return {};
    }
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
    pollfd state{output_.get(), POLLIN, 0};
    std::array<char, 4096> piece{};
    const bool readable = left > 0 && ::poll(&state, 1, static_cast<int>(left)) > 0;
    const auto got = readable ? ::read(output_.get(), piece.data(), piece.size()) : 0;
    if (got <= 0) return failed(fmt::format("{} did not start; is it installed?", WAVIX2FA_SANDBOX));
    unread_.append(piece.data(), static_cast<std::size_t>(got));
  }
}

std::string Simulation::lines() {
  std::array<char, 4096> piece{};
  const auto got = ::read(output_.get(), piece.data(), piece.size());
  if (got <= 0) {
    output_.reset();  // it has ended, and is not to be asked again
    return {};
  }
  unread_.append(piece.data(), static_cast<std::size_t>(got));
  std::string shown;
  for (auto end = unread_.find('\n'); end != std::string::npos; end = unread_.find('\n')) {
    shown += "  [the phone] " + sanitised(unread_.substr(0, end), 500) + "\n";
    unread_.erase(0, end + 1);
  }
  return shown;
}

}  // namespace wavix::cli
