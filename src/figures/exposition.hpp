// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wavix::figures {

/// A text that Prometheus reads (its text-based format, version 0.0.4), without times: node_exporter's
/// textfile collector takes none.
class Exposition {
public:
  using Labels = std::vector<std::pair<std::string_view, std::string>>;

  /// The metric that the next samples are of, with what it is.
  void counter(std::string_view name, std::string_view help) { metric(name, "counter", help); }
  void gauge(std::string_view name, std::string_view help) { metric(name, "gauge", help); }
  void sample(const Labels& labels, std::uint64_t value);

  [[nodiscard]] const std::string& text() const { return text_; }

private:
  void metric(std::string_view name, std::string_view type, std::string_view help);
  std::string name_, text_;
};

}  // namespace wavix::figures
