# SPDX-License-Identifier: BSD-3-Clause
"""A wrong configuration denies, whatever it is, and the log names the file, the line, the key and the mend."""

import os
import subprocess

import pam
import tap
from stage import CONFIG, KEY, PHONES, Stage, digits, eventually, verifiers, write

USERS_CONF = "/etc/wavix2fa/users.conf"
KEY_FILE = "/etc/wavix2fa/api_key"


class Configuration(Stage):
    def assert_denied(self, *causes, user="alice", service="direct", code=pam.SERVICE_ERR):
        mark = self.journal.mark()
        got, said = pam.authenticate(service, user, lambda _: "")
        self.assertEqual(got, code)
        self.assertEqual(said, ["Second factor not available. Ask your administrator."])
        audit = self.journal.audit(mark)
        for cause in causes:
            self.assertIn(cause, audit["cause"])
        self.assertEqual(self.operations(), [])
        return audit

    def assert_logs_in(self, user="alice", service="direct"):
        self.already = max((message["index"] for message in self.sandbox.messages()), default=0)
        code, _ = pam.authenticate(service, user, lambda _: self.code(user))
        self.assertEqual(code, pam.SUCCESS, "\n".join(self.journal.lines[self.mark:]))

    def append(self, text):
        with open(CONFIG, encoding="utf-8") as file:
            kept = file.read()
        write(CONFIG, kept + text)
        return kept.count("\n")

    def test_each_class_of_error_in_the_file(self):
        for text, reason in (
                ("[code]\nlenght = 6\n", "code.lenght: no such key (code.length?)"),
                ("[code]\nlength = 6\nlength = 6\n", "code.length"),
                ("[code]\ntries = 3x\n", "code.tries"),
                ("[code]\nlength = 11\n", "code.length"),
                ("[code]\nlogin_timeout = 110\n", "code.login_timeout"),
                ("[code]\necho = maybe\n", "code.echo"),
                ("[nonsense]\nkey = value\n", "nonsense"),
                ("[service sudo]\nwavix.api_url = https://evil.test\n", "wavix.api_url"),
                ("[code]\nlanguage = " + "x" * 300 + "\n", "long"),
                ("[code]\nlength\n", "="),
                ("[code\n", "]")):
            with self.subTest(text[:60]):
                self.configure()
                line = self.append(text)
                self.assert_denied(reason, f"{CONFIG}:{line + text.count(chr(10)) if 'nonsense' not in text else line + 1}:")

    def test_all_errors_are_told_at_once(self):
        self.configure()
        line = self.append("[code]\nlenght = 6\ntries = 9\n")
        self.assert_denied(f"{CONFIG}:{line + 2}: code.lenght", f"{CONFIG}:{line + 3}: code.tries")

    def test_a_missing_service_id(self):
        write(CONFIG, "[wavix]\n")
        self.assert_denied("wavix.service_id")

    def test_files_that_cannot_be_trusted(self):
        for path in (CONFIG, USERS_CONF):
            for spoil in (lambda p: os.remove(p), lambda p: os.chmod(p, 0o664), lambda p: os.chmod(p, 0o646),
                          lambda p: os.chown(p, 2001, 0), lambda p: (os.rename(p, p + ".x"), os.symlink(p + ".x", p)),
                          lambda p: (os.remove(p), os.mkfifo(p, 0o600)), lambda p: (os.remove(p), os.mkdir(p))):
                with self.subTest(path):
                    self.setUp()
                    spoil(path)
                    self.assert_denied(path)
                    os.rmdir(path) if os.path.isdir(path) else os.path.lexists(path) and os.remove(path)

    def test_a_key_that_others_can_read_or_that_is_none(self):
        for spoil in (lambda p: os.chmod(p, 0o644), lambda p: os.chmod(p, 0o640), lambda p: os.chown(p, 2001, 0),
                      lambda p: write(p, "", 0o600), lambda p: write(p, "two\nlines\n", 0o600),
                      lambda p: write(p, "a key\n", 0o600), lambda p: os.remove(p)):
            self.setUp()
            spoil(KEY_FILE)
            self.assert_denied(KEY_FILE)
        self.assert_no_secret_in(KEY)

    def test_arguments_win_over_the_file_and_are_as_strict(self):
        write("/etc/pam.d/direct", "auth required pam_wavix2fa.so code.length=8\n")
        said = pam.authenticate("direct", "alice", lambda p: None if "8 digits" in p else "1")[1]
        self.assertEqual(said[1], "A code has 8 digits. Code: ")
        eventually(lambda: not verifiers(), 5, "the end of the first login")
        self.sandbox.reset()
        for argument in ("conf=", f"conf={CONFIG} conf={CONFIG}", "code.lenght=8", "code.length=x", "nonsense", "wavix.servcie_id=x"):
            write("/etc/pam.d/direct", f"auth required pam_wavix2fa.so {argument}\n")
            self.assert_denied("pam.d argument")

    def test_another_file_by_conf(self):
        os.rename(CONFIG, "/etc/wavix2fa/other.conf")
        self.assert_denied(CONFIG)
        write("/etc/pam.d/direct", "auth required pam_wavix2fa.so conf=/etc/wavix2fa/other.conf\n")
        self.assert_logs_in()

    def test_a_service_overrides_for_itself_alone(self):
        self.configure("[service direct]\ncode.channel = voice\n")
        write("/etc/pam.d/elsewhere", "auth required pam_wavix2fa.so\n")
        self.assert_logs_in()
        self.assertEqual(self.sandbox.messages()[-1]["channel"], "voice")
        self.assert_logs_in(service="elsewhere")
        self.assertEqual(self.sandbox.messages()[-1]["channel"], "sms")

    def test_a_key_that_wavix_refuses(self):
        write(KEY_FILE, "another-key\n", 0o600)
        code, _ = pam.authenticate("direct", "alice", lambda _: "")
        audit = self.audit()
        self.assertEqual((code, audit["verdict"], audit["cause"], audit["status"]),
                         (pam.SERVICE_ERR, "misconfigured", "auth", "401"))

    def test_the_log_goes_to_the_facility_and_without_phones_where_so_asked(self):
        self.configure(log="phone = hidden\nfacility = local3")
        write("/etc/pam.d/direct", "auth required pam_wavix2fa.so debug\n")
        self.assert_logs_in()
        self.assertNotIn("phone", self.audit())
        self.assertNotIn("931", "".join(self.journal.lines[self.mark:]).replace(self.audit()["verification"], ""))


