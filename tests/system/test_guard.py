# SPDX-License-Identifier: BSD-3-Clause
"""What logins remember of each other: limits, lockout, codes asked for again, grace, recovery codes, outages."""

import glob
import os
import re
import shutil
import sqlite3
import subprocess
import threading

import pexpect

import pam
import tap
from machine import USERS
from stage import CODE_PROMPT, CONFIG, STATE, Sshd, Stage, ended, eventually, kill, recovery_codes_in, verifiers, write

STORE = f"{STATE}/state.db"
REFUSED = "Second factor not available. Ask your administrator."
ACCOUNT = "account required pam_unix.so\nsession required pam_permit.so\n"
COMMAND = os.environ.get("WAVIX2FA_BUILD", "") + "/src/cli/wavix2fa"


class Guarded(Stage):
    def configure(self, text="", code="resend_delay = 0s", **more):
        super().configure(text, code=code, **more)

    def limits(self, *lines, code="resend_delay = 0s", more=""):
        """These limits and no others."""
        off = ["sends_per_user =", "sends_per_number =", "sends_per_rhost =", "sends_total =", "lockout = 0"]
        named = {line.split()[0] for line in lines}
        self.configure("[limits]\n" + "\n".join([*lines, *(line for line in off if line.split()[0] not in named)])
                       + "\n" + more, code=code)

    def away(self):
        """Wavix cannot be reached."""
        with open(CONFIG, encoding="utf-8") as file:
            text = file.read()
        write(CONFIG, re.sub("api_url = .*", "api_url = https://127.0.0.1:9", text))

    def try_as(self, user="alice", *answers, service="direct", **how):
        """One login in which these are typed, then an end of file: its code, what was said, its audit line."""
        left = list(answers)

        def answer(_):
            given = left.pop(0) if left else None
            return given() if callable(given) else given

        mark = self.journal.mark()
        code, said = pam.authenticate(service, user, answer, **how)
        return code, said, self.journal.audit(mark)

    def creates(self):
        return self.operations().count("create")

    def command(self, *words, status=0, stdin=""):
        done = subprocess.run([COMMAND, *words], input=stdin, capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual(done.returncode, status, done.stderr)
        return done.stdout

    def recovery_codes(self, user="alice"):
        return recovery_codes_in(self.command("recovery", "issue", "--yes", user))

    def sshd(self, *options):
        daemon = Sshd(*options, "KbdInteractiveAuthentication yes")
        self.addCleanup(daemon.stop)
        return daemon


class Limits(Guarded):
    def test_fifty_logins_at_once_send_no_more_than_the_limit(self):
        self.limits("sends_per_user = 10/1h", code="reuse_window = 0s")
        codes = []
        threads = [threading.Thread(target=lambda: codes.append(pam.authenticate("direct", "alice", lambda _: None)[0]))
                   for _ in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((codes.count(pam.CONV_ERR), codes.count(pam.MAXTRIES)), (10, 40))
        self.assertEqual(self.creates(), 10)

    def test_over_the_limit_nothing_is_sent_and_the_user_and_the_log_are_told_until_when(self):
        for key in ("user", "number", "rhost"):
            with self.subTest(key):
                shutil.rmtree(STATE, ignore_errors=True)
                self.limits(f"sends_per_{key} = 1/1h", code="reuse_window = 0s")
                self.try_as()
                before = self.creates()
                code, said, audit = self.try_as()
                self.assertEqual((code, audit["verdict"], self.creates()), (pam.MAXTRIES, "exhausted", before))
                self.assertRegex(said[-1], r"^Too many codes were asked for\. Try again after \d\d:\d\d\.$")
                self.assertRegex(audit["cause"], rf"limits\.sends_per_{key}: 1 in 1h.*\d\d:\d\d")
                self.assertEqual(self.try_as("bob", rhost="203.0.113.10")[0], pam.CONV_ERR, "others are not meant")

    def test_the_total_is_warned_of_before_it_is_reached(self):
        self.limits("sends_total = 5/1h", code="reuse_window = 0s")
        for _ in range(5):
            self.try_as()
        lines = [line for line in self.journal.lines[self.mark:] if "limits.sends_total: 4 messages of 5 in 1h" in line]
        self.assertEqual(len(lines), 1)
        self.assertEqual(self.try_as("bob", rhost="203.0.113.77")[0], pam.MAXTRIES)

    def test_a_resend_counts_and_one_over_the_limit_leaves_the_code_good(self):
        self.limits("sends_per_user = 2/1h")
        code, said, _ = self.try_as("alice", "r", "r", self.code)
        self.assertRegex(said[2], r"^Too many codes were asked for; another can be sent after \d\d:\d\d\. Code: $")
        self.assertEqual((code, self.operations().count("resend")), (pam.SUCCESS, 1))

    def test_an_address_of_the_same_ipv6_network_is_the_same_host(self):
        self.limits("sends_per_rhost = 1/1h", code="reuse_window = 0s")
        self.try_as("alice", rhost="2001:db8:1:2::1")
        self.assertIn("limits.sends_per_rhost", self.try_as("bob", rhost="2001:db8:1:2:a:b:c:d")[2]["cause"])
        self.assertEqual(self.try_as("bob", rhost="2001:db8:1:3::1")[0], pam.CONV_ERR)

    def test_what_never_left_is_given_back(self):
        self.limits("sends_per_user = 1/1h", more="[outage]\nbreaker = 0\n")
        self.away()
        self.assertEqual([self.try_as()[0] for _ in range(3)], [pam.AUTHINFO_UNAVAIL] * 3)
        self.limits("sends_per_user = 1/1h")
        self.assertEqual(self.try_as("alice", self.code)[0], pam.SUCCESS)

    def test_what_wavix_refuses_is_given_back_and_what_it_may_have_sent_is_not(self):
        for status, counts in ((401, False), (422, False), (429, False), (503, True)):
            with self.subTest(status=status):
                shutil.rmtree(STATE, ignore_errors=True)
                self.limits("sends_per_user = 1/1h", more="[outage]\nbreaker = 0\n")
                self.sandbox.fault(on="create", times="once", status=status)
                self.try_as()
                self.already = max((message["index"] for message in self.sandbox.messages()), default=0)
                self.assertEqual(self.try_as("alice", self.code)[0], pam.MAXTRIES if counts else pam.SUCCESS)


class Lockout(Guarded):
    def test_a_locked_user_gets_no_message(self):
        self.limits("lockout = 2 failures / 15m for 15m", code="tries = 1")
        for _ in range(2):
            self.assertEqual(self.try_as("alice", self.wrong)[0], pam.MAXTRIES)
        before = self.creates()
        code, said, audit = self.try_as()
        self.assertEqual((code, audit["verdict"], self.creates()), (pam.MAXTRIES, "exhausted", before))
        self.assertRegex(said[0], r"^Too many failed logins\. Try again after \d\d:\d\d\.$")
        self.assertIn("limits.lockout", audit["rule"])
        self.assertEqual(self.try_as("bob")[0], pam.CONV_ERR)
        self.command("lockout", "clear", "alice")
        self.assertEqual(self.try_as("alice", self.code)[0], pam.SUCCESS)

    def test_a_success_clears_what_failed_before(self):
        self.limits("lockout = 2 failures / 15m for 15m", code="tries = 1")
        for answer in (self.wrong, self.code, self.wrong, self.code):
            self.already = max((message["index"] for message in self.sandbox.messages()), default=0)
            verdict = self.try_as("alice", answer)[2]["verdict"]
            self.assertEqual(verdict, "verified" if answer == self.code else "exhausted")

    def test_a_lockout_reaches_logins_that_are_at_their_prompt(self):
        self.limits("lockout = 2 failures / 15m for 15m", code="reuse_window = 0s\ntries = 1")

        def others_fail():
            for _ in range(2):
                self.assertEqual(self.try_as("alice", self.wrong)[0], pam.MAXTRIES)
            return self.code()

        code, said, _ = self.try_as("alice", others_fail)
        self.assertEqual((code, self.operations().count("check")), (pam.MAXTRIES, 2))
        self.assertRegex(said[-1], r"^Too many failed logins\. Try again after \d\d:\d\d\.$")
        self.journal.wait("verdict=exhausted .* rule=.?limits.lockout", self.mark)

    def test_a_login_keeps_its_own_tries_whatever_its_wrong_codes_count(self):
        self.limits("lockout = 1 failures / 15m for 15m", code="reuse_window = 0s")
        self.assertEqual(self.try_as("alice", self.wrong, self.code)[0], pam.SUCCESS)

    def test_a_verifier_killed_after_a_wrong_code_has_failed(self):
        self.limits("lockout = 1 failures / 15m for 15m", code="reuse_window = 0s")
        self.assertEqual(self.try_as("alice", self.wrong, lambda: kill(verifiers()[0]))[0], pam.SYSTEM_ERR)
        self.assertIn("limits.lockout", self.try_as()[2]["rule"])

    def test_root_is_locked_out_only_if_that_is_wanted(self):
        for wanted in ("no", "yes"):
            self.limits("lockout = 2 failures / 15m for 15m", f"root_lockout = {wanted}", code="tries = 1")
            for _ in range(2):
                self.try_as("root", lambda: self.wrong("root"))
            self.assertEqual("limits.lockout" in self.try_as("root")[2].get("rule", ""), wanted == "yes")

    def test_who_gives_up_after_a_wrong_code_has_failed_too(self):
        self.limits("lockout = 2 failures / 15m for 15m", code="reuse_window = 0s")
        for _ in range(2):
            self.try_as("alice", self.wrong)
        self.assertIn("limits.lockout", self.try_as()[2]["rule"])


class AskedAgain(Guarded):
    def test_a_reconnecting_user_is_asked_for_the_same_code(self):
        write("/etc/pam.d/sshd", f"auth required pam_wavix2fa.so\n{ACCOUNT}")
        daemon = self.sshd("AuthenticationMethods publickey,keyboard-interactive", "PasswordAuthentication no")
        child = daemon.login("alice")
        child.expect(CODE_PROMPT)
        code = self.code()
        child.kill(9)
        eventually(lambda: not verifiers(), what="the verifier's end")
        child = daemon.login("alice")
        child.expect(r"Code already sent by SMS to \+371\*{5}931 \d+ s ago \(r: resend, v: voice call\)\. Code: $")
        child.sendline(code)
        child.expect("logged in as alice")
        ended(child)
        self.assertEqual(self.operations(), ["create", "check"])

    def test_password_then_keyboard_interactive_sends_one_message(self):
        write("/etc/pam.d/sshd", f"auth requisite pam_unix.so\nauth required pam_wavix2fa.so\n{ACCOUNT}")
        daemon = self.sshd("AuthenticationMethods password,keyboard-interactive:pam keyboard-interactive:pam",
                           "PasswordAuthentication yes")
        child = daemon.login("alice", "-o", "PreferredAuthentications=password,keyboard-interactive", key=False)
        child.expect("password: $")
        child.sendline(USERS["alice"][1])
        while child.expect(["assword: $", CODE_PROMPT, pexpect.EOF]) == 0:
            child.sendline(USERS["alice"][1])
        child.sendline(self.code())
        self.journal.wait("verdict=verified", self.mark)  # no login: libpam remembers that the password method failed
        child.close()
        self.assertEqual(self.creates(), 1)
        self.assertGreater(len(self.journal.audits(self.mark)), 2)

    def test_another_address_or_service_gets_a_message_of_its_own(self):
        write("/etc/pam.d/other", "auth required pam_wavix2fa.so\n")
        self.try_as()
        self.try_as(rhost="203.0.113.10")
        self.try_as(service="other")
        self.assertEqual(self.creates(), 3)
        self.try_as()
        self.assertEqual(self.creates(), 3)

    def test_wrong_codes_and_sends_are_carried_over_even_from_a_verifier_that_was_killed(self):
        asked = threading.Event()

        def answer(text):
            if text.startswith("Code sent"):
                return self.wrong()
            asked.set()
            for pid in verifiers():
                kill(pid)
            return "123456"
        code, said = pam.authenticate("direct", "alice", answer)
        self.assertTrue(asked.is_set())
        self.assertEqual(code, pam.SYSTEM_ERR)
        code, said, audit = self.try_as("alice", self.wrong, self.wrong)
        self.assertTrue(said[0].startswith("Code already sent by SMS"))
        self.assertEqual(said[1], "Wrong code, 1 try left. Code: ")
        self.assertEqual((code, audit["verdict"], self.creates()), (pam.MAXTRIES, "exhausted", 1))
        self.assert_cancelled()

    def test_what_was_refused_after_wrong_codes_is_cancelled_at_once(self):
        self.try_as("alice", self.wrong, self.wrong, self.wrong)
        self.assert_cancelled()
        self.assertTrue(self.try_as()[1][0].startswith("Code sent by SMS"))

    def let_the_window_pass(self):
        """As if it all were longer ago."""
        eventually(lambda: not verifiers(), what="the verifier's end")
        store = sqlite3.connect(STORE, isolation_level=None)
        store.execute("UPDATE pending SET touched = touched - reuse_window")
        store.close()

    def test_what_nobody_came_back_for_is_cancelled_by_the_next_verifier(self):
        write("/etc/pam.d/other", "auth required pam_wavix2fa.so\n")
        self.try_as("alice")
        self.try_as("bob", lambda: self.code("bob"))
        self.assertNotIn("cancel", self.operations())
        self.let_the_window_pass()
        self.try_as("bob", lambda: self.code("bob", after=self.already + 2), service="other")
        eventually(lambda: "cancel" in self.operations(), what="the cancellation")

    def test_a_cancellation_that_was_not_heard_is_made_again_by_the_next_verifier(self):
        for fault in ({"status": 503}, {"reset": "before"}, {"reset": "after"}):
            with self.subTest(**fault):
                self.sandbox.reset()
                self.try_as("alice")
                self.let_the_window_pass()
                self.sandbox.fault(on="cancel", **fault)
                for cancellations in (1, 2, 2):
                    self.try_as("bob", lambda: self.code("bob"))
                    eventually(lambda: not verifiers(), what="the verifier's end")
                    self.assertEqual(self.operations().count("cancel"), cancellations)

    def test_a_decoy_swallows_nobodys_cancellation(self):
        self.configure(users="unmapped = decoy")
        self.try_as("alice")
        self.let_the_window_pass()
        self.try_as("stranger")
        eventually(lambda: not verifiers(), what="the verifier's end")
        self.assertNotIn("cancel", self.operations())
        self.try_as("bob", lambda: self.code("bob"))
        eventually(lambda: "cancel" in self.operations(), what="the cancellation")

    def test_a_code_that_is_made_after_the_end_is_asked_for_by_nobody(self):
        self.configure(code="login_timeout = 5s", wavix="request_timeout = 20s\n")
        self.sandbox.fault(on="create", times="once", delay=5500, when="after")
        self.try_as("alice")
        self.assert_cancelled(seconds=8)
        eventually(lambda: not verifiers(), 10, what="the verifier's end")
        self.assertTrue(self.try_as("alice")[1][0].startswith("Code sent"))

    def test_with_the_window_off_it_is_cancelled_at_once(self):
        self.configure(code="reuse_window = 0s")
        self.try_as("alice")
        self.assert_cancelled()

    def test_logins_side_by_side_have_a_code_each(self):
        """The one that is at its prompt keeps its own."""
        inner = []

        def answer(_):
            if not inner:
                own = self.code()
                inner.append(self.try_as("alice", lambda: self.code(after=self.already + 1)))
                return own
            return None
        first = pam.authenticate("direct", "alice", answer)
        self.assertEqual(inner[0][0], pam.SUCCESS)
        self.assertEqual(self.creates(), 2)
        self.assertEqual(first[0], pam.SUCCESS)


class Grace(Guarded):
    def test_a_second_window_within_grace_is_not_asked(self):
        self.configure("[grace]\nperiod = 10m\n")
        write("/etc/pam.d/sshd", f"auth required pam_wavix2fa.so\n{ACCOUNT}")
        daemon = self.sshd("AuthenticationMethods publickey,keyboard-interactive", "PasswordAuthentication no")
        child = daemon.login("alice")
        child.expect(CODE_PROMPT)
        child.sendline(self.code())
        child.expect("logged in as alice")
        ended(child)
        mark = self.journal.mark()
        child = daemon.login("alice")
        child.expect("logged in as alice")
        ended(child)
        audit = self.journal.audit(mark)
        self.assertEqual((audit["verdict"], self.creates()), ("verified", 1))
        self.assertRegex(audit["cause"], r"grace until \d\d:\d\d")
        child = daemon.login("alice", "-b", "127.0.0.9")
        child.expect(CODE_PROMPT)
        child.close()
        self.command("grace", "revoke", "alice")
        child = daemon.login("alice")
        child.expect(CODE_PROMPT)
        child.close()

    def test_there_is_none_without_being_asked_for_and_none_for_a_host_name(self):
        self.try_as("alice", self.code)
        self.assertTrue(self.try_as()[1][0].startswith("Code sent"))
        shutil.rmtree(STATE)
        self.configure("[grace]\nperiod = 10m\n", code="reuse_window = 0s")
        for rhost in ("client.test", ""):
            self.already = max(message["index"] for message in self.sandbox.messages())
            self.assertEqual(self.try_as("alice", self.code, rhost=rhost)[0], pam.SUCCESS)
            self.assertTrue(self.try_as(rhost=rhost)[1][0].startswith("Code sent"))


class Recovery(Guarded):
    def test_a_code_works_once(self):
        codes = self.recovery_codes()
        self.assertEqual(len(set(codes)), 10)
        code, said, audit = self.try_as("alice", codes[0])
        self.assertEqual((code, audit["verdict"]), (pam.SUCCESS, "verified"))
        self.assertIn("9 left", audit["cause"])
        self.assert_cancelled()
        self.assertEqual(self.try_as("alice", codes[0])[1][1], "Wrong code, 2 tries left. Code: ")
        self.assertEqual(self.try_as("bob", codes[1])[0], pam.CONV_ERR, "another user's is none")
        for secret in codes:
            self.assertNotIn(secret, "\n".join(self.journal.lines))

    def test_two_that_are_left_are_told(self):
        codes = self.recovery_codes()
        for n in range(8):
            self.assertEqual(self.try_as("alice", codes[n].upper().replace("-", " "))[0], pam.SUCCESS)
        self.assertIn("; or a recovery code, 2 left)", self.try_as()[1][0])

    def test_with_wavix_away_a_recovery_code_logs_in_and_nothing_else_does(self):
        self.configure("[outage]\naction = recovery_only\n")
        codes = self.recovery_codes()
        self.away()
        code, said, _ = self.try_as("alice", "123456", "r", "", codes[0])
        self.assertEqual(code, pam.SUCCESS)
        self.assertEqual(set(said), {"Wavix cannot be reached. Recovery code: "})
        code, said, _ = self.try_as("bob")
        self.assertEqual((code, said), (pam.AUTHINFO_UNAVAIL, [REFUSED]))
        self.assertEqual(self.try_as("alice", *["zzzz-zzzz-zzzz-zzzz"] * 3)[0], pam.MAXTRIES)


class Outage(Guarded):
    def test_the_action_is_by_cause_and_by_service(self):
        write("/etc/pam.d/direct", "auth required pam_permit.so\nauth required pam_wavix2fa.so\n")
        for keys, fault, passes in (
                ("action = deny", {"status": 503}, False), ("action = allow", {"status": 503}, True),
                ("server = allow", {"status": 503}, True), ("timeout = allow", {"status": 503}, False),
                ("rate_limit = allow", {"status": 429}, True), ("action = allow\nserver = deny", {"status": 500}, False),
                ("action = allow", {"status": 401}, False), ("action = allow", {"status": 403}, False),
                ("action = allow", {"status": 400}, False)):
            with self.subTest(keys=keys, fault=fault):
                shutil.rmtree(STATE, ignore_errors=True)
                self.configure(f"[outage]\n{keys}\nbreaker = 0\n")
                self.sandbox.reset()
                self.sandbox.fault(on="create", times="always", **fault)
                code, _, audit = self.try_as()
                self.assertEqual((code == pam.SUCCESS, audit["verdict"] == "exempt"), (passes, passes))

    def test_a_service_may_differ(self):
        write("/etc/pam.d/direct", "auth required pam_permit.so\nauth required pam_wavix2fa.so\n")
        self.configure("[service direct]\noutage.unreachable = allow\n")
        self.away()
        code, _, audit = self.try_as()
        self.assertEqual((code, audit["verdict"], audit["cause"]), (pam.SUCCESS, "exempt", "unreachable"))

    def test_who_has_no_phone_is_let_in_by_no_outage(self):
        write("/etc/pam.d/direct", "auth required pam_permit.so\nauth required pam_wavix2fa.so\n")
        for unmapped in ("deny", "decoy"):
            self.configure("[outage]\naction = allow\n", users=f"unmapped = {unmapped}")
            self.away()
            self.assertNotEqual(self.try_as("stranger")[0], pam.SUCCESS)

    def test_the_circuit_answers_by_the_cause_that_opened_it(self):
        write("/etc/pam.d/direct", "auth required pam_permit.so\nauth required pam_wavix2fa.so\n")
        self.configure("[outage]\nunreachable = allow\nbreaker = 2 failures / 1h\n")
        self.sandbox.fault(on="create", times="always", status=503)
        self.assertEqual([self.try_as()[0] for _ in range(3)], [pam.AUTHINFO_UNAVAIL] * 3)
        self.assertEqual((self.creates(), self.try_as()[2]["cause"]), (2, "server"))

    def test_a_login_that_asks_nothing_of_wavix_takes_nobodys_probe(self):
        self.configure("[outage]\nbreaker = 2 failures / 1s\n")
        self.sandbox.fault(on="create", times="always", status=503)
        for _ in range(2):
            self.try_as()
        self.sandbox.reset()

        def verified_after_a_stranger():
            self.assertEqual(self.try_as("stranger")[0], pam.USER_UNKNOWN)
            return self.try_as("alice", self.code)[0] == pam.SUCCESS

        eventually(verified_after_a_stranger, what="the probe")

    def test_after_some_failures_wavix_is_not_asked_for_a_while(self):
        self.configure("[outage]\nbreaker = 2 failures / 1h\n")
        self.away()
        for _ in range(2):
            self.assertNotIn("outage.breaker", self.try_as()[2].get("detail", ""))
        self.configure("[outage]\nbreaker = 2 failures / 1h\n")
        code, _, audit = self.try_as()
        self.assertEqual((code, audit["verdict"], self.operations()), (pam.AUTHINFO_UNAVAIL, "unavailable", []))
        self.assertIn("outage.breaker", audit["detail"])


class BreakGlass(Guarded):
    def test_logins_pass_while_the_glass_is_broken(self):
        write("/etc/pam.d/direct", "auth required pam_permit.so\nauth required pam_wavix2fa.so\n")
        self.command("breakglass", "start", "--ttl", "2h", "--reason", "Wavix is down")
        code, said, audit = self.try_as()
        self.assertEqual((code, said, audit["verdict"], self.operations()), (pam.SUCCESS, [], "exempt", []))
        self.assertIn("Wavix is down", audit["cause"])
        self.command("breakglass", "stop")
        self.assertEqual(self.try_as()[0], pam.CONV_ERR)


class Store(Guarded):
    def test_who_sshd_refuses_anyway_touches_no_store(self):
        write("/etc/pam.d/sshd", f"auth optional pam_unix.so\nauth required pam_wavix2fa.so\n{ACCOUNT}")
        daemon = self.sshd("AuthenticationMethods keyboard-interactive", "PasswordAuthentication no",
                           "DenyUsers alice")
        child = daemon.login("alice", key=False)
        child.expect("Password: $")
        child.sendline(USERS["alice"][1])
        self.assertEqual(self.audit()["verdict"], "no-dialogue")
        self.assertFalse(os.path.exists(STATE))
        child.close()

    def assert_denied(self, *parts):
        before = self.creates()
        mark = self.journal.mark()
        code, said, audit = self.try_as("alice", self.code)
        self.assertEqual((code, said, audit["verdict"]), (pam.SERVICE_ERR, [REFUSED], "misconfigured"))
        for part in parts:
            self.assertIn(part, audit["cause"])
        self.assertEqual(self.creates(), before, "nothing is sent that cannot be counted")
        self.assertEqual(len(self.journal.audits(mark)), 1)

    def test_a_store_that_cannot_be_used_denies_and_says_what_to_do(self):
        self.try_as("alice", self.code)
        eventually(lambda: not verifiers(), what="the verifier's end")
        with open(STORE, "rb") as file:
            whole = file.read()
        for name in glob.glob(f"{STORE}-*"):
            os.remove(name)
        write(STORE, "this is no store at all" * 100, 0o600)
        self.assert_denied(STORE, "move it away")
        with open(STORE, "wb") as file:
            file.write(whole)
        newer = sqlite3.connect(STORE)
        newer.execute("PRAGMA user_version = 9999")
        newer.commit()
        newer.close()
        self.assert_denied(STORE, "newer")
        shutil.rmtree(STATE)
        os.makedirs(STATE, 0o777)
        os.chmod(STATE, 0o777)
        self.assert_denied(STATE)

    def test_a_full_disk_denies_and_loses_nothing(self):
        self.limits("sends_per_user = 2/1h", code="reuse_window = 0s")
        os.makedirs(STATE, 0o700)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k,mode=700", "tmpfs", STATE], check=True)
        self.addCleanup(subprocess.run, ["umount", STATE], check=True)
        self.try_as()
        with open(f"{STATE}/filler", "wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(b"x" * 4096)
            except OSError:
                pass
        self.assert_denied("full")
        os.remove(f"{STATE}/filler")
        self.assertEqual([self.try_as()[2]["verdict"] for _ in range(2)], ["no-dialogue", "exhausted"])

    def test_a_read_only_file_system_denies(self):
        self.try_as("alice", self.code)
        subprocess.run(["mount", "--bind", STATE, STATE], check=True)
        self.addCleanup(subprocess.run, ["umount", STATE], check=True)
        subprocess.run(["mount", "-o", "remount,ro,bind", STATE], check=True)
        self.assert_denied("read-only")

    def test_a_store_locked_for_too_long_denies(self):
        self.try_as("alice", self.code)
        other = sqlite3.connect(STORE, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        self.assert_denied("locked")
        other.execute("ROLLBACK")
        other.close()
        self.assertEqual(self.try_as()[0], pam.CONV_ERR)


if __name__ == "__main__":
    tap.main()
