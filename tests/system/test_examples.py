# SPDX-License-Identifier: BSD-3-Clause
"""The lines of conf/, put where their comments say, and logged in through. Debian's stand among this machine's own
pam.d files where it is a Debian; Fedora's among files of the same form as Fedora's."""

import os
import re
import unittest

import pexpect

import tap
from machine import ROOT_PASSWORD, USERS
from stage import CODE_PROMPT, Sshd, Stage, as_user, ended, write

CONF = os.path.abspath(os.path.dirname(__file__) + "/../../conf")
PASSWORD = USERS["alice"][1]
IS_DEBIAN = os.path.exists("/etc/pam.d/common-auth")
FEDORAS_AUTH = ("auth required pam_env.so\nauth required pam_faildelay.so delay=2000000\n"
                "auth sufficient pam_unix.so nullok\nauth required pam_deny.so\n")
THE_REST = "account required pam_unix.so\nsession required pam_unix.so\n"


def shipped(path):
    with open(f"{CONF}/{path}", encoding="utf-8") as file:
        return file.read()


def with_sssd(lines, sssd):
    """The example with its lines for sssd, which another module plays."""
    lines = re.sub(r"(?m)^auth +requisite +pam_unix\.so\n", "", lines)
    return re.sub(r"(?m)^#(auth )", r"\1", lines).replace("pam_sss.so use_first_pass", sssd)


class Debian:
    """In place of the one line that asks for the password."""

    services = {"sshd": ("sshd",), "sshd-key": ("sshd",), "sudo": ("sudo", "sudo-i"), "su": ("su",)}

    def put(self, name):
        for service in self.services[name]:
            path = f"/etc/pam.d/{service}"
            with open(path, encoding="utf-8") as file:
                text = file.read()
            self.addCleanup(write, path, text)
            text, count = re.subn(r"(?m)^@include common-auth\n", lambda _: shipped(f"pam.d/debian/{name}"), text)
            self.assertEqual(count, 1)
            write(path, text)


class Fedora:
    """In place of all auth lines."""

    def put(self, name, lines=None):
        service = name.partition("-")[0]
        for other in ("system-auth", "password-auth"):
            write(f"/etc/pam.d/{other}", FEDORAS_AUTH + THE_REST)
        write("/etc/pam.d/postlogin", "session optional pam_umask.so silent\n")
        write(f"/etc/pam.d/{service}", (lines or shipped(f"pam.d/fedora/{name}")) + THE_REST)
        write("/etc/pam.d/sudo-i", "auth include sudo\naccount include sudo\nsession include sudo\n")
        write("/etc/pam.d/su-l", "auth include su\naccount include su\nsession include su\n")


class Examples(Stage):
    def take_out(self, *services):
        """The way out of a lockout."""
        for service in services:
            with open(f"/etc/pam.d/{service}", encoding="utf-8") as file:
                text, count = re.subn(r"(?m)^auth .*pam_wavix2fa", r"#\g<0>", file.read())
            self.assertEqual(count, 1)
            write(f"/etc/pam.d/{service}", text)

    def assert_nothing_sent(self):
        self.assertEqual(self.operations(), [])

    def type_wrong_codes(self, child, user="alice"):
        wrong = self.wrong(user)
        for _ in range(2):
            child.sendline(wrong)
            child.expect("left. " + CODE_PROMPT)
        child.sendline(wrong)


class SshdExamples(Examples):
    def sshd(self, name, *more):
        daemon = Sshd(f"Include {CONF}/sshd_config.d/{name}.conf", "KbdInteractiveAuthentication no",
                      "PasswordAuthentication yes", *more)
        self.addCleanup(daemon.stop)
        return daemon

    def assert_in(self, child, user="alice"):
        child.expect(f"logged in as {user}")
        self.assertEqual(ended(child)[1], 0)

    def assert_out(self, child):
        """After PAM_MAXTRIES sshd has no method left to offer; the stock client then tries a password by itself."""
        while child.expect(["password: $", pexpect.EOF]) == 0:
            child.sendline(PASSWORD)
        said, status = ended(child)
        self.assertNotIn("logged in", said)
        self.assertEqual(status, 255)


