# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa-sandbox as the tests drive it: started from the build, steered over its control address."""

import json
import os
import ssl
import subprocess
import urllib.request

SERVICE = "7204a030201211ee9fb47d093f2f127c"
KEY = "sandbox-key-0123456789abcdefghijklmnopqrstuvwxyz"


class Sandbox:
    def __init__(self, *arguments, tls=True, quiet=True, stderr=None):
        command = [os.environ["WAVIX2FA_BUILD"] + "/src/sandbox/wavix2fa-sandbox", "--service", SERVICE,
                   "--key", KEY, *(["--tls"] if tls else []), *(["--quiet"] if quiet else []), *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True,
                                        start_new_session=True)  # a Ctrl-C at the terminal is not for it
        told = {}
        while not {"api", "control"} <= told.keys() or (tls and "ca" not in told):
            line = self.process.stdout.readline()
            if not line:
                raise AssertionError("the sandbox did not start: " + " ".join(command))
            name, _, value = line.strip().partition(": ")
            told[name] = value
        self.url, self.control, self.ca = told["api"], told["control"], told.get("ca", "")

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.control + path, data=data, method=method)
        if data is not None:
            request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=30) as reply:
            text = reply.read()
        return json.loads(text) if text else None

    def api(self, method, path, body=None):
        """Asks the API as a client with the key would."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, method=method)
        request.add_header("Authorization", f"Bearer {KEY}")
        if data is not None:
            request.add_header("Content-Type", "application/json")
        context = ssl.create_default_context(cafile=self.ca) if self.ca else None
        with urllib.request.urlopen(request, timeout=30, context=context) as reply:
            return json.loads(reply.read())

    def messages(self):
        return self.ask("GET", "/messages")

    def sessions(self):
        return self.ask("GET", "/sessions")

    def code(self, to, after=0):
        """The code of the newest message to a number (digits), waiting for one whose index is above `after`."""
        return self.ask("GET", f"/messages/last?to={to}&wait=10&after={after}")["code"]

    def requests(self, operation=None):
        """The request log, or what of it belongs to one operation: create, resend, check, cancel, events, sessions."""
        log = self.ask("GET", "/requests")
        return [entry for entry in log if operation in (None, entry["operation"])]

    def fault(self, **fault):
        self.ask("POST", "/faults", fault)

    def reset(self):
        """No faults, no quirks, an empty log."""
        self.ask("DELETE", "/faults")
        self.ask("DELETE", "/quirks")
        self.ask("DELETE", "/requests")
