# SPDX-License-Identifier: BSD-3-Clause
"""Logins whose phone is in a directory: real slapd, real sshd, and what becomes of a login when the directory fails."""

import os
import socket
import threading

import pam
import tap
from directory import Directory, person
from stage import PHONES, Sshd, Stage, digits, ended, eventually, kill, verifiers, write

PASSWORD_FILE = "/etc/wavix2fa/ldap_password"
USERS_CONF = "/etc/wavix2fa/users.conf"
REFUSED = "Second factor not available. Ask your administrator."


class Relay:
    """Passes bytes on to 127.0.0.1:port once `opened` is set; `reached` is set by the first who connects."""

    def __init__(self, port, opened=None):
        self.reached, self._opened, self._port = threading.Event(), opened or threading.Event(), port
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        if opened is None:
            self._opened.set()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            self.reached.set()
            threading.Thread(target=self._join, args=(client,), daemon=True).start()

    def _join(self, client):
        self._opened.wait(20)
        server = socket.create_connection(("127.0.0.1", self._port))
        for source, sink in ((client, server), (server, client)):
            threading.Thread(target=self._copy, args=(source, sink), daemon=True).start()

    @staticmethod
    def _copy(source, sink):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def close(self):
        self._socket.close()


class Logins(Stage):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.directory = Directory()
        cls.directory.add("alice", mobile=PHONES["alice"])
        cls.directory.add("nophone")
        cls.directory.add("unusable", mobile="ask at the desk")

    @classmethod
    def tearDownClass(cls):
        cls.directory.stop()
        super().tearDownClass()

    def setUp(self):
        super().setUp()
        write(PASSWORD_FILE, self.directory.password + "\n", 0o600)
        write(USERS_CONF, f"[users]\nbob = {PHONES['bob']}\n")
        self.ldap()

    def ldap(self, *, uri=None, users="sources = ldap", more="", code="resend_delay = 0s\nreuse_window = 0s", **settings):
        keys = {"uri": uri or self.directory.ldaps_uri, "ca_file": self.directory.ca, "base": self.directory.base,
                "bind_dn": self.directory.bind_dn, "bind_password_file": PASSWORD_FILE, **settings}
        self.configure("[ldap]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items()) + more, users=users,
                       code=code)

    def try_as(self, user="alice", answer=lambda _: None):
        mark = self.journal.mark()
        code, said = pam.authenticate("direct", user, answer)
        return code, said, self.journal.audit(mark)

    def assert_denied(self, code, verdict, cause, user="alice"):
        got, said, audit = self.try_as(user)
        self.assertEqual((got, said, audit["verdict"]), (code, [REFUSED], verdict))
        self.assertIn(cause, audit["cause"])
        self.assertEqual(self.operations(), [], "nothing was sent")
        return audit

    def assert_asked(self, user="alice"):
        _, said, _ = self.try_as(user)
        self.assertIn("Code sent by SMS to +", said[0])