class PasswordThenCode:
    def setUp(self):
        super().setUp()
        self.put("sshd")

    def at_password_prompt(self, *more, user="alice", key=False):
        child = self.sshd("password-then-code").login(user, *more, key=key)
        child.expect("Password: $")
        return child

    def at_code_prompt(self):
        child = self.at_password_prompt()
        child.sendline(PASSWORD)
        child.expect(CODE_PROMPT)
        return child

    def test_password_and_code_log_in(self):
        child = self.at_code_prompt()
        child.sendline(self.code())
        self.assert_in(child)

    def test_a_wrong_password_sends_nothing(self):
        child = self.at_password_prompt("-o", "NumberOfPasswordPrompts=1")
        child.sendline("not it")
        self.assert_out(child)
        self.assert_nothing_sent()

    def test_an_unknown_user_sends_nothing(self):
        child = self.at_password_prompt("-o", "NumberOfPasswordPrompts=1", user="nobody.here")
        child.sendline("whatever")
        self.assert_out(child)
        self.assert_nothing_sent()

    def test_wrong_codes_do_not_log_in(self):
        child = self.at_code_prompt()
        self.type_wrong_codes(child)
        self.assert_out(child)

    def test_a_key_alone_does_not_log_in(self):
        child = self.sshd("password-then-code").login("alice", "-o", "KbdInteractiveAuthentication=no")
        self.assert_out(child)
        self.assert_nothing_sent()

    def test_with_the_line_taken_out_the_password_alone_logs_in(self):
        self.take_out("sshd")
        child = self.at_password_prompt()
        child.sendline(PASSWORD)
        self.assert_in(child)

    def test_a_user_without_a_phone_whom_the_configuration_skips_logs_in(self):
        self.configure(users="unmapped = skip")
        child = self.at_password_prompt(user="dave")
        child.sendline(USERS["dave"][1])
        self.assert_in(child, "dave")
        self.assertEqual(self.audit()["verdict"], "exempt")


class KeyThenCode:
    def setUp(self):
        super().setUp()
        self.put("sshd-key")

    def test_key_and_code_log_in(self):
        child = self.sshd("key-then-code").login("alice")
        child.expect(CODE_PROMPT)
        child.sendline(self.code())
        self.assert_in(child)

    def test_without_the_key_nothing_is_sent(self):
        self.assert_out(self.sshd("key-then-code").login("alice", key=False))
        self.assert_nothing_sent()

    def test_without_the_key_nothing_is_sent_even_if_sshd_config_forgets_to_ask_for_one(self):
        daemon = self.sshd("password-then-code")
        self.assert_out(daemon.login("alice", key=False))
        self.assert_out(daemon.login("alice"))
        self.assert_nothing_sent()

    def test_wrong_codes_do_not_log_in(self):
        child = self.sshd("key-then-code").login("alice")
        child.expect(CODE_PROMPT)
        self.type_wrong_codes(child)
        self.assert_out(child)

    def test_with_the_line_taken_out_the_key_alone_logs_in(self):
        self.take_out("sshd")
        self.assert_in(self.sshd("key-then-code").login("alice"))

    def test_an_account_for_programs_logs_in_with_its_key_alone(self):
        program = ("Match User bob", "AuthenticationMethods publickey")
        self.assert_in(self.sshd("key-then-code", *program).login("bob", "-o", "BatchMode=yes"), "bob")
        self.assert_nothing_sent()


class SudoExamples(Examples):
    def setUp(self):
        super().setUp()
        write("/etc/sudoers", "Defaults !lecture, passwd_tries=1\nalice ALL=(ALL) ALL\n", 0o440)
        self.put("sudo")

    def sudo(self, *more):
        child = as_user("alice", "sudo", "-k", *more, "id", "-un")
        child.expect("password for alice: $")
        return child

    def at_code_prompt(self, *more):
        child = self.sudo(*more)
        child.sendline(PASSWORD)
        child.expect(CODE_PROMPT)
        return child


class PasswordThenCodeForSudo:
    def test_password_and_code_run_the_command(self):
        child = self.at_code_prompt()
        child.sendline(self.code())
        said, status = ended(child)
        self.assertEqual((said.split()[-1], status), ("root", 0))

    def test_sudo_i_asks_for_a_code_too(self):
        child = self.at_code_prompt("-i")
        child.sendline(self.code())
        said, status = ended(child)
        self.assertEqual((said.split()[-1], status), ("root", 0))

    def test_a_wrong_password_sends_nothing(self):
        child = self.sudo()
        child.sendline("not it")
        self.assertEqual(ended(child)[1], 1)
        self.assert_nothing_sent()

    def test_wrong_codes_do_not_run_the_command(self):
        child = self.at_code_prompt()
        self.type_wrong_codes(child)
        said, status = ended(child)
        self.assertNotIn("root", said.split())
        self.assertEqual(status, 1)

    def test_with_the_line_taken_out_the_password_alone_runs_the_command(self):
        self.take_out("sudo")
        child = self.sudo()
        child.sendline(PASSWORD)
        self.assertEqual(ended(child)[0].split(), ["root"])


