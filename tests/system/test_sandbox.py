#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
"""The sandbox from outside: real sockets, real TLS, each kind of fault."""

import gzip
import http.client
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

import tap

PROGRAM = os.path.join(os.environ.get("WAVIX2FA_BUILD", "build"), "src/sandbox/wavix2fa-sandbox")
KEY = "sandboxkey0123456789sandboxkey0123456789sandboxkey"
SERVICE = "7204a030201211ee9fb47d093f2f127c"
NUMBER = "37128782931"


class Sandbox:
    """A running sandbox, and a client of its two addresses."""

    def __init__(self, *options):
        self.process = subprocess.Popen([PROGRAM, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.told = {}
        while "control" not in self.told:
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError(self.process.stderr.read())
            name, _, value = line.strip().partition(": ")
            self.told[name] = value
        self.host, _, port = self.told["api"].rpartition("://")[2].rpartition(":")
        self.port = int(port)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        _, complaints = self.process.communicate(timeout=5)
        if self.process.returncode != 0:
            sys.stderr.write(complaints)
        return self.process.returncode

    def control(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.told["control"] + path, data, method=method)
        with urllib.request.urlopen(request, timeout=10) as reply:
            return json.load(reply)

    def connect(self, host=None):
        host = host or self.host.strip("[]")
        if "ca" in self.told:
            context = ssl.create_default_context(cafile=self.told["ca"])
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            return http.client.HTTPSConnection(host, self.port, timeout=5, context=context)
        return http.client.HTTPConnection(host, self.port, timeout=5)

    def call(self, method, path, body=None, connection=None, headers=None):
        """(status, text) of one request."""
        one = connection or self.connect()
        try:
            data = body if body is None or isinstance(body, bytes) else json.dumps(body)
            sent = {"Authorization": "Bearer " + KEY}
            if data is not None:
                sent["Content-Type"] = "application/json"
            one.request(method, path, data, {**sent, **(headers or {})})
            reply = one.getresponse()
            self.headers = reply.headers
            return reply.status, reply.read()
        finally:
            if connection is None:
                one.close()

    def create(self, connection=None, **changes):
        body = {"service_id": SERVICE, "to": NUMBER, "channel": "sms", **changes}
        return self.call("POST", "/v1/two-fa/verification", body, connection)

    def check(self, session, code, connection=None):
        return self.call("POST", f"/v1/two-fa/verification/{session}/check", {"code": code}, connection)

    def fault(self, spec):
        self.control("POST", "/faults", spec if isinstance(spec, dict) else {"spec": spec})

    def message(self, after=0):
        return self.control("GET", f"/messages/last?to={NUMBER}&wait=5&after={after}")


class WithSandbox(unittest.TestCase):
    OPTIONS = ["--quiet"]

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox(*cls.OPTIONS)

    @classmethod
    def tearDownClass(cls):
        code = cls.sandbox.stop()
        assert code == 0, code

    def setUp(self):
        for path in ("/requests", "/faults", "/quirks"):
            self.sandbox.control("DELETE", path)

    def created(self):
        status, body = self.sandbox.create()
        self.assertEqual(status, 200, body)
        return json.loads(body)["session_id"], self.sandbox.message()["code"]

    def violations(self):
        return [v for r in self.sandbox.control("GET", "/requests") for v in r["violations"]]


class Dialogue(WithSandbox):
    OPTIONS = ["--tls", "--quiet"]

    def test_create_and_check_share_a_connection_and_the_log_shows_it(self):
        connection = self.sandbox.connect()
        status, body = self.sandbox.create(connection)
        session = json.loads(body)["session_id"]
        code = self.sandbox.message()["code"]
        self.assertEqual(self.sandbox.check(session, code, connection), (200, b'{"is_valid":true}'))
        connection.close()
        log = self.sandbox.control("GET", "/requests")
        self.assertEqual([r["operation"] for r in log], ["create", "check"])
        self.assertEqual(len({r["connection"] for r in log}), 1)
        self.assertEqual(self.violations(), [])
        self.assertEqual(self.sandbox.control("GET", "/sessions")[-1]["status"], "verified")

    def test_time_can_be_moved_past_the_five_minutes(self):
        session, code = self.created()
        self.sandbox.control("POST", "/clock", {"advance": 301})
        self.assertEqual(self.sandbox.check(session, code), (200, b'{"is_valid":false}'))
        self.assertEqual(self.sandbox.control("GET", "/sessions")[-1]["status"], "expired")

    def test_the_lists_work(self):
        session, _ = self.created()
        events = json.loads(self.sandbox.call("GET", f"/v1/two-fa/session/{session}/events")[1])
        self.assertEqual(events[0]["event"], "Code sent via SMS")
        path = f"/v1/two-fa/service/{SERVICE}/sessions?from=2020-01-01&to=2099-01-01"
        self.assertIn(session, [s["session_id"] for s in json.loads(self.sandbox.call("GET", path)[1])])

    def test_a_list_can_be_as_long_as_one_likes(self):
        def ids(days):
            connection = self.sandbox.connect()
            status, body = self.sandbox.call("GET", f"/v1/two-fa/service/{SERVICE}/sessions?{days}", None, connection)
            self.assertEqual(status, 200)
            connection.request("GET", "/", headers={"Authorization": "Bearer " + KEY})
            self.assertEqual(connection.getresponse().status, 404)  # over the same connection
            connection.close()
            return [item["session_id"] for item in json.loads(body)]

        try:
            self.sandbox.control("POST", "/sessions/fabricate", {"count": 5000, "from": "2030-01-01", "to": "2030-01-10"})
            whole = ids("from=2030-01-01&to=2030-01-31")
            self.assertEqual(len(set(whole)), 5000)
            self.assertEqual(ids("from=2030-01-03&to=2030-01-04"), whole[1000:2000])
            made, _ = self.created()
            both = ids("from=2020-01-01&to=2099-01-01")
            self.assertEqual(both[-5000:], whole)
            self.assertEqual(both[-5001], made)
            self.sandbox.fault("sessions:cut=10000")
            with self.assertRaises(http.client.IncompleteRead):
                ids("from=2030-01-01&to=2030-01-31")
        finally:
            self.sandbox.control("POST", "/sessions/fabricate", {"count": 0})

    def test_cancel_without_a_length_is_answered_at_once(self):
        session, _ = self.created()
        self.assertEqual(self.sandbox.call("PATCH", f"/v1/two-fa/verification/{session}/cancel")[0], 200)

    def test_careless_clients_are_caught(self):
        base = "/v1/two-fa/verification"
        good = {"service_id": SERVICE, "to": NUMBER, "channel": "sms"}
        for path, body, status, violation in [
                (base + "?appid=" + KEY, good, 401, "the key is in the URL (appid)"),
                (base, {**good, "to": "+" + NUMBER}, 400, "'to' has a plus sign"),
                (base, {**good, "extra": "1"}, 400, 'Field "extra" is not allowed'),
                (base + "/x/check", {"code": 123456}, 400, 'Field "code" must be a string')]:
            self.sandbox.control("DELETE", "/requests")
            self.assertEqual(self.sandbox.call("POST", path, body)[0], status, violation)
            self.assertEqual(self.violations(), [violation])

    def test_a_blind_retry_is_caught_and_an_honest_repetition_is_not(self):
        self.sandbox.create()
        self.sandbox.create()
        self.assertEqual(self.violations(), [])
        self.sandbox.fault("create:status=503")
        self.sandbox.create()
        self.sandbox.create()
        self.assertEqual(self.violations(), ["repeats request 3, which may have been carried out"])

    def test_a_wait_for_a_message_ends_when_there_is_none(self):
        with self.assertRaises(urllib.error.HTTPError) as failure:
            self.sandbox.control("GET", "/messages/last?to=4412345678&wait=0")
        self.assertEqual(failure.exception.code, 404)
        failure.exception.close()


    def test_the_manual_knows_every_quirk_option_and_kind(self):
        with open(os.path.join(os.path.dirname(__file__), "../../man/wavix2fa-sandbox.8.scd"), encoding="utf-8") as file:
            manual = file.read()
        usage = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, check=True).stdout
        for word in [*self.sandbox.control("GET", "/quirks"), *re.findall(r"--[a-z-]+", usage)]:
            self.assertIn(f"*{word}*", manual)


class Certificates(WithSandbox):
    OPTIONS = ["--tls", "--quiet"]

    def tearDown(self):
        self.sandbox.control("POST", "/certificate", {"kind": "good"})

    def test_each_kind_is_refused_for_its_own_reason(self):
        for kind, reason in [("wrong-host", "mismatch"), ("expired", "expired"), ("self-signed", "self-signed"),
                             ("none", "alert"), ("old-tls", "version"), ("good", None)]:
            self.sandbox.control("POST", "/certificate", {"kind": kind})
            if reason is None:
                self.assertEqual(self.sandbox.create()[0], 200)
                continue
            with self.assertRaises(ssl.SSLError, msg=kind) as failure:
                self.sandbox.create()
            self.assertIn(reason, str(failure.exception), kind)

    def test_localhost_is_a_good_name_too(self):
        connection = self.sandbox.connect(host="localhost")
        self.assertEqual(self.sandbox.create(connection)[0], 200)
        connection.close()

    def test_a_silent_server_leaves_the_handshake_open(self):
        self.sandbox.control("POST", "/certificate", {"kind": "silent"})
        connection = self.sandbox.connect()
        connection.timeout = 0.2
        with self.assertRaises(TimeoutError):
            self.sandbox.create(connection)
        connection.close()


class FaultsOverTls(WithSandbox):
    OPTIONS = ["--tls", "--quiet"]

    def test_status_body_and_retry_after(self):
        self.sandbox.fault("create:status=503,body=html,retry-after=7")
        status, body = self.sandbox.create()
        self.assertEqual((status, self.sandbox.headers["Retry-After"]), (503, "7"))
        self.assertIn(b"<html>", body)
        self.assertEqual(self.sandbox.headers["Content-Type"], "text/html")
        self.sandbox.fault("create:status=429,body=empty,retry-after-date=60")
        self.assertEqual(self.sandbox.create(), (429, b""))
        self.assertIn("GMT", self.sandbox.headers["Retry-After"])
        self.assertEqual(self.sandbox.create()[0], 200)

    def test_counts_and_operations(self):
        self.sandbox.fault("check:status=500,times=2")
        session, code = self.created()
        statuses = [self.sandbox.check(session, code)[0] for _ in range(3)]
        self.assertEqual(statuses, [500, 500, 200])
        self.sandbox.fault("any:status=500,times=always")
        self.assertEqual([self.sandbox.create()[0] for _ in range(3)], [500] * 3)

    def test_a_literal_reply_of_any_kind(self):
        session, _ = self.created()
        self.sandbox.fault({"on": "check", "status": 201, "text": '{"is_valid":true}', "type": "text/plain"})
        self.assertEqual(self.sandbox.check(session, "000000"), (201, b'{"is_valid":true}'))
        self.sandbox.fault({"on": "check", "text": '{"is_valid":true}\u0000'})
        self.assertEqual(self.sandbox.check(session, "000000")[1], b'{"is_valid":true}\0')
        self.sandbox.fault("check:hex=ff00fe")
        self.assertEqual(self.sandbox.check(session, "000000")[1], b"\xff\0\xfe")
        self.sandbox.fault("check:location=http://127.0.0.1:1/,status=307,text={\"is_valid\":true}")
        self.assertEqual(self.sandbox.check(session, "000000")[0], 307)
        self.assertEqual(self.sandbox.headers["Location"], "http://127.0.0.1:1/")

    def test_edits_of_the_real_reply(self):
        for spec, body in [("set=is_valid:\"true\"", b'{"is_valid":"true"}'), ("set=is_valid:1", b'{"is_valid":1}'),
                           ("drop=is_valid", b"{}"), ("bom=yes", b'\xef\xbb\xbf{"is_valid":true}'),
                           ("duplicate=is_valid", b'{"is_valid":false,"is_valid":true}'),
                           ("nest=3", b'{"nest":[[[]]],"is_valid":true}')]:
            session, code = self.created()
            self.sandbox.fault("check:" + spec)
            self.assertEqual(self.sandbox.check(session, code), (200, body))
        session, code = self.created()
        self.sandbox.fault("check:pad=10000000")
        self.assertEqual(len(self.sandbox.check(session, code)[1]), 10000030)

    def test_reset_before_and_after_the_work(self):
        for when, sent in [("before", 0), ("after", 1)]:
            count = len(self.sandbox.control("GET", "/messages"))
            self.sandbox.fault(f"create:reset={when}")
            with self.assertRaises(ConnectionResetError):
                self.sandbox.create()
            self.assertEqual(len(self.sandbox.control("GET", "/messages")) - count, sent)
        self.assertEqual([r["status"] for r in self.sandbox.control("GET", "/requests")], [0, 0])

    def test_hang_up(self):
        self.sandbox.fault("create:hang-up=after")
        with self.assertRaises((http.client.RemoteDisconnected, ssl.SSLEOFError)):
            self.sandbox.create()

    def test_a_cut_body(self):
        self.sandbox.fault("create:cut=20")
        with self.assertRaises(http.client.IncompleteRead) as failure:
            self.sandbox.create()
        self.assertEqual(len(failure.exception.partial), 20)

    def test_delay_drip_and_stall(self):
        for spec in ("delay=150", "drip=1", "stall=150"):
            self.sandbox.fault("create:" + spec)
            start = time.monotonic()
            self.assertEqual(self.sandbox.create()[0], 200)
            self.assertGreater(time.monotonic() - start, 0.14, spec)

    def test_framings(self):
        for framing in ("chunked", "gzip", "close"):
            self.sandbox.fault("create:framing=" + framing)
            status, body = self.sandbox.create()
            body = gzip.decompress(body) if framing == "gzip" else body
            self.assertTrue(json.loads(body)["success"], framing)

    def test_what_becomes_of_the_connection(self):
        for word, promise in [("close", "close"), ("drop", "keep-alive")]:
            self.sandbox.fault("create:connection=" + word)
            connection = self.sandbox.connect()
            self.assertEqual(self.sandbox.create(connection)[0], 200)
            self.assertEqual(self.sandbox.headers["Connection"], promise)
            if word == "drop":
                with self.assertRaises(OSError):
                    self.sandbox.create(connection)
            connection.close()

    def test_idle_connections_can_be_cut(self):
        connection = self.sandbox.connect()
        self.sandbox.create(connection)
        self.sandbox.control("DELETE", "/connections")
        with self.assertRaises(OSError):
            self.sandbox.create(connection)
        connection.close()

    def test_interim_and_literal_bytes(self):
        self.sandbox.fault("create:interim=100")
        self.assertEqual(self.sandbox.create()[0], 200)
        self.sandbox.fault({"on": "create", "wire": "HTTP/1.0 200 OK\r\n\r\n{\"is_valid\":true}"})
        self.assertEqual(self.sandbox.create(), (200, b'{"is_valid":true}'))


class Plain(WithSandbox):
    OPTIONS = ["--listen", "[::1]:0", "--fault", "create:status=502", "--quirk", "cancel-reply=204"]

    def setUp(self):
        pass

    def test_options_act_and_messages_are_shown(self):
        self.assertEqual(self.sandbox.create()[0], 502)
        session, code = self.created()
        self.assertRegex(self.sandbox.process.stdout.readline(),
                         rf"^\d\d:\d\d:\d\d SMS to \+{NUMBER}: Your verification code is {code}\n$")
        self.assertEqual(self.sandbox.call("PATCH", f"/v1/two-fa/verification/{session}/cancel"), (204, b""))
        self.sandbox.create(channel="voice")
        spoken = " ".join(self.sandbox.message(1)["code"])
        self.assertIn(f"voice call to +{NUMBER}: Your verification code is {spoken}",
                      self.sandbox.process.stdout.readline())

    def test_many_connections_at_once(self):
        open_ones = [socket.create_connection(("::1", self.sandbox.port), 5) for _ in range(250)]
        for one in open_ones:
            one.sendall(b"GET /v1/two-fa/session/x/events HTTP/1.1\r\nHost: x\r\n\r\n")
        for one in open_ones:
            self.assertIn(b"401", one.recv(100))
            one.close()


class CommandLine(unittest.TestCase):
    def run_with(self, *words):
        done = subprocess.run([PROGRAM, *words], capture_output=True, text=True, timeout=5)
        return done.returncode, done.stderr

    def test_wrong_words_are_named_in_one_line(self):
        for words, named in [(["--lisen", "x"], "--lisen"), (["--listen", "0.0.0.0:0"], "0.0.0.0"),
                             (["--code-length", "3"], "3"), (["--quirk", "colour=red"], "colour"),
                             (["--quirk", "plus=maybe"], "maybe"), (["--fault", "check:statsu=1"], "statsu"),
                             (["--fault", "chekc:status=1"], "chekc"), (["--certificate", "bad"], "bad"),
                             (["--listen", "127.0.0.1:99999"], "99999"), (["stray"], "stray")]:
            code, text = self.run_with(*words)
            self.assertEqual(code, 2, words)
            self.assertIn(named, text)
            self.assertEqual(text.count("\n"), 1, text)

    def test_a_wrong_word_is_told_as_wavix2fa_tells_it(self):
        for words, why in ((["--lisen", "x"], "'--lisen' is not known here"),
                           (["--code-length", "11"], "--code-length: '11' is not a whole number from 4 to 10"),
                           (["--number-lookup", "maybe"], "--number-lookup: 'maybe' is not known: on or off"),
                           (["--key", "a", "--key-file", "/b"], "--key excludes --key-file")):
            self.assertEqual(self.run_with(*words), (2, f"wavix2fa-sandbox: {why}; see wavix2fa-sandbox --help\n"))

    def test_help_names_what_is_wanted_and_the_defaults(self):
        usage = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, check=True).stdout
        self.assertNotRegex(usage, r"\b(TEXT|UINT)\b")
        for option in ("--listen HOST:PORT ", "--code-length N ", "--number-lookup on|off", "--quirk NAME=VALUE"):
            self.assertIn(option, usage)
        for default in ("127.0.0.1:0", "good", SERVICE, KEY, "6", "off"):
            self.assertIn(f"default: {default}\n", usage)

    def test_a_port_in_use_is_told(self):
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            code, text = self.run_with("--listen", f"127.0.0.1:{port}")
        self.assertEqual(code, 1)
        self.assertIn(f"127.0.0.1:{port}", text)
        self.assertIn("in use", text)

    def test_the_end_cuts_delays_and_removes_what_was_made(self):
        sandbox = Sandbox("--tls", "--quiet", "--fault", "create:delay=60000")
        directory = os.path.dirname(sandbox.told["ca"])
        connection = sandbox.connect()
        connection.request("POST", "/v1/two-fa/verification", "{}")
        start = time.monotonic()
        self.assertEqual(sandbox.stop(), 0)
        self.assertLess(time.monotonic() - start, 2)
        self.assertFalse(os.path.exists(directory))
        connection.close()

    def test_a_given_directory_stays(self):
        with tempfile.TemporaryDirectory() as directory:
            sandbox = Sandbox("--tls", "--state-dir", directory)
            sandbox.stop()
            self.assertEqual(os.listdir(directory), ["ca.pem"])


if __name__ == "__main__":
    tap.main()
