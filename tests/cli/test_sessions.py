# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa sessions: the list of verifications, of any length, and whose each is."""

import json
import os
import signal
import socket

import tap
from asking import Asking

DAY = ("--from", "2026-11-22", "--to", "2026-11-22")
TABLE = """\
CREATED              USER   SERVICE  HOST         PHONE         COUNTRY  STATUS       COST  ID
2026-11-22 00:00:00  -      -        -            +371*****000  LV       verified  $0.1022  00000000201511eeafdfcfc3dedfac51
2026-11-22 08:00:00  alice  sshd     203.0.113.9  +447*****001  GB       verified  $0.0900  00000001201511eeafdfcfc3dedfac51
2026-11-22 16:00:00  bob    sudo     -            +491*****002  DE       expired   $0.0562  00000002201511eeafdfcfc3dedfac51
3 verifications: 1 expired, 2 verified; $0.2484
"""


def fabricated(number):
    return f"{number:08x}201511eeafdfcfc3dedfac51"


class Sessions(Asking):
    def three(self):
        self.fabricate(3)
        self.record(fabricated(1))
        self.record(fabricated(2), user="bob", service="sudo", rhost="")

    def test_each_has_its_user_service_and_host_where_this_machine_knows_them(self):
        self.three()
        self.assertEqual(self.ok("sessions", *DAY), TABLE)

    def test_programs_get_json(self):
        self.three()
        first, second, third = json.loads(self.ok("sessions", *DAY, "--json"))
        self.assertEqual(first, {
            "created_at": "2026-11-22T00:00:00.000Z", "user": None, "service": None, "host": None,
            "phone": "+371*****000", "country": "LV", "status": "verified", "charge": "0.1022",
            "verification": fabricated(0)})
        self.assertEqual([(one["user"], one["service"], one["host"]) for one in (second, third)],
                         [("alice", "sshd", "203.0.113.9"), ("bob", "sudo", None)])

    def test_some_can_be_picked_out(self):
        self.three()
        for words, ids in ((["--user", "alice"], [1]), (["--status", "Verified"], [0, 1]), (["--country", "de"], [2]),
                           (["--status", "expired"], [2]), (["--user", "bob", "--status", "verified"], []),
                           (["--country", "LT"], [])):
            with self.subTest(" ".join(words)):
                listed = json.loads(self.ok("sessions", *DAY, *words, "--json"))
                self.assertEqual([one["verification"] for one in listed], [fabricated(number) for number in ids])
        for spelled in ("canceled", "cancelled", "CANCELLED"):
            self.sandbox.fault(on="sessions", status=200, text='[{"session_id":"a","status":"canceled"},'
                               '{"session_id":"b","status":"cancelled"},{"session_id":"c","status":"failed"}]')
            listed = json.loads(self.ok("sessions", *DAY, "--status", spelled, "--json"))
            self.assertEqual([one["verification"] for one in listed], ["a", "b"])
        self.assertEqual(self.ok("sessions", *DAY, "--country", "LT"), "No such verifications on 2026-11-22.\n")

    def test_none_is_no_failure(self):
        for quirk in ("404", "200"):
            self.sandbox.ask("POST", "/quirks", {"empty-list": quirk})
            self.assertEqual(self.ok("sessions", *DAY), "No verifications on 2026-11-22.\n")
            self.assertEqual(self.ok("sessions", *DAY, "--json"), "[]\n")
        self.assertEqual(self.ok("sessions", "--from", "2026-11-01", "--to", "2026-11-22"),
                         "No verifications from 2026-11-01 to 2026-11-22.\n")

    def test_those_of_today_are_meant_where_no_day_is_told(self):
        made = self.create()
        listed, = json.loads(self.ok("sessions", "--json"))
        self.assertEqual((listed["verification"], listed["status"]), (made, "pending"))

    def test_days_are_this_machines(self):
        self.fabricate(48, "2026-11-21", "2026-11-22")  # one in each hour of two days
        listed = json.loads(self.ok("sessions", *DAY, "--json", env={"TZ": "LINT-14"}))
        self.assertEqual([listed[0]["created_at"], listed[-1]["created_at"], len(listed)],
                         ["2026-11-21T10:00:00.000Z", "2026-11-22T09:00:00.000Z", 24])
        self.assertRegex(self.sandbox.requests()[-1]["path"], r"/sessions\?from=2026-11-21&to=2026-11-23$")
        self.assertIn("2026-11-22 00:00:00", self.ok("sessions", *DAY, env={"TZ": "LINT-14"}))

    def test_a_long_list_comes_whole_and_in_order(self):
        self.fabricate(2000)
        self.record(fabricated(1999))
        listed = json.loads(self.ok("sessions", *DAY, "--json"))
        self.assertEqual([one["verification"] for one in listed], [fabricated(number) for number in range(2000)])
        self.assertEqual([one["user"] for one in listed if one["user"]], ["alice"])
        text = self.ok("sessions", *DAY).splitlines()
        self.assertEqual((len(text), text[-1].partition(":")[0]), (2002, "2,000 verifications"))

    def test_text_from_wavix_cannot_move_the_cursor(self):
        self.sandbox.fault(on="sessions", status=200, text='[{"status":"\\u001b[2J","charge":"much","created_at":"now"}]')
        told = self.ok("sessions", *DAY)
        self.assertNotIn("\x1b", told)
        self.assertTrue(told.endswith("1 verification: 1 ?[2J; $0.0000 and a charge that is no amount\n"), told)


