# SPDX-License-Identifier: BSD-3-Clause
"""Real sudo, run by a person at a terminal."""

import os

import pexpect

import tap
from machine import USERS, VERIFIER_UID
from stage import CODE_PROMPT, KEY, Stage, as_user, ended, eventually, verifiers, write

PASSWORD = USERS["alice"][1]
HOSTILE = {
    "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9",
    "ALL_PROXY": "socks5h://127.0.0.1:9", "SSL_CERT_FILE": "/dev/null", "SSL_CERT_DIR": "/nonexistent",
    "CURL_CA_BUNDLE": "/dev/null", "OPENSSL_CONF": "/home/alice/openssl.cnf", "LDAPCONF": "/home/alice/ldap.conf",
    "LDAPTLS_REQCERT": "never", "LD_PRELOAD": "/home/alice/evil.so", "LD_LIBRARY_PATH": "/home/alice",
    "LC_ALL": "tr_TR.UTF-8", "LANG": "ar_EG.UTF-8", "SSLKEYLOGFILE": "/tmp/keys-of-sudo", "RES_OPTIONS": "attempts:9",
    "HOSTALIASES": "/home/alice/hosts", "MALLOC_CHECK_": "3", "TZ": "/home/alice/tz",
}


class Sudo(Stage):
    def setUp(self):
        super().setUp()
        write("/etc/sudoers", "Defaults !lecture, !env_reset\nalice ALL=(ALL) ALL\n", 0o440)
        write("/etc/pam.d/sudo", "auth requisite pam_unix.so\nauth required pam_wavix2fa.so\n"
              "account required pam_unix.so\nsession required pam_permit.so\n")

    def sudo(self, *more, **how):
        return as_user("alice", "sudo", "-k", *more, "id", "-un", **how)

    def at_code_prompt(self, **how):
        child = self.sudo(**how)
        child.expect("password for alice: $")
        child.sendline(PASSWORD)
        child.expect(r"Code sent by SMS to \+371\*{5}931 \(r: resend, v: voice call\)\. Code: $")
        return child

    def assert_logged_in(self, child):
        child.sendline(self.code())
        said, status = ended(child)
        self.assertEqual((said.split()[-1], status), ("root", 0))

    def assert_denied_and_cancelled(self, child):
        said, status = ended(child)
        self.assertEqual(status, 1)
        self.assertNotIn("root", said.split())
        self.assert_cancelled()
        eventually(lambda: not verifiers(), what="the verifier's end")


class Codes(Sudo):
    def test_the_right_code_runs_the_command(self):
        self.assert_logged_in(self.at_code_prompt())
        audit = self.audit()
        self.assertEqual((audit["verdict"], audit["service"]), ("verified", "sudo"))
        self.assertNotIn("rhost", audit)

    def test_after_three_wrong_codes_the_second_and_third_call_send_nothing(self):
        child = self.at_code_prompt()
        for _ in range(3):
            child.sendline(self.wrong())
            found = child.expect([CODE_PROMPT, "Sorry, try again", pexpect.EOF])
            if found:
                break
        while child.expect(["password for alice: $", pexpect.EOF]) == 0:
            child.sendline(PASSWORD)
        child.close()
        self.assertEqual(child.exitstatus, 1)
        self.assertEqual(self.operations().count("create"), 1)
        self.assertEqual([audit["verdict"] for audit in self.journal.audits(self.mark)], ["exhausted"])

    def test_n_sends_nothing(self):
        child = self.sudo("-n")
        self.assertEqual(ended(child)[1], 1)
        self.assertEqual(self.operations(), [])


