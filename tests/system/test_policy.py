# SPDX-License-Identifier: BSD-3-Clause
"""Who is asked for a code and who is not, by the rules of [policy] and what is known of the user's phones."""

import os
import re
import subprocess

import pam
import tap
from stage import CODE_PROMPT, CONFIG, PHONES, Sshd, Stage, ended, eventually, verifiers, write

STACK = "auth required pam_permit.so\nauth required pam_wavix2fa.so\n"  # another module has to say yes to who is exempt
USERS_CONF = "/etc/wavix2fa/users.conf"
REFUSED = "Second factor not available. Ask your administrator."


class Policies(Stage):
    def setUp(self):
        super().setUp()
        write("/etc/pam.d/direct", STACK)

    def policy(self, *lines, **more):
        self.configure("[policy]\n" + "".join(line + "\n" for line in lines), **more)

    def line_of(self, text):
        with open(CONFIG, encoding="utf-8") as file:
            return file.read().splitlines().index(text) + 1

    def try_as(self, user="alice", answer=lambda _: "", **how):
        """One login: its PAM code, what was said, and its audit line."""
        mark = self.journal.mark()
        code, said = pam.authenticate("direct", user, answer, **how)
        return code, said, self.journal.audit(mark)

    def sources(self, text):
        """Until the test's end; nss_failing.cpp and nss_spelling.cpp are there to be named."""
        write("/etc/ld.so.conf.d/test.conf", "/mnt/build/tests/system\n")
        subprocess.run(["/sbin/ldconfig"], check=True)
        with open("/etc/nsswitch.conf", encoding="utf-8") as file:
            self.addCleanup(write, "/etc/nsswitch.conf", file.read())
        write("/etc/nsswitch.conf", text)

    def assert_exempt(self, rule, user="alice", **how):
        code, said, audit = self.try_as(user, **how)
        self.assertEqual((code, said, audit["verdict"]), (pam.SUCCESS, [], "exempt"))
        self.assertEqual(audit["rule"], rule)
        self.assertEqual(self.operations(), [], "nothing is sent")
        return audit

    def assert_asked(self, user="alice", **how):
        code, said, audit = self.try_as(user, lambda _: None, **how)
        self.assertEqual((code, audit["verdict"], audit["sends"]), (pam.CONV_ERR, "no-dialogue", "1"))
        self.assertTrue(said[0].endswith("Code: "))
        eventually(lambda: not verifiers(), what="the verifier's end, and of what it cancels")
        self.sandbox.reset()
        return audit


