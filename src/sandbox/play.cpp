// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/play.hpp"

#include <fmt/format.h>

#include "sandbox/framing.hpp"

namespace wavix::sandbox {
namespace {

bool drip(std::string_view bytes, const Wire& wire, Sink& sink) {
  if (wire.drip.count() == 0) return sink.write(bytes);
  for (std::size_t i = 0; i < bytes.size(); ++i)
    if (!sink.pause(wire.drip) || !sink.write(bytes.substr(i, 1))) return false;
  return true;
}

bool send_interim(int status, Sink& sink) {
  return sink.write(fmt::format("HTTP/1.1 {} {}\r\n\r\n", status, reason_phrase(status)));
}

/// A body that is made while it is sent. Of the wire, only its framing and its cut count.
bool send_pieces(const Reply& reply, Sink& sink) {
  const bool chunked = reply.wire.framing != Wire::Framing::close;
  auto left = reply.wire.cut.value_or(std::string::npos);
  for (auto piece = reply.pieces(); !piece.empty(); piece = reply.pieces()) {
    const auto part = std::string_view(piece).substr(0, left);
    if (!sink.write(chunked ? chunk(part) : std::string(part)) || part.size() < piece.size()) return false;
    left -= part.size();
  }
  return !chunked || sink.write(chunk(""));
}

}  // namespace

bool play(const Reply& reply, bool closing, Sink& sink) {
  const auto& wire = reply.wire;
  if (wire.delay.count() > 0 && !sink.pause(wire.delay)) return false;
  if (wire.end == Wire::End::hang_up) return false;
  if (wire.end == Wire::End::reset) {
    sink.prepare_reset();
    return false;
  }
  if (wire.literal) {
    static_cast<void>(drip(*wire.literal, wire, sink));
    return false;
  }
  if (wire.interim && !send_interim(*wire.interim, sink)) return false;
  const auto out = framed(reply, closing);
  if (reply.pieces) return sink.write(out.head) && send_pieces(reply, sink) && !out.closes;
  const auto body = std::string_view(out.body).substr(0, wire.cut.value_or(out.body.size()));
  if (wire.drip.count() == 0 && wire.stall.count() == 0)
    return sink.write(out.head + std::string(body)) && !out.closes;
  if (!drip(out.head, wire, sink) || !drip(body.substr(0, body.size() / 2), wire, sink)) return false;
  if (wire.stall.count() > 0 && !sink.pause(wire.stall)) return false;
  return drip(body.substr(body.size() / 2), wire, sink) && !out.closes;
}

}  // namespace wavix::sandbox