class Terminal(Asking):
    def test_progress_is_shown_and_gone(self):
        self.fabricate(300000)
        terminal = self.on_terminal("sessions", *DAY, "--status", "pending")
        terminal.expect(r"\r[\d,]+ verifications …")
        terminal.expect(r"\r\x1b\[KNo such verifications on 2026-11-22.\r\n", timeout=60)

    def test_ctrl_c_ends_it_at_once(self):
        self.fabricate(1000000)
        terminal = self.on_terminal("sessions", *DAY, "--status", "pending")
        terminal.expect(r"\r[\d,]+ verifications …")
        terminal.sendintr()
        terminal.read()
        terminal.close()
        self.assertEqual(terminal.signalstatus, signal.SIGINT)


class Failures(Asking):
    def test_each_is_told_in_plain_words_with_the_mend(self):
        auth = "the API key may not do this: it needs two_fa with read or write, and the account 2FA (HTTP 403)"
        for prepare, why in (
                (lambda: self.key("wrong"), "it does not take the API key in /etc/wavix2fa/api_key (HTTP 401): "
                 "Unauthorized"),
                (lambda: self.sandbox.ask("POST", "/quirks", {"access": "none"}),
                 f"{auth}: The service is not provisioned for your account."),
                (lambda: self.sandbox.fault(on="sessions", status=503, body="html"),
                 "it has a failure of its own; try again later (HTTP 503)"),
                (lambda: self.sandbox.fault(on="sessions", status=429, body="empty"),
                 "it was asked too often; try again later (HTTP 429)"),
                (lambda: self.sandbox.fault(on="sessions", status=200, text='{"success":false,"message":"No\\u0007"}'),
                 "it rejects the request (HTTP 200): No?"),
                (lambda: self.sandbox.fault(on="sessions", status=200, body="html"),
                 "it answers what the API does not give; is wavix.api_url right? (HTTP 200): the answer is not an array")):
            with self.subTest(why):
                self.setUp()
                prepare()
                self.assertEqual(self.fails(1, "sessions", *DAY), self.says(why))

    def test_a_server_that_is_not_there_or_silent_is_told(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            url = f"http://127.0.0.1:{server.getsockname()[1]}"
            self.point_at(url, "connect_timeout = 1s\nrequest_timeout = 1s\n")
            self.assertRegex(self.fails(1, "sessions", *DAY), f"^wavix2fa: {url}: it did not answer in time; see the "
                             "network, wavix.connect_timeout and wavix.request_timeout: .+\n$")
        self.assertRegex(self.fails(1, "sessions", *DAY), f"^wavix2fa: {url}: it cannot be reached; see the network, "
                         "wavix.proxy and wavix.api_url: .+\n$")

    def test_a_list_that_breaks_off_is_shown_as_far_as_it_came_and_is_a_failure(self):
        self.fabricate(1000)
        for words in ([], ["--json"]):
            self.sandbox.fault(on="sessions", cut=100000)
            done = self.run_it("sessions", *DAY, *words)
            self.assertEqual(done.returncode, 1)
            self.assertRegex(done.stderr, r"(?s)^wavix2fa: .*: it answers what the API does not give; .*\n"
                             r"wavix2fa: the list is not whole: \d+ verifications came before that\n$")
            self.assertEqual(f"{done.stdout.count('201511eeafdfcfc3dedfac51')} verifications",
                             done.stderr.split("whole: ")[1].split(" came")[0])
            self.assertFalse(done.stdout.endswith("]\n"), "a program must not take it for the whole list")
            self.assertNotIn("$1.", done.stdout.splitlines()[-1])

    def test_a_wrong_item_ends_it(self):
        self.sandbox.fault(on="sessions", status=200, text='[{"session_id":"a"},{"session_id":7},{}]')
        done = self.run_it("sessions", *DAY)
        self.assertEqual((done.returncode, done.stderr), (1, self.says(
            "it answers what the API does not give; is wavix.api_url right? (HTTP 200): session_id is not a string")
            + "wavix2fa: the list is not whole: 1 verification came before that\n"))

    def test_wrong_days_are_named(self):
        for words, said in ((["--from", "2026-02-30"], "--from: '2026-02-30'"), (["--to", "yesterday"], "--to: 'yesterday'"),
                            (["--last", "0d"], "--last: '0d'")):
            with self.subTest(" ".join(words)):
                self.assertIn(f"wavix2fa sessions: {said}", self.fails(2, "sessions", *words))
        self.assertIn("--from 2026-11-22 is after --to 2026-11-21",
                      self.fails(1, "sessions", "--from", "2026-11-22", "--to", "2026-11-21"))

    def test_what_cannot_be_shown_is_a_failure(self):
        self.fabricate(1000)
        with open("/dev/full", "w", encoding="utf-8") as full:
            self.assertEqual(self.fails(1, "sessions", *DAY, stdout=full),
                             "wavix2fa: standard output cannot be written: No space left on device\n")
        reader, writer = os.pipe()
        os.close(reader)
        self.assertIn("Broken pipe", self.fails(1, "sessions", *DAY, stdout=writer))
        os.close(writer)

    def test_without_a_key_nothing_is_asked(self):
        os.unlink("/etc/wavix2fa/api_key")
        self.assertIn("/etc/wavix2fa/api_key", self.fails(1, "sessions", *DAY))
        self.assertEqual(self.sandbox.requests(), [])


if __name__ == "__main__":
    tap.main()
