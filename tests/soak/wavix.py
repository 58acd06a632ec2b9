# SPDX-License-Identifier: BSD-3-Clause
"""What the sandboxes saw, one after the other."""

import collections


class Wavix:
    def __init__(self, ledger):
        self._ledger = ledger
        self.messages = collections.Counter()  # by number
        self.requests = collections.Counter()  # by operation
        self.verifications = collections.Counter()  # by status
        self.faults = 0

    def take(self, sandbox):
        """What a sandbox knows that is about to end."""
        for message in sandbox.messages():
            self.messages[message["to"]] += 1
        for entry in sandbox.requests():
            self.requests[entry["operation"] or "unknown"] += 1
            self.faults += entry["fault"] is not None
            # People do log in again at once after a fault, which looks like a blind retry.
            if wrong := [one for one in entry["violations"] if not one.startswith("repeats request")]:
                self._ledger.unexpected(f"a violation of the API: {wrong}: {entry}")
        self.verifications.update(one["status"] for one in sandbox.sessions())