class SuExamples(Examples):
    def setUp(self):
        super().setUp()
        self.put("su")

    def at_code_prompt(self, *more, target="bob", password=USERS["bob"][1]):
        child = as_user("alice", "su", *more, target, "-c", "id -un")
        child.expect("Password: $")
        child.sendline(password)
        child.expect(CODE_PROMPT)
        return child

    def assert_became(self, child, user):
        said, status = ended(child)
        self.assertEqual((said.split()[-1], status), (user, 0))


class PasswordThenCodeForSu:
    def test_password_and_code_become_the_user(self):
        child = self.at_code_prompt()
        child.sendline(self.code("bob"))
        self.assert_became(child, "bob")

    def test_su_with_a_dash_asks_for_a_code_too(self):
        child = self.at_code_prompt("-")
        child.sendline(self.code("bob"))
        self.assert_became(child, "bob")

    def test_roots_code_goes_to_roots_phone(self):
        child = self.at_code_prompt(target="root", password=ROOT_PASSWORD)
        child.sendline(self.code("root"))
        self.assert_became(child, "root")

    def test_a_wrong_password_sends_nothing(self):
        child = as_user("alice", "su", "bob", "-c", "id -un")
        child.expect("Password: $")
        child.sendline("not it")
        self.assertEqual(ended(child)[1], 1)
        self.assert_nothing_sent()

    def test_wrong_codes_do_not_become_the_user(self):
        child = self.at_code_prompt()
        self.type_wrong_codes(child, "bob")
        said, status = ended(child)
        self.assertNotIn("bob", said.split())
        self.assertEqual(status, 1)

    def test_with_the_line_taken_out_the_password_alone_becomes_the_user(self):
        self.take_out("su")
        child = as_user("alice", "su", "bob", "-c", "id -un")
        child.expect("Password: $")
        child.sendline(USERS["bob"][1])
        self.assert_became(child, "bob")

    def test_root_is_not_asked(self):
        self.assertEqual(ended(as_user("root", "su", "bob", "-c", "id -un"))[0].split(), ["bob"])
        self.assert_nothing_sent()


@unittest.skipUnless(IS_DEBIAN, "this machine has no common-auth")
class DebianPasswordThenCode(Debian, PasswordThenCode, SshdExamples):
    pass


@unittest.skipUnless(IS_DEBIAN, "this machine has no common-auth")
class DebianKeyThenCode(Debian, KeyThenCode, SshdExamples):
    pass


@unittest.skipUnless(IS_DEBIAN, "this machine has no common-auth")
class DebianSudo(Debian, PasswordThenCodeForSudo, SudoExamples):
    pass


@unittest.skipUnless(IS_DEBIAN, "this machine has no common-auth")
class DebianSu(Debian, PasswordThenCodeForSu, SuExamples):
    pass


class FedoraPasswordThenCode(Fedora, PasswordThenCode, SshdExamples):
    pass


class FedoraKeyThenCode(Fedora, KeyThenCode, SshdExamples):
    pass


class FedoraSudo(Fedora, PasswordThenCodeForSudo, SudoExamples):
    pass


class FedoraSu(Fedora, PasswordThenCodeForSu, SuExamples):
    pass


class FedoraWithSssd(Fedora, PasswordThenCode, SshdExamples):
    def setUp(self):
        super().setUp()
        self.put("sshd", with_sssd(shipped("pam.d/fedora/sshd"), "pam_deny.so"))

    def test_a_password_that_sssd_accepts_goes_on_to_the_code(self):
        self.put("sshd", with_sssd(shipped("pam.d/fedora/sshd"), "pam_permit.so"))
        child = self.at_password_prompt()
        child.sendline("known to sssd alone")
        child.expect(CODE_PROMPT)
        child.sendline(self.code())
        self.assert_in(child)


class WhyFedorasOwnLinesWillNotDo(Fedora, SudoExamples):
    def test_after_include_no_code_is_asked_for(self):
        self.put("sudo", "auth include system-auth\nauth required pam_wavix2fa.so\n")
        child = self.sudo()
        child.sendline(PASSWORD)
        self.assertEqual(ended(child)[0].split(), ["root"])
        self.assert_nothing_sent()

    def test_after_substack_a_wrong_password_sends(self):
        self.put("sudo", "auth substack system-auth\nauth required pam_wavix2fa.so\n")
        child = self.sudo()
        child.sendline("not it")
        child.expect(CODE_PROMPT)
        child.sendeof()
        child.expect(pexpect.EOF)
        self.assertIn("create", self.operations())


if __name__ == "__main__":
    tap.main()
