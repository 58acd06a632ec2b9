# SPDX-License-Identifier: BSD-3-Clause
"""Logins as a verifier would have recorded them, written into the store of this version, and what Wavix, played by the
sandbox, knows of them."""

import datetime
import json
import os
import sqlite3
import urllib.request

from command import STATE
from sandbox import KEY, SERVICE, Sandbox

COLUMNS = ("user", "service", "rhost", "phone", "channel", "verification", "sends", "checks", "verdict", "cause", "took",
           "contact", "country", "rule", "detail")
USUAL = {"user": "alice", "service": "sshd", "rhost": "203.0.113.9", "phone": "+371*****931", "channel": "sms",
         "verification": "", "sends": 1, "checks": 1, "verdict": "verified", "cause": "", "took": 21840, "contact": "",
         "country": "LV", "rule": "", "detail": ""}
NOT_SENT = {"channel": "", "country": "", "phone": "", "sends": 0, "checks": 0}


def keep(statement, *rows):
    store = sqlite3.connect(f"{STATE}/state.db")
    with store:
        store.executemany(statement, rows)
    store.close()


def record(*logins):
    """Each is a day and what is other than usual; on that day at noon (UTC), in the order given."""
    rows = []
    for number, (day, other) in enumerate(logins):
        noon = datetime.datetime.combine(day, datetime.time(12), datetime.timezone.utc)
        values = USUAL | other
        rows.append((int(noon.timestamp() * 1000) + number, *(values[column] for column in COLUMNS)))
    keep(f"INSERT INTO record (at, wall, {', '.join(COLUMNS)}) SELECT instant, {', '.join('?' * (len(COLUMNS) + 1))} FROM clock",
         *rows)


class Wavix:
    """The sandbox, and a configuration for it."""

    def __init__(self):
        self.sandbox = Sandbox(tls=False)
        os.makedirs("/etc/wavix2fa", exist_ok=True)
        with open("/etc/wavix2fa/api_key", "w", encoding="ascii") as file:
            file.write(KEY + "\n")
        os.chmod("/etc/wavix2fa/api_key", 0o600)
        self.configuration = f"[wavix]\nservice_id = {SERVICE}\napi_url = {self.sandbox.url}\n"

    def ask(self, method, path, body=None):
        request = urllib.request.Request(self.sandbox.url + path, method=method,
                                         data=None if body is None else json.dumps(body).encode())
        request.add_header("Authorization", f"Bearer {KEY}")
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=30) as reply:
            return json.loads(reply.read())

    def verification(self, phone="37128782931", channel="sms", verified=True):
        """Its id. It costs 0.0522 by SMS and 0.0610 by voice, and 0.0500 more if it is verified."""
        made = self.ask("POST", "/v1/two-fa/verification", {"service_id": SERVICE, "to": phone, "channel": channel})
        path = f"/v1/two-fa/verification/{made['session_id']}"
        if verified:
            self.ask("POST", path + "/check", {"code": self.sandbox.code(phone)})
        return made["session_id"]