class WhoIsAsked(Policies):
    def test_each_rule_exempts_and_is_told_with_its_line(self):
        for line in ("exclude_users = root alice", "exclude_groups = alice", "exclude_groups = 2001",
                     "include_groups = bob", "trusted_networks = 203.0.113.0/24"):
            with self.subTest(line):
                self.policy(line)
                key = line.split()[0]
                self.assert_exempt(f"policy.{key} ({CONFIG}:{self.line_of(line)})")

    def test_who_no_rule_exempts_is_asked(self):
        for line in ("exclude_users = root bob", "exclude_groups = bob", "include_groups = alice",
                     "trusted_networks = 203.0.114.0/24 2001:db8::/32"):
            with self.subTest(line):
                self.policy(line)
                audit = self.assert_asked()
                if line.startswith("include"):
                    self.assertEqual(audit["rule"], f"policy.include_groups ({CONFIG}:{self.line_of(line)})")

    def test_a_host_name_or_no_host_is_never_trusted(self):
        self.policy("trusted_networks = 203.0.113.0/24")
        for rhost in ("", "trusted.test", "203.0.113.9.trusted.test", "203.0.113"):
            with self.subTest(rhost):
                self.assert_asked(rhost=rhost)

    def test_a_service_has_rules_of_its_own(self):
        self.policy("exclude_users = alice", "[service direct]", "policy.exclude_users = bob")
        self.assert_asked("alice")
        self.assert_exempt(f"policy.exclude_users ({CONFIG}:{self.line_of('policy.exclude_users = bob')})", "bob")

    def test_an_argument_of_the_module_goes_before_both(self):
        self.policy("exclude_users = bob")
        write("/etc/pam.d/direct", "auth required pam_permit.so\nauth required pam_wavix2fa.so policy.exclude_users=alice\n")
        self.assert_exempt("policy.exclude_users (pam.d argument)")

    def test_an_included_group_that_does_not_exist_leaves_nobody_out(self):
        self.policy("include_groups = wheeel bob")
        self.assert_asked()
        self.journal.wait("policy.include_groups: there is no group 'wheeel'", self.mark)

    def test_nor_does_one_whose_file_cannot_be_read(self):
        """With another source behind it, as Debian's "files systemd", glibc says "not found" of what is in the file."""
        self.sources("passwd: files\ngroup: files failing\n")
        with open("/etc/group", encoding="utf-8") as file:
            self.addCleanup(write, "/etc/group", file.read())
        os.unlink("/etc/group")
        os.mkdir("/etc/group")  # read(2): EISDIR
        self.addCleanup(os.rmdir, "/etc/group")
        self.policy("include_groups = alice")
        self.assert_asked()

    def test_a_group_that_cannot_be_looked_up_denies(self):
        self.sources("passwd: files\ngroup: files failing\n")
        for key in ("include_groups", "exclude_groups"):
            with self.subTest(key):
                self.policy(f"{key} = unreachable")
                code, said, audit = self.try_as()
                self.assertEqual((code, said), (pam.AUTHINFO_UNAVAIL, [REFUSED]))
                self.assertEqual((audit["verdict"], audit["cause"]), ("unavailable", "directory"))
                self.assertIn(f"policy.{key}", audit["rule"])
        self.assertEqual(self.operations(), [])

    def test_exempt_is_no_success_unless_it_is_to_be(self):
        write("/etc/pam.d/direct", "auth required pam_wavix2fa.so\n")
        self.policy("exclude_users = alice")
        self.assertEqual(self.try_as()[0], pam.PERM_DENIED, "a stack in which nobody says yes")
        self.policy("exclude_users = alice", "exempt_result = success")
        code, _, audit = self.try_as()
        self.assertEqual((code, audit["verdict"]), (pam.SUCCESS, "exempt"))
        self.assertEqual(self.try_as("bob", lambda _: None)[0], pam.CONV_ERR)


class TrustedNetworks(Policies):
    def test_sshd_asks_only_the_clients_from_elsewhere(self):
        self.policy("trusted_networks = 127.0.0.8/29")
        write("/etc/pam.d/sshd", f"{STACK}account required pam_unix.so\nsession required pam_permit.so\n")
        daemon = Sshd("AuthenticationMethods publickey,keyboard-interactive", "KbdInteractiveAuthentication yes",
                      "PasswordAuthentication no")
        self.addCleanup(daemon.stop)
        child = daemon.login("alice", "-b", "127.0.0.9")
        child.expect("logged in as alice")
        ended(child)
        self.assertEqual(self.operations(), [])
        audit = self.audit()
        self.assertEqual((audit["verdict"], audit["rhost"]), ("exempt", "127.0.0.9"))
        self.assertIn("127.0.0.9 is in 127.0.0.8/29", audit["cause"])
        child = daemon.login("alice", "-b", "127.0.0.16")
        child.expect(CODE_PROMPT)
        child.sendline(self.code())
        child.expect("logged in as alice")
        ended(child)
        self.assertEqual(self.operations(), ["create", "check"])


class Monitor(Policies):
    def test_everybody_passes_and_the_log_tells_what_would_have_been(self):
        self.policy("monitor = yes")
        rule = f"policy.monitor ({CONFIG}:{self.line_of('monitor = yes')})"
        self.assertEqual(self.assert_exempt(rule)["cause"],
                         "monitor: a code would have been sent by sms to +371*****931")
        self.assertIn("would have been denied: no-contact", self.assert_exempt(rule, "dave")["cause"])
        write(USERS_CONF, "[users]\nalice = nonsense\n")
        self.assertIn("would have been denied: misconfigured", self.assert_exempt(rule)["cause"])

    def test_a_wrong_configuration_denies_all_the_same(self):
        self.policy("monitor = yes", "su_user = nobody")
        self.assertEqual(self.try_as()[0], pam.SERVICE_ERR)


