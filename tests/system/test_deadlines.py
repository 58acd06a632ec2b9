# SPDX-License-Identifier: BSD-3-Clause
"""No login hangs: each timeout and the login's deadline are kept to within a second, whoever does not answer."""

import signal
import socket
import threading
import time

import pam
import tap
from stage import Stage, eventually, kill, verifiers, write


class Silent:
    """A server that accepts and never speaks, or one that drips a byte a second."""

    def __init__(self, drip=b""):
        self._drip = drip
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self._kept = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self._kept.append(connection)
            if self._drip:
                threading.Thread(target=self._speak, args=(connection,), daemon=True).start()

    def _speak(self, connection):
        try:
            for byte in self._drip:
                connection.send(bytes([byte]))
                time.sleep(1)
        except OSError:
            pass

    def close(self):
        self.socket.close()
        for connection in self._kept:
            connection.close()


class Deadlines(Stage):
    def timed(self, answer=lambda _: "", expected=1.0, code=pam.AUTHINFO_UNAVAIL):
        begun = time.monotonic()
        got, _ = pam.authenticate("direct", "alice", answer)
        took = time.monotonic() - begun
        self.assertEqual(got, code)
        self.assertGreater(took, expected - 0.1)
        self.assertLess(took, expected + 1.0)
        return self.audit()

    def at(self, url, timeouts="connect_timeout = 1s\nrequest_timeout = 1500ms\n", **more):
        kept, self.sandbox.url = self.sandbox.url, url
        self.addCleanup(setattr, self.sandbox, "url", kept)
        self.configure(wavix=timeouts, **more)

    def test_a_name_server_that_never_answers(self):
        silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(silent.close)
        silent.bind(("127.0.0.1", 53))
        write("/etc/resolv.conf", "nameserver 127.0.0.1\n")
        self.at("https://api.wavix.test")
        self.assertEqual(self.timed()["cause"], "timeout")
        eventually(lambda: not verifiers(), 2, "the end of a verifier with a resolver under way")

    def test_a_server_that_accepts_and_never_speaks(self):
        server = Silent()
        self.addCleanup(server.close)
        self.at(f"https://127.0.0.1:{server.port}")
        self.assertEqual(self.timed()["cause"], "timeout")

    def test_a_plain_server_that_accepts_and_never_speaks(self):
        server = Silent()
        self.addCleanup(server.close)
        self.at(f"http://127.0.0.1:{server.port}")
        self.assertEqual(self.timed(expected=1.5)["cause"], "timeout")

    def test_a_server_that_drips_a_byte_a_second(self):
        server = Silent(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"{" * 1000)
        self.addCleanup(server.close)
        self.at(f"http://127.0.0.1:{server.port}")
        self.assertEqual(self.timed(expected=1.5)["cause"], "timeout")

    def test_the_deadline_of_the_login_ends_what_the_timeouts_allow(self):
        server = Silent()
        self.addCleanup(server.close)
        self.at(f"http://127.0.0.1:{server.port}", "connect_timeout = 5s\nrequest_timeout = 20s\n",
                code="login_timeout = 5s")
        audit = self.timed(expected=5.0)
        self.assertEqual(audit["cause"], "timeout")

    def test_a_create_that_is_answered_past_the_deadline_is_cancelled(self):
        self.configure(wavix="request_timeout = 20s\n", code="login_timeout = 5s")
        self.sandbox.fault(on="create", times="once", delay=6000, when="after")
        self.timed(expected=5.0)
        eventually(lambda: "cancel" in self.operations(), 5, "the cancellation of what came late")

    def test_a_person_who_answers_past_the_deadline_is_denied_and_the_code_cancelled(self):
        self.configure(code="login_timeout = 5s")

        def late(_):
            eventually(lambda: "cancel" in self.operations(), 8, "the cancellation at the deadline")
            return self.code()

        code, said = pam.authenticate("direct", "alice", late)
        self.assertEqual(code, pam.AUTH_ERR)
        self.assertEqual(said[-1], "Access denied: no code was accepted.")
        self.assertIn("login_timeout", self.audit()["cause"])
        self.assertNotIn("check", self.operations())

    def test_a_stopped_verifier_is_a_denial_and_is_killed_at_its_deadline(self):
        self.configure(code="login_timeout = 5s")

        def stop_it(_):
            kill(verifiers()[0], signal.SIGSTOP)
            return "123456"

        begun = time.monotonic()
        code, _ = pam.authenticate("direct", "alice", stop_it)
        self.assertLess(time.monotonic() - begun, 8)
        self.assertEqual(code, pam.SYSTEM_ERR)
        self.journal.wait("verdict=internal.*silent past the deadline", self.mark)
        eventually(lambda: not verifiers(), 6, "the kernel's end of it")

    def test_what_systemd_sends_to_what_a_unit_leaves_ends_no_login(self):
        def send_it(_):
            for number in (signal.SIGTERM, signal.SIGHUP):
                kill(verifiers()[0], number)
            return self.code()

        code, _ = pam.authenticate("direct", "alice", send_it)
        self.assertEqual(code, pam.SUCCESS)

    def unread(self):
        """How many bytes from Wavix nobody has read yet."""
        port = self.sandbox.url.rpartition(":")[2]
        with open("/proc/net/tcp", encoding="ascii") as lines:
            sockets = [line.split() for line in lines][1:]
        return sum(int(queues.partition(":")[2], 16) for _, _, peer, _, queues, *_ in sockets
                   if peer.endswith(f":{int(port):04X}"))

    def pause_in_create(self, outage):
        """The verifier is stopped until Wavix has answered, which is past its time for that."""
        self.configure(f"[outage]\naction = {outage}\nbreaker = 1 failures / 30s\n",
                       wavix="connect_timeout = 1s\nrequest_timeout = 1s\n")
        self.sandbox.fault(on="create", times="once", delay=2500, when="after")

        def pause():
            eventually(lambda: "create" in self.operations(), 5, "the create")
            kill(verifiers()[0], signal.SIGSTOP)
            before = self.unread()
            eventually(lambda: self.unread() > before, 8, "the answer")
            kill(verifiers()[0], signal.SIGCONT)

        pausing = threading.Thread(target=pause)
        pausing.start()
        self.addCleanup(pausing.join)
        return pam.authenticate("direct", "alice", lambda _: self.fail("nobody was to be asked"))[0]

    def test_who_pauses_the_verifier_makes_no_outage_that_lets_past(self):
        self.assertEqual(self.pause_in_create("allow"), pam.AUTHINFO_UNAVAIL)
        audit = self.audit()
        self.assertEqual((audit["verdict"], audit["cause"]), ("unavailable", "timeout"))
        self.assertIn("the verifier itself could not run for a while", audit["detail"])
        # Nor one that keeps others out: the breaker, which one outage would open, is closed.
        code, _ = pam.authenticate("direct", "alice", lambda _: self.code())
        self.assertEqual(code, pam.SUCCESS)

    def test_a_killed_verifier_is_a_denial(self):
        def kill_it(_):
            kill(verifiers()[0])
            return "123456"

        code, _ = pam.authenticate("direct", "alice", kill_it)
        self.assertEqual(code, pam.SYSTEM_ERR)
        self.journal.wait("verdict=internal.*ended without a verdict", self.mark)


if __name__ == "__main__":
    tap.main()