class Aborts(Sudo):
    def test_ctrl_c_at_the_prompt_denies_cancels_and_leaves_the_terminal_as_it_was(self):
        child = as_user("alice", "sh", "-c", "trap : INT; stty -g; sudo -k id -un; echo status $?; stty -g")
        child.expect("password for alice: $")
        before = child.before.split()[0]
        child.sendline(PASSWORD)
        child.expect(CODE_PROMPT)
        child.sendcontrol("c")
        child.expect(r"status 1\r\n")
        self.assertEqual(ended(child)[0].split(), [before])
        self.assert_cancelled()
        self.assertEqual(self.audit()["verdict"], "no-dialogue")

    def test_ctrl_d_at_the_prompt_denies_and_cancels(self):
        child = self.at_code_prompt()
        child.sendcontrol("d")
        self.assert_denied_and_cancelled(child)
        self.assertEqual(self.audit()["verdict"], "no-dialogue")

    def test_the_users_sigkill_to_sudo_cancels(self):
        child = self.at_code_prompt()
        as_user("alice", "kill", "-9", str(child.pid)).wait()
        self.assert_cancelled()
        eventually(lambda: not verifiers(), what="the verifier's end")
        child.close(force=True)

    def test_the_user_cannot_kill_the_verifier(self):
        child = self.at_code_prompt()
        (verifier,) = verifiers()
        killing = as_user("alice", "kill", "-9", str(verifier))
        self.assertNotEqual(ended(killing)[1], 0)
        self.assertEqual(verifiers(), [verifier])
        self.assert_logged_in(child)


class Environment(Sudo):
    def test_hostile_variables_change_nothing(self):
        write("/home/alice/openssl.cnf", "this is [not a configuration\n")
        self.assert_logged_in(self.at_code_prompt(environment=HOSTILE))
        self.assertEqual(self.operations(), ["create", "check"])
        self.assertFalse(os.path.exists("/tmp/keys-of-sudo"))

    def test_the_verifier_has_nothing_of_the_users(self):
        child = self.at_code_prompt(environment=HOSTILE)
        (verifier,) = verifiers()
        with open(f"/proc/{verifier}/environ", "rb") as environ:
            self.assertEqual(environ.read(), b"")
        with open(f"/proc/{verifier}/status", encoding="ascii") as status:
            lines = dict(line.rstrip("\n").split(":\t", 1) for line in status if ":\t" in line)
        # That of a sanitizer's build stays root (unconfined.cpp).
        sanitized = os.path.exists(os.environ["WAVIX2FA_BUILD"] + "/tests/system/pam_wavix2fa_plain.so")
        uid = "0" if sanitized else str(VERIFIER_UID)
        self.assertEqual(lines["Uid"].split(), [uid] * 4)
        self.assertEqual(lines["Gid"].split(), [uid] * 4)
        self.assertEqual(lines["Groups"].split(), [])
        self.assertEqual(os.getsid(verifier), verifier)
        self.assertEqual(os.readlink(f"/proc/{verifier}/cwd"), "/")
        self.assert_logged_in(child)

    def test_the_key_is_in_no_command_line(self):
        child = self.at_code_prompt()
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/cmdline", "rb") as words:
                    if b"sandbox" not in words.read():
                        words.seek(0)
                        self.assertNotIn(KEY.encode(), words.read())
            except OSError:
                pass
        self.assert_logged_in(child)

    def test_tight_resource_limits_of_the_users_do_not_keep_the_verification_open(self):
        with open("/proc/self/status", encoding="ascii") as status:
            capabilities = next(int(line.split()[1], 16) for line in status if line.startswith("CapEff"))
        may_raise = capabilities >> 24 & 1  # CAP_SYS_RESOURCE
        # Without it a verifier that may write no file cannot count, and denies.
        limits = ["--cpu=9", "--sigpending=0", *(["--fsize=0"] if may_raise else [])]
        child = as_user("alice", "prlimit", *limits, "sudo", "-k", "id", "-un")
        child.expect("password for alice: $")
        child.sendline(PASSWORD)
        child.expect(CODE_PROMPT)
        (verifier,) = verifiers()
        with open(f"/proc/{verifier}/limits", encoding="ascii") as file:
            soft = {line[:26].strip(): line[26:].split()[0] for line in file}
        self.assert_logged_in(child)
        if not may_raise:
            self.skipTest("without CAP_SYS_RESOURCE not even root can raise a limit; that the login works was seen")
        for name in ("Max cpu time", "Max file size", "Max pending signals"):
            self.assertEqual(soft[name], "unlimited")


if __name__ == "__main__":
    tap.main()