class Enrolment(Policies):
    def test_who_has_no_phone_is_let_past_loudly_until_the_day_is_over(self):
        self.policy("enrol_until = 2999-12-31")
        code, said, audit = self.try_as("dave")
        self.assertEqual((code, audit["verdict"]), (pam.SUCCESS, "exempt"))
        self.assertEqual(said, ["No phone is on record for you; after 2999-12-31 you cannot log in without one. "
                                "Tell your administrator."])
        self.assertIn("policy.enrol_until", audit["rule"])
        self.assert_asked("alice")
        self.policy("enrol_until = 2020-01-01")
        code, said, audit = self.try_as("dave")
        self.assertEqual((code, said, audit["verdict"]), (pam.USER_UNKNOWN, [REFUSED], "no-contact"))

    def test_a_source_that_cannot_be_read_lets_nobody_past(self):
        self.policy("enrol_until = 2999-12-31")
        write(USERS_CONF, "[users\n")
        self.assertEqual(self.try_as("dave")[0], pam.SERVICE_ERR)


class Decoys(Policies):
    def ask_decoy(self, *answers, user="stranger"):
        left = list(answers)
        return self.try_as(user, lambda _: left.pop(0) if left else None)

    def test_a_stranger_sees_what_a_user_sees_and_nothing_is_asked_of_wavix(self):
        self.configure(users="unmapped = decoy")
        code, said, audit = self.ask_decoy("123456", "12345", "123456", "123456")
        self.assertEqual(code, pam.MAXTRIES)
        self.assertRegex(said[0], r"^Code sent by SMS to \+\d{3}\*+\d{3} \(r: resend, v: voice call\)\. Code: $")
        self.assertEqual(said[1:], ["Wrong code, 2 tries left. Code: ", "A code has 6 digits. Code: ",
                                    "Wrong code, 1 try left. Code: ", "Access denied: no code was accepted."])
        self.assertEqual(self.operations(), [])
        self.assertEqual((audit["verdict"], audit["sends"], audit["checks"]), ("exhausted", "0", "0"))
        self.assertIn("users.unmapped = decoy", audit["cause"])

    def test_the_mask_is_the_same_each_time_and_looks_like_a_users(self):
        self.configure(users="unmapped = decoy")
        write(USERS_CONF, f"[users]\nalice = {PHONES['alice']}\n")
        masks = {self.ask_decoy(user="stranger")[1][0] for _ in range(3)}
        self.assertEqual(len(masks), 1)
        self.assertRegex(masks.pop(), r"\+371\*{5}\d{3} ")
        self.assertEqual(len({self.ask_decoy(user=f"stranger{n}")[1][0] for n in range(5)}), 5)

    def test_no_code_is_ever_right(self):
        self.configure(users="unmapped = decoy", code="tries = 1")
        for code in ("000000", "123456", "999999"):
            self.assertEqual(self.ask_decoy(code)[0], pam.MAXTRIES)

    def test_when_wavix_is_away_strangers_and_users_are_told_the_same(self):
        self.configure(users="unmapped = decoy", wavix="connect_timeout = 1s")
        with open(CONFIG, encoding="utf-8") as file:
            text = file.read()
        write(CONFIG, re.sub("api_url = .*", "api_url = https://127.0.0.1:9", text))
        told = [self.try_as(user)[:2] for user in ("alice", "stranger")]
        self.assertEqual(told[0], (pam.AUTHINFO_UNAVAIL, [REFUSED]))
        self.assertEqual(told[1], told[0])


