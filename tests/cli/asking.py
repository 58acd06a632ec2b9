# SPDX-License-Identifier: BSD-3-Clause
"""What tests of commands that ask Wavix start from: a sandbox of their own, and a configuration that leads there."""

import datetime
import os

from command import Commands
from record import record
from sandbox import KEY, SERVICE, Sandbox

API_KEY = "/etc/wavix2fa/api_key"
DAY = datetime.date(2026, 11, 22)


class Asking(Commands):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sandbox = Sandbox()
        cls.addClassCleanup(cls.sandbox.stop)

    def setUp(self):
        super().setUp()
        self.sandbox.reset()
        self.fabricate(0)
        self.key(KEY)
        self.point_at(self.sandbox.url)

    def point_at(self, url, more=""):
        self.configure(f"[wavix]\nservice_id = {SERVICE}\napi_url = {url}\nca_file = {self.sandbox.ca}\n{more}")

    def key(self, text):
        with open(API_KEY, "w", encoding="utf-8") as file:
            file.write(text + "\n")
        os.chmod(API_KEY, 0o600)

    def fabricate(self, count, day="2026-11-22", last=None):
        self.sandbox.ask("POST", "/sessions/fabricate", {"count": count, "from": day, "to": last or day})

    def create(self, to="37128782931"):
        """A verification that nobody's login asked for; its id."""
        self.sandbox.api("POST", "/v1/two-fa/verification", {"service_id": SERVICE, "to": to, "channel": "sms"})
        return self.sandbox.sessions()[-1]["session_id"]

    def record(self, verification, user="alice", service="sshd", rhost="203.0.113.9"):
        """A login on this machine's record, as the verifier would write it."""
        self.ok("lockout", "list")  # makes the store
        record((DAY, {"verification": verification, "user": user, "service": service, "rhost": rhost}))

    def says(self, why):
        """What a command complains of, of Wavix."""
        return f"wavix2fa: {self.sandbox.url}: {why}\n"
