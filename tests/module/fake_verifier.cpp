// SPDX-License-Identifier: BSD-3-Clause

// Plays the verifier as the module's argument play= says, an action after the other:
//   accept:MS           grants so many milliseconds    ask:N         prompts N times and takes the answers
//   prompt, take        the two halves of ask          verdict:WORD  says farewell; or its number
//   raw:HEX, size:N     sends these bytes, or N of 0   await         until something can be read, or the end
//   silent              until the host hangs up        tell:WORD     writes it to the FIFO tell=
//   report              writes to report= what kind of process this is; hang-up: closes the socket
// and then ends. Also: prompt= (its text), echo=off, text= (the farewell's), and files that are appended to:
// starts= a line a start, bytes= all that came, answers= the answers.
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>

#include "protocol/message.hpp"
#include "protocol/socket.hpp"

namespace {

using namespace wavix::protocol;

constexpr int host = 3;
constexpr std::int64_t patience_ms = 20000;

std::map<std::string, std::string> options;
Packet packet;

std::string option(const std::string& name, const std::string& fallback = "") {
  const auto found = options.find(name);
  return found == options.end() ? fallback : found->second;
}

int number(const std::string& text) { return text.empty() ? 0 : std::stoi(text); }

void append(const std::string& to, const std::string& text) {
  if (!option(to).empty()) std::ofstream(option(to), std::ios::app) << text;
}

/// False at the end of the conversation.
bool take_packet() {
  if (receive(host, packet, boottime_ms() + patience_ms) != Received::packet) return false;
  append("bytes", std::string(packet.view()));
  return true;
}

void read_start() {
  Start start;
  if (!take_packet() || !decode(packet, start)) ::_exit(3);
  const auto first_bytes = std::string(packet.view());
  std::ostringstream items;
  items << "service:" << start.service << "\nuser:" << start.user << "\nrhost:" << start.rhost
        << "\nruser:" << start.ruser << "\ntty:" << start.tty << "\nssh_connection:" << start.ssh_connection
        << "\nauth_info:" << start.auth_info << "\ncaller_uid:" << start.caller_uid
        << "\nuser_is_refused:" << start.user_is_refused << "\nargument_count:" << start.argument_count
        << "\n";
  for (std::size_t i = 0; i < start.argument_count; ++i) {
    const std::string argument(start.arguments[i]);
    items << "argument:" << argument << "\n";
    const auto equals = argument.find('=');
    if (equals != std::string::npos) options[argument.substr(0, equals)] = argument.substr(equals + 1);
  }
  append("bytes", first_bytes);  // only now is it known where to
  append("items", items.str());
  append("starts", "started\n");
}

void put(bool encoded) {
  if (!encoded) ::_exit(4);
  static_cast<void>(send(host, packet));
}

void prompt(const std::string&) {
  const auto text = option("prompt", "Code: ");
  put(encode(wavix::protocol::Prompt{option("echo") != "off", text}, packet));
}

void take(const std::string&) {
  static constexpr const char* kinds[] = {"text", "nothing", "withheld", "failed"};
  Answer answer;
  if (!take_packet()) ::_exit(0);
  if (!decode(packet, answer)) ::_exit(5);
  append("answers",
         std::string(kinds[static_cast<std::size_t>(answer.kind)]) + ":" + std::string(answer.text) + "\n");
}

void ask(const std::string& times) {
  for (int i = 0; i < std::max(1, number(times)); ++i) {
    prompt("");
    take("");
  }
}

void say_farewell(const std::string& word) {
  for (std::uint8_t number = 0; number <= static_cast<std::uint8_t>(last_verdict); ++number) {
    const auto verdict = static_cast<Verdict>(number);
    if (to_string(verdict) != word && std::to_string(number) != word) continue;
    const auto text = option("text");
    return put(encode(Farewell{verdict, text}, packet));
  }
}

void send_raw(const std::string& hex) {
  packet.wipe();
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    packet.bytes[packet.size++] = static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  put(true);
}

void await(const std::string&) {
  pollfd entry{host, POLLIN, 0};
  static_cast<void>(::poll(&entry, 1, patience_ms));
}

void tell(const std::string& word) {
  const int fifo = ::open(option("tell").c_str(), O_WRONLY | O_CLOEXEC);
  const auto line = word + "\n";
  static_cast<void>(!::write(fifo, line.data(), line.size()));
  static_cast<void>(::close(fifo));
}

std::string open_descriptors() {
  std::string found;
  DIR* folder = ::opendir("/proc/self/fd");
  while (const dirent* entry = ::readdir(folder))
    if (entry->d_name[0] != '.' && number(entry->d_name) != ::dirfd(folder))
      found += std::string(entry->d_name) + " ";
  static_cast<void>(::closedir(folder));
  return found;
}

std::string target(const std::string& link) {
  char name[4096];
  const auto size = ::readlink(link.c_str(), name, sizeof name);
  return std::string(name, static_cast<std::size_t>(std::max<ssize_t>(0, size)));
}

void report(const std::string&) {
  std::ostringstream text;
  std::size_t variables = 0;
  for (char** variable = environ; *variable != nullptr; ++variable)
    ++variables;
  text << "descriptors:" << open_descriptors() << "\nenvironment:" << variables;
  for (const char* fd : {"0", "1", "2"})
    text << "\nfd" << fd << ":" << target(std::string("/proc/self/fd/") + fd);
  itimerval timer{};
  static_cast<void>(::getitimer(ITIMER_REAL, &timer));
  text << "\ncwd:" << target("/proc/self/cwd") << "\ntimer:" << timer.it_value.tv_sec
       << "\nleads_session:" << (::getsid(0) == ::getpid()) << "\nparent:" << ::getppid() << "\n"
       << std::ifstream("/proc/self/status").rdbuf();
  append("report", text.str());
}

const std::map<std::string, std::function<void(const std::string&)>> actions = {
    {"accept",
     [](const std::string& ms) {
       const auto granted = static_cast<std::uint32_t>(number(ms));
       put(encode(Accepted{ms.empty() ? 10000 : granted}, packet));
     }},
    {"ask", ask},
    {"prompt", prompt},
    {"take", take},
    {"verdict", say_farewell},
    {"raw", send_raw},
    {"size",
     [](const std::string& size) {
       const std::string bytes(static_cast<std::size_t>(number(size)), '\0');
       static_cast<void>(!::write(host, bytes.data(), bytes.size()));
     }},
    {"await", await},
    {"silent",
     [](const std::string&) {
       while (take_packet()) {
       }
     }},
    {"tell", tell},
    {"hang-up", [](const std::string&) { static_cast<void>(::close(host)); }},
    {"report", report},
};

}  // namespace

int main() {
  read_start();
  std::istringstream play(option("play"));
  for (std::string action; std::getline(play, action, ',');) {
    const auto colon = action.find(':');
    actions.at(action.substr(0, colon))(colon == std::string::npos ? "" : action.substr(colon + 1));
  }
  ::_exit(0);  // a leak check would take longer than the login
}