class Numbers(Policies):
    def test_a_country_that_gets_no_codes_is_forbidden_before_anything_is_sent(self):
        self.policy("countries = GB US")
        code, said, audit = self.try_as("alice")
        self.assertEqual((code, said, audit["verdict"]), (pam.PERM_DENIED, [REFUSED], "forbidden"))
        self.assertIn(f"policy.countries ({CONFIG}:", audit["rule"])
        self.assertEqual((audit["cause"], self.operations()), ("the number is of LV", []))
        self.assert_asked("bob")

    def test_premium_rate_numbers_never_get_one(self):
        write(USERS_CONF, "[users]\nalice = +19002345678\n")
        code, _, audit = self.try_as("alice")
        self.assertEqual((code, audit["verdict"], self.operations()), (pam.PERM_DENIED, "forbidden", []))

    def test_a_type_that_is_not_allowed_is_forbidden_and_cancelled(self):
        for told, keys, allowed in (("voip", [], False), ("voip", ["number_types = mobile voip"], True),
                                    ("landline", [], True), ("landline", ["number_types = mobile"], False),
                                    ("mobile", ["number_types = mobile"], True), ("premium_rate", [], False)):
            with self.subTest(told=told, keys=keys):
                self.sandbox.reset()
                self.sandbox.ask("POST", "/quirks", {"number-lookup": "on", "number-type": told})
                self.policy(*keys)
                code, said, audit = self.try_as("alice", lambda _: self.code())
                if allowed:
                    self.assertEqual((code, audit["verdict"]), (pam.SUCCESS, "verified"))
                    continue
                self.assertEqual((code, said, audit["verdict"]), (pam.PERM_DENIED, [REFUSED], "forbidden"))
                self.assert_cancelled()

    def test_a_type_that_wavix_does_not_tell_is_not_allowed_where_types_are_named(self):
        self.policy("number_types = mobile")
        code, _, audit = self.try_as("alice", lambda _: self.code())
        self.assertEqual((code, audit["verdict"]), (pam.PERM_DENIED, "forbidden"))
        self.assertIn("Number validation", audit["cause"])


class Choices(Policies):
    def choose(self, *answers):
        left = list(answers)

        def answer(_):
            given = left.pop(0) if left else None
            return given() if callable(given) else given

        return self.try_as("alice", answer)

    def test_with_several_phones_the_user_chooses_first(self):
        write(USERS_CONF, f"[users]\nalice = {PHONES['alice']}, {PHONES['bob']}\n")
        code, said, audit = self.choose("2", lambda: self.code("bob"))
        self.assertEqual(said[0], "1: SMS to +371*****931, 2: SMS to +4479*****768. Choose [1]: ")
        self.assertTrue(said[1].startswith("Code sent by SMS to +4479*****768"))
        self.assertEqual((code, audit["phone"]), (pam.SUCCESS, "+4479*****768"))
        code, said, audit = self.choose("3", "", lambda: self.code("alice"))
        self.assertEqual(said[1], "Choose 1 to 2 [1]: ")
        self.assertEqual((code, audit["phone"]), (pam.SUCCESS, "+371*****931"))

    def test_ask_offers_the_channels(self):
        self.configure(code="send = ask")
        code, said, audit = self.choose("2", self.code)
        self.assertEqual(said[0], "1: SMS to +371*****931, 2: call +371*****931. Choose [1]: ")
        self.assertEqual((code, audit["channel"]), (pam.SUCCESS, "voice"))

    def test_a_choice_that_cannot_be_made_costs_nothing(self):
        self.configure(code="send = ask")
        for answer in (None, lambda: 1 / 0):
            code, _, audit = self.choose(answer)
            self.assertEqual((code, audit["verdict"], audit["sends"]), (pam.CONV_ERR, "no-dialogue", "0"))
        self.assertEqual(self.operations(), [])

    def test_phones_that_get_no_codes_are_not_offered(self):
        write(USERS_CONF, f"[users]\nalice = +19002345678, {PHONES['alice']}\n")
        code, said, _ = self.choose(self.code)
        self.assertEqual(code, pam.SUCCESS)
        self.assertTrue(said[0].startswith("Code sent by SMS to +371*****931"))


if __name__ == "__main__":
    tap.main()
