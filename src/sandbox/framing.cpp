// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/framing.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <stdexcept>
#include <vector>

namespace wavix::sandbox {
namespace {

/// In two chunks, so that it is not one by accident.
std::string chunked(const std::string& text) {
  const auto half = text.size() / 2;
  std::string framed;
  for (const auto& piece : {text.substr(0, half), text.substr(half)})
    if (!piece.empty()) framed += chunk(piece);
  return framed + chunk("");
}

}  // namespace

std::string chunk(std::string_view piece) { return fmt::format("{:x}\r\n{}\r\n", piece.size(), piece); }

std::string gzipped(const std::string& text) {
  constexpr int window_with_gzip_header = 15 + 16;
  constexpr int memory = 8;
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window_with_gzip_header, memory,
                   Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("zlib does not start");
  auto source = text;
  std::vector<unsigned char> out(deflateBound(&stream, source.size()));
  stream.next_in = reinterpret_cast<unsigned char*>(source.data());
  stream.avail_in = static_cast<unsigned>(source.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<unsigned>(out.size());
  const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  const auto size = stream.total_out;
  static_cast<void>(deflateEnd(&stream));
  if (!done) throw std::runtime_error("zlib does not finish");
  return {out.begin(), out.begin() + static_cast<std::ptrdiff_t>(size)};
}

Framed framed(const Reply& reply, bool closing) {
  using End = Wire::End;
  using Framing = Wire::Framing;
  // How long it will be is not known, and it is compressed as a whole or not at all.
  const auto framing =
      reply.pieces && reply.wire.framing != Framing::close ? Framing::chunked : reply.wire.framing;
  const bool announced = closing || reply.wire.end == End::close || framing == Framing::close;
  Framed out;
  out.closes = announced || reply.wire.end != End::keep || reply.wire.cut.has_value();
  out.body = framing == Framing::gzip ? gzipped(reply.body) : reply.body;
  out.head = fmt::format("HTTP/1.{} {} {}\r\n", framing == Framing::close ? 0 : 1, reply.status,
                         reason_phrase(reply.status));
  for (const auto& [name, value] : reply.headers)
    out.head += fmt::format("{}: {}\r\n", name, value);
  const bool bodiless = reply.status == 204 || reply.status == 304;
  if (!bodiless && !reply.content_type.empty())
    out.head += fmt::format("Content-Type: {}\r\n", reply.content_type);
  if (framing == Framing::gzip) out.head += "Content-Encoding: gzip\r\n";
  if (framing == Framing::chunked) {
    out.head += "Transfer-Encoding: chunked\r\n";
    out.body = reply.pieces ? "" : chunked(out.body);
  } else if (framing != Framing::close && !bodiless) {
    out.head += fmt::format("Content-Length: {}\r\n", out.body.size());
  }
  out.head +=
      announced ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\nKeep-Alive: timeout=600\r\n\r\n";
  return out;
}

}  // namespace wavix::sandbox