class Verdicts(Logins):
    def test_a_login_over_ssh_with_the_number_from_slapd(self):
        write("/etc/pam.d/sshd", "auth required pam_wavix2fa.so\naccount required pam_unix.so\n"
                                 "session required pam_permit.so\n")
        for way in ({}, {"uri": self.directory.ldap_uri, "start_tls": "yes"}):
            with self.subTest(way):
                self.sandbox.reset()
                self.already = max((message["index"] for message in self.sandbox.messages()), default=0)
                self.ldap(**way)
                daemon = Sshd("AuthenticationMethods publickey,keyboard-interactive", "KbdInteractiveAuthentication yes",
                              "PasswordAuthentication no")
                try:
                    child = daemon.login("alice")
                    child.expect(r"Code sent by SMS to \+371\*{5}931 \(r: resend, v: voice call\)\. Code: $")
                    child.sendline(self.code())
                    child.expect("logged in as alice")
                    ended(child)
                finally:
                    daemon.stop()
                self.assertEqual(self.operations(), ["create", "check"])
                self.assertEqual(len({entry["connection"] for entry in self.sandbox.requests()}), 1)
        self.assert_no_secret_in(self.directory.password, digits("alice"))

    def test_who_has_no_phone_there_has_none(self):
        self.assert_denied(pam.USER_UNKNOWN, "no-contact", "no phone", user="stranger")
        self.assert_denied(pam.USER_UNKNOWN, "no-contact", "no phone", user="nophone")

    def test_a_number_that_cannot_be_used_is_no_reason_to_let_anybody_past(self):
        write("/etc/pam.d/direct", "auth required pam_permit.so\nauth required pam_wavix2fa.so\n")
        self.ldap(users="sources = ldap\nunmapped = skip", more="[policy]\n")
        self.assertEqual(self.try_as("nophone")[0], pam.SUCCESS)
        self.assert_denied(pam.USER_UNKNOWN, "no-contact", "mobile", user="unusable")

    def test_a_directory_that_cannot_be_asked_lets_nobody_past(self):
        write("/etc/pam.d/direct", "auth required pam_permit.so\nauth required pam_wavix2fa.so\n")
        for users in ("unmapped = skip", "unmapped = decoy"):
            for way in ({"uri": "ldaps://127.0.0.1:9"}, {"ca_file": self.sandbox.ca}):
                with self.subTest(users=users, way=way):
                    self.ldap(users=f"sources = ldap\n{users}", **way)
                    self.assert_denied(pam.AUTHINFO_UNAVAIL, "unavailable", "directory", user="nophone")

    def test_what_a_person_must_mend_is_misconfigured(self):
        write(PASSWORD_FILE, "wrong\n", 0o600)
        self.assert_denied(pam.SERVICE_ERR, "misconfigured", "")
        self.assert_no_secret_in("wrong\n")
        write(PASSWORD_FILE, self.directory.password + "\n", 0o644)
        self.assertIn(PASSWORD_FILE, self.assert_denied(pam.SERVICE_ERR, "misconfigured", "")["cause"])
        write(PASSWORD_FILE, self.directory.password + "\n", 0o600)
        self.directory.add("twice", mobile=PHONES["bob"])
        self.directory.add_entries(person("twice", dn=f"cn=twice,ou=people,{self.directory.base}"))
        self.assert_denied(pam.SERVICE_ERR, "misconfigured", "more than one", user="twice")

    def test_the_second_server_answers_for_the_first(self):
        self.ldap(uri=f"ldaps://127.0.0.1:9 {self.directory.ldaps_uri}")
        self.assert_asked()
        self.journal.wait("ldaps://127.0.0.1:9", self.mark)


class Order(Logins):
    def test_the_first_source_that_knows_the_user_decides(self):
        write(USERS_CONF, f"[users]\nbob = {PHONES['bob']}\nalice = +447919433999\n")
        self.ldap(users="sources = file ldap")
        self.assertIn("+4479*****999", self.try_as()[1][0])
        self.ldap(users="sources = ldap file")
        self.assertIn("+371*****931", self.try_as()[1][0])
        self.assertIn("+4479*****768", self.try_as("bob")[1][0])
        eventually(lambda: not verifiers(), what="the end of the verifiers, and of what they cancel")
        self.sandbox.reset()
        self.assert_denied(pam.USER_UNKNOWN, "no-contact", "no phone", user="nophone")

    def test_a_source_that_fails_is_no_matter_to_whom_an_earlier_one_knows(self):
        self.ldap(uri="ldaps://127.0.0.1:9", users="sources = file ldap")
        self.assert_asked("bob")
        eventually(lambda: not verifiers(), what="the end of the verifier, and of what it cancels")
        self.sandbox.reset()
        self.assert_denied(pam.AUTHINFO_UNAVAIL, "unavailable", "directory")
        os.remove(PASSWORD_FILE)
        self.assert_asked("bob")
        eventually(lambda: not verifiers(), what="the end of the verifier, and of what it cancels")
        self.sandbox.reset()
        self.assert_denied(pam.SERVICE_ERR, "misconfigured", PASSWORD_FILE)
        write(PASSWORD_FILE, self.directory.password + "\n", 0o600)
        self.ldap(uri="ldaps://127.0.0.1:9", users="sources = ldap file")
        self.assert_denied(pam.AUTHINFO_UNAVAIL, "unavailable", "directory", user="bob")