class Contacts(Stage):
    def test_user_names_with_unusual_bytes(self):
        names = ["user@example.com", "DOMAIN\\user", "a.b-c", "machine$", "jānis", "日本", "_x", "name with blank"]
        write(USERS_CONF, "".join(f"[user {name}]\nphone = +37120000{n:03}\n" for n, name in enumerate(names)))
        for n, name in enumerate(names):
            with self.subTest(name):
                mark = self.journal.mark()
                code, _ = pam.authenticate("direct", name, lambda _, n=n: self.sandbox.code(f"37120000{n:03}"))
                self.assertEqual(code, pam.SUCCESS)
                self.assertIn("verified", self.journal.wait("verdict=", mark))

    def test_bytes_that_are_not_text(self):
        write(USERS_CONF, "[users]\n\udcff\udcfe = +37120000001\n")
        code, _ = pam.authenticate("direct", "\udcff\udcfe", lambda _: self.sandbox.code("37120000001"))
        self.assertEqual(code, pam.SUCCESS)
        self.assertEqual(self.audit()["user"], "??")

    def test_no_such_user_is_not_an_error(self):
        code, said = pam.authenticate("direct", "stranger", lambda _: "")
        self.assertEqual((code, said), (pam.USER_UNKNOWN, ["Second factor not available. Ask your administrator."]))
        self.assertEqual(self.audit()["verdict"], "no-contact")
        self.assertEqual(self.operations(), [])

    def test_a_user_without_a_phone_may_be_skipped_but_never_for_an_error(self):
        write("/etc/pam.d/direct", "auth required pam_permit.so\nauth required pam_wavix2fa.so\n")
        self.configure(users="unmapped = skip")
        self.assertEqual(pam.authenticate("direct", "stranger", lambda _: "")[0], pam.SUCCESS)
        self.assertEqual(self.audit()["verdict"], "exempt")
        for spoil in (lambda: os.chmod(USERS_CONF, 0o666), lambda: os.remove(USERS_CONF)):
            spoil()
            self.assertEqual(pam.authenticate("direct", "stranger", lambda _: "")[0], pam.SERVICE_ERR)

    def look_up_accounts_in(self, sources):
        write("/etc/ld.so.conf.d/test.conf", "/mnt/build/tests/system\n")
        subprocess.run(["/sbin/ldconfig"], check=True)
        before = open("/etc/nsswitch.conf", encoding="utf-8").read()
        self.addCleanup(write, "/etc/nsswitch.conf", before)
        write("/etc/nsswitch.conf", f"passwd: {sources}\n")

    def test_a_user_who_cannot_be_looked_up_is_not_skipped(self):
        self.look_up_accounts_in("files failing")
        write("/etc/pam.d/direct", "auth required pam_permit.so\nauth required pam_wavix2fa.so\n")
        self.configure(users="unmapped = skip")
        for user in ("unreachable", "gone"):
            self.assertEqual(pam.authenticate("direct", user, lambda _: "")[0], pam.AUTHINFO_UNAVAIL, user)

    def test_another_spelling_of_an_accounts_name_is_no_way_around_its_phone(self):
        self.look_up_accounts_in("files spelling")
        write("/etc/pam.d/direct", "auth required pam_permit.so\nauth required pam_wavix2fa.so\n")
        self.configure(users="unmapped = skip")
        code, said = pam.authenticate("direct", "ALICE", lambda _: self.wrong())
        self.assertEqual(code, pam.MAXTRIES)
        self.assertIn("+371*****931", said[0])

    def test_an_impossible_number_is_an_error_with_its_line_for_that_user_alone(self):
        write(USERS_CONF, f"[users]\nalice = {PHONES['alice']}\nbob = +12\n")
        self.assertEqual(pam.authenticate("direct", "bob", lambda _: "")[0], pam.SERVICE_ERR)
        self.assertIn(f"{USERS_CONF}:3: ", self.audit()["cause"])
        self.assertEqual(pam.authenticate("direct", "alice", lambda _: self.code())[0], pam.SUCCESS)

    def test_national_numbers_go_out_as_digits_only(self):
        self.configure(users="default_region = GB")
        write(USERS_CONF, "[users]\nalice = 07919 433768\n")
        code, _ = pam.authenticate("direct", "alice", lambda _: self.sandbox.code(digits("bob")))
        self.assertEqual(code, pam.SUCCESS)
        self.assertIn(f'"to":"{digits("bob")}"', self.sandbox.requests("create")[0]["body"].replace(" ", ""))


if __name__ == "__main__":
    tap.main()
