// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/http_server.hpp"

#include <fmt/format.h>
#include <httplib.h>

#include <thread>
#include <utility>

#include "sandbox/connection.hpp"
#include "sandbox/crew.hpp"
#include "sandbox/play.hpp"

namespace wavix::sandbox {
namespace {

/// What httplib reads from and writes to. Once a request has reached our handler, what httplib would send is
/// dropped: the reply is played by ourselves.
class Exchange : public httplib::Stream {
public:
  explicit Exchange(Connection& connection) : connection_(connection) {}

  using httplib::Stream::write;
  [[nodiscard]] bool is_readable() const override { return true; }
  [[nodiscard]] bool is_writable() const override { return true; }
  ssize_t read(char* to, std::size_t size) override { return connection_.read(to, size); }
  ssize_t write(const char* from, std::size_t size) override {
    if (!request && !connection_.write({from, size})) return -1;
    return static_cast<ssize_t>(size);
  }
  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    ip = "loopback";
    if (::getpeername(connection_.socket(), reinterpret_cast<sockaddr*>(&peer), &size) == 0)
      port = ntohs(peer.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6*>(&peer)->sin6_port
                                              : reinterpret_cast<const sockaddr_in*>(&peer)->sin_port);
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    ip = "loopback";
    port = 0;
  }
  [[nodiscard]] socket_t socket() const override { return connection_.socket(); }

  std::optional<Request> request;

private:
  Connection& connection_;
};

/// httplib's handlers learn nothing of the connection that they serve.
thread_local Exchange* serving = nullptr;

bool is_made_by_httplib(const std::string& name) {
  return name == "REMOTE_ADDR" || name == "REMOTE_PORT" || name == "LOCAL_ADDR" || name == "LOCAL_PORT" ||
         name == "Sandbox-No-Body";
}

void take(const httplib::Request& from, httplib::Response&) {
  Request request;
  request.connection = std::to_string(from.remote_port);
  request.method = from.method;
  request.target = from.target;
  request.body = from.body;
  for (const auto& [name, value] : from.headers)
    if (!is_made_by_httplib(name) && !(name == "Content-Length" && from.has_header("Sandbox-No-Body")))
      request.headers.emplace_back(name, value);
  serving->request = std::move(request);
}

/// httplib would read such a request's body up to the end of the connection.
void bound_body(httplib::Request& request) {
  if (request.has_header("Content-Length") || request.has_header("Transfer-Encoding")) return;
  request.set_header("Content-Length", "0");
  request.set_header("Sandbox-No-Body", "1");
}

class CrewQueue : public httplib::TaskQueue {
public:
  void enqueue(std::function<void()> job) override { crew_.start(std::move(job)); }
  void shutdown() override { crew_.wait(); }

private:
  Crew crew_;
};

constexpr time_t idle_seconds = 600;
constexpr int backlog = 1024;

}  // namespace

class HttpServer::Engine : public httplib::Server {
public:
  Engine(sandbox::Handler handler, const Tls* tls, Stopping& stopping)
      : handler_(std::move(handler)), tls_(tls), stopping_(stopping) {
    new_task_queue = [] { return new CrewQueue; };  // httplib deletes it
    set_read_timeout(idle_seconds);
    set_write_timeout(idle_seconds);
    set_socket_options([](socket_t socket) {
      const int on = 1;  // and no SO_REUSEPORT, by which two sandboxes would share a port
      static_cast<void>(::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on));
    });
    Get(".*", take).Post(".*", take).Put(".*", take).Patch(".*", take).Delete(".*", take).Options(".*", take);
  }

  Expected<Address, std::string> start(Address address) {
    if (address.port == 0) {
      const int port = bind_to_any_port(address.host);
      if (port <= 0) return unexpected(fmt::format("cannot listen on {}", address.text()));
      address.port = static_cast<std::uint16_t>(port);
    } else if (!bind_to_port(address.host, address.port)) {
      return unexpected(fmt::format("cannot listen on {}: {}", address.text(), std::strerror(errno)));
    }
    static_cast<void>(::listen(svr_sock_, backlog));  // httplib's own is 5
    thread_ = std::thread([this] { listen_after_bind(); });
    while (!is_running())
      std::this_thread::yield();  // stop() does nothing before
    return address;
  }

  void end() {
    if (!thread_.joinable()) return;
    stop();
    stopping_.stop();
    sockets_.shut_for_good();
    thread_.join();
  }

  void drop_connections() { sockets_.shut_all(); }

private:
  bool process_and_close_socket(socket_t socket) override {
    Connection connection(socket, tls_, stopping_);
    sockets_.add(socket);
    if (connection.open())
      while (serve_one(connection)) {
      }
    sockets_.remove(socket);
    return true;
  }

  bool serve_one(Connection& connection) {
    Exchange exchange(connection);
    serving = &exchange;
    bool closing = false;
    const bool alive = process_request(exchange, false, closing, bound_body);
    serving = nullptr;
    if (!exchange.request) return alive && !closing;
    return play(handler_(*exchange.request), closing, connection);
  }

  sandbox::Handler handler_;
  const Tls* tls_;
  Stopping& stopping_;
  OpenSockets sockets_;
  std::thread thread_;
};

HttpServer::HttpServer(Handler handler, const Tls* tls, Stopping& stopping)
    : engine_(std::make_unique<Engine>(std::move(handler), tls, stopping)) {}
HttpServer::~HttpServer() { engine_->end(); }
Expected<Address, std::string> HttpServer::start(const Address& address) { return engine_->start(address); }
void HttpServer::drop_connections() { engine_->drop_connections(); }
void HttpServer::stop() { engine_->end(); }

}  // namespace wavix::sandbox
