# SPDX-License-Identifier: BSD-3-Clause
"""Real su and login."""

import os
import subprocess

import pexpect

import tap
from machine import USERS
from stage import CODE_PROMPT, Stage, as_user, ended, eventually, verifiers, write

STACK = ("auth requisite pam_unix.so\nauth required pam_wavix2fa.so\n"
         "account required pam_unix.so\nsession required pam_permit.so\n")


class Su(Stage):
    def setUp(self):
        super().setUp()
        write("/etc/pam.d/su", "auth sufficient pam_rootok.so\n" + STACK)

    def at_code_prompt(self, **how):
        child = as_user("alice", "su", "bob", "-c", "id -un", **how)
        child.expect("Password: $")
        child.sendline(USERS["bob"][1])
        child.expect(r"Code sent by SMS to \+4479\*{5}768 \(r: resend, v: voice call\)\. Code: $")
        return child

    def test_the_right_code_becomes_the_user(self):
        child = self.at_code_prompt()
        child.sendline(self.code("bob"))
        said, status = ended(child)
        self.assertEqual((said.split()[-1], status), ("bob", 0))

    def test_the_caller_is_asked_where_policy_says_so(self):
        self.configure("[policy]\nsu_user = caller\n")
        child = as_user("alice", "su", "bob", "-c", "id -un")
        child.expect("Password: $")
        child.sendline(USERS["bob"][1])
        child.expect(r"Code sent by SMS to \+371\*{5}931 \(r: resend, v: voice call\)\. Code: $")
        child.sendline(self.code("alice"))
        said, status = ended(child)
        self.assertEqual((said.split()[-1], status), ("bob", 0))
        self.assertEqual((self.audit()["user"], self.audit()["contact"]), ("bob", "alice"))

    def test_a_caller_without_an_account_is_denied(self):
        self.configure("[policy]\nsu_user = caller\n", users="unmapped = skip")
        write("/etc/pam.d/su", "auth required pam_permit.so\nauth required pam_wavix2fa.so\naccount required pam_permit.so\n")
        done = subprocess.run(["setpriv", "--reuid", "4242", "--regid", "4242", "--clear-groups", "su", "bob", "-c", "id"],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("policy.su_user", self.audit()["rule"])

    def test_three_wrong_codes_do_not(self):
        child = self.at_code_prompt()
        for _ in range(2):
            child.sendline(self.wrong("bob"))
            child.expect(CODE_PROMPT)
        child.sendline(self.wrong("bob"))
        said, status = ended(child)
        self.assertIn("Access denied: no code was accepted.", said)
        self.assertEqual(status, 1)
        self.assert_cancelled()

    def test_end_of_file_denies_and_cancels(self):
        write("/etc/pam.d/su", "auth required pam_wavix2fa.so\naccount required pam_permit.so\n")
        done = subprocess.run(["setpriv", "--reuid", "2001", "--regid", "2001", "--clear-groups", "su", "bob", "-c", "id"],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assert_cancelled()
        self.assertEqual((self.audit()["verdict"], self.audit()["checks"]), ("no-dialogue", "0"))

    def test_ctrl_c_kills_su_and_cancels(self):
        child = self.at_code_prompt()
        child.sendcontrol("c")
        child.expect(pexpect.EOF)
        self.assert_cancelled()
        eventually(lambda: not verifiers(), what="the verifier's end")

    def test_sslkeylogfile_and_ldapnoinit_change_nothing(self):
        child = self.at_code_prompt(environment={"SSLKEYLOGFILE": "/root/keys", "LDAPNOINIT": "1",
                                                 "https_proxy": "http://127.0.0.1:9"})
        child.sendline(self.code("bob"))
        self.assertEqual(ended(child)[1], 0)
        self.assertFalse(os.path.exists("/root/keys"))

    def test_root_is_not_asked(self):
        child = as_user("root", "su", "bob", "-c", "id -un")
        self.assertEqual(ended(child)[0].split(), ["bob"])
        self.assertEqual(self.operations(), [])


class LoginProgram(Stage):
    def test_login_has_no_user_name_yet_and_asks(self):
        write("/etc/pam.d/login", STACK)
        child = as_user("root", "setsid", "--ctty", "--wait", "login")
        child.expect("login: ?$")
        child.sendline("alice")
        child.expect("Password: $")
        child.sendline(USERS["alice"][1])
        child.expect(CODE_PROMPT)
        child.sendline(self.code())
        child.expect(r"\$ $")
        child.sendline("id -un; exit")
        child.expect("alice\r\n")
        child.close(force=True)
        self.assertEqual(self.audit()["service"], "login")

    def test_the_module_alone_asks_for_the_name(self):
        write("/etc/pam.d/login", "auth required pam_wavix2fa.so\naccount required pam_permit.so\n"
              "session required pam_permit.so\n")
        child = as_user("root", "setsid", "--ctty", "--wait", "login")
        child.expect("login: ?$")
        child.sendline("alice")
        child.expect(CODE_PROMPT)
        child.sendline(self.code())
        child.expect(r"\$ $")
        child.close(force=True)


if __name__ == "__main__":
    tap.main()