class Meanwhile(Logins):
    def relays(self):
        """The directory answers only once somebody has connected to Wavix."""
        wavix = Relay(int(self.sandbox.url.rsplit(":", 1)[1]))
        directory = Relay(int(self.directory.ldaps_uri.rsplit(":", 1)[1]), opened=wavix.reached)
        self.addCleanup(wavix.close)
        self.addCleanup(directory.close)
        return wavix, directory

    def through(self, wavix, directory, **more):
        self.ldap(uri=f"ldaps://127.0.0.1:{directory.port}", timeout="10s", **more)
        with open("/etc/wavix2fa/wavix2fa.conf", encoding="utf-8") as file:
            text = file.read()
        port = self.sandbox.url.rsplit(":", 1)[1]
        write("/etc/wavix2fa/wavix2fa.conf", text.replace(f"api_url = https://127.0.0.1:{port}",
                                                          f"api_url = https://127.0.0.1:{wavix.port}"))

    def test_the_connection_to_wavix_is_made_while_the_directory_is_asked(self):
        self.through(*self.relays())
        code, _, audit = self.try_as(answer=lambda _: self.code())
        self.assertEqual((code, audit["verdict"]), (pam.SUCCESS, "verified"))
        self.assertEqual(len({entry["connection"] for entry in self.sandbox.requests()}), 1)

    def test_a_user_who_chooses_first_outlives_a_connection_that_comes_late(self):
        self.directory.add("both", mobile=[PHONES["alice"], PHONES["bob"]])
        late = threading.Event()
        wavix = Relay(int(self.sandbox.url.rsplit(":", 1)[1]), opened=late)
        self.addCleanup(wavix.close)
        directory = Relay(int(self.directory.ldaps_uri.rsplit(":", 1)[1]))
        self.addCleanup(directory.close)
        self.through(wavix, directory)

        def answer(text):
            if text.startswith("1:"):
                late.set()  # what was held back at the handshake goes on while the person thinks
                return "2"
            return self.code("bob")
        code, said, audit = self.try_as("both", answer)
        self.assertEqual((code, audit["phone"]), (pam.SUCCESS, "+4479*****768"))
        self.assertEqual(self.operations(), ["create", "check"])

    def test_no_connection_is_made_for_whom_policy_exempts(self):
        wavix, directory = self.relays()
        write("/etc/pam.d/direct", "auth required pam_permit.so\nauth required pam_wavix2fa.so\n")
        self.through(wavix, directory, more="[policy]\nexclude_users = alice\n")
        self.assertEqual(self.try_as()[0], pam.SUCCESS)
        self.assertFalse(wavix.reached.is_set() or directory.reached.is_set())

    def test_who_goes_while_the_directory_is_asked_gets_no_message(self):
        waiting = threading.Event()
        directory = Relay(int(self.directory.ldaps_uri.rsplit(":", 1)[1]), opened=waiting)
        self.addCleanup(directory.close)
        self.ldap(uri=f"ldaps://127.0.0.1:{directory.port}", timeout="10s")
        host = os.fork()
        if host == 0:
            pam.authenticate("direct", "alice", lambda _: None)
            os._exit(0)
        self.assertTrue(directory.reached.wait(10))
        kill(host)
        os.waitpid(host, 0)
        waiting.set()
        audit = self.audit()
        self.assertEqual((audit["verdict"], audit["sends"]), ("no-dialogue", "0"))
        self.assertEqual(self.operations(), [])

    def at_a_silent_name_server(self, **settings):
        with open("/etc/resolv.conf", encoding="utf-8") as file:
            self.addCleanup(write, "/etc/resolv.conf", file.read())
        write("/etc/resolv.conf", "nameserver 127.0.0.53\noptions timeout:30 attempts:1\n")
        silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(silent.close)
        silent.bind(("127.0.0.53", 53))
        self.ldap(uri="ldaps://directory.example.test", **settings)

    def test_a_name_server_that_never_answers_holds_nobody(self):
        self.at_a_silent_name_server(timeout="200ms")
        self.assert_denied(pam.AUTHINFO_UNAVAIL, "unavailable", "directory")
        eventually(lambda: not verifiers(), what="the verifier's end, with a thread left behind")

    def test_the_deadline_of_the_login_holds_while_the_directory_is_asked(self):
        self.at_a_silent_name_server(timeout="4900ms", code="login_timeout = 5s")  # twice that, without it
        self.assert_denied(pam.AUTHINFO_UNAVAIL, "unavailable", "directory")


if __name__ == "__main__":
    tap.main()
