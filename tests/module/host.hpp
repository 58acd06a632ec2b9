// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <security/pam_appl.h>

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace wavix::test {

/// A folder of its own, gone with the object.
class TempDir {
public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  TempDir(TempDir&&) = delete;
  TempDir& operator=(TempDir&&) = delete;

  [[nodiscard]] std::string file(std::string_view name) const { return path_ + "/" + std::string(name); }
  [[nodiscard]] const std::string& path() const { return path_; }

private:
  std::string path_;
};

/// What the conversation gives for one prompt.
struct Reply {
  int code = PAM_SUCCESS;
  bool has_text = true;
  std::string text{};
};
Reply text(std::string_view text);
Reply nothing();              ///< end of file: PAM_SUCCESS and NULL
Reply failure(int pam_code);  ///< the host could not ask

struct Message {
  int style;
  std::string text;
  bool operator==(const Message&) const = default;
};

/// The stack that a service has, and who logs in.
struct Login {
  std::string arguments{};  ///< behind pam_wavix2fa.so; DIR stands for the host's folder
  std::string before{};     ///< whole lines above ours
  std::string verifier = FAKE_VERIFIER;
  std::string service = "sshd";
  const char* user = "alice";
};

/// A program that authenticates with the real libpam and the module as it is shipped.
class Host {
public:
  explicit Host(const Login& login);
  ~Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;
  Host(Host&&) = delete;
  Host& operator=(Host&&) = delete;

  int authenticate(int flags = 0) { return pam_authenticate(handle_, flags); }
  [[nodiscard]] pam_handle_t* handle() const { return handle_; }
  [[nodiscard]] std::string file(std::string_view name) const { return dir_.file(name); }
  void add_service(const std::string& name, const std::string& lines) const;

  std::deque<Reply> replies{};        ///< given in this order; then text("123456")
  std::vector<Message> shown{};       ///< all that the conversation was asked to show
  std::function<void()> on_prompt{};  ///< called before a prompt is answered

private:
  static int converse(int count, const pam_message** messages, pam_response** responses, void* self);
  int show(const pam_message& message, pam_response& response);

  TempDir dir_;
  pam_handle_t* handle_ = nullptr;
};

/// What the module has written to the log since forget_log().
std::vector<std::string> logged();
void forget_log();
/// The one line there is; fails if there is another or none.
std::string logged_line();

std::string read_file(const std::string& path);
std::size_t count_lines(const std::string& path);
/// The value behind "name:" in a text such as /proc/self/status, less the space around it.
std::string value_of(const std::string& text, std::string_view name);

/// Runs `body` in a child process, and fails if it fails there.
void in_child(const std::function<void()>& body);

/// Whether a test that needs root cannot be run; says so.
bool lacks_root();

/// A FIFO that another process writes words to.
class Mailbox {
public:
  explicit Mailbox(const std::string& path);
  ~Mailbox();
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;
  Mailbox(Mailbox&&) = delete;
  Mailbox& operator=(Mailbox&&) = delete;

  /// Fails if the word does not come within ten seconds.
  void await(const std::string& word);

private:
  int fd_;
  std::string got_{};
};

}  // namespace wavix::test
