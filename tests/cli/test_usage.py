# SPDX-License-Identifier: BSD-3-Clause
"""The command line, whatever the command: what a wrong word, a wrong configuration and a wrong person are told."""

import os
import subprocess

import tap
from command import CONFIG, PROGRAM, STATE, Commands

HELP = """\
The administrator's command of pam_wavix2fa.
Usage: wavix2fa [OPTIONS] COMMAND

Options:
  -h,--help                   Print this help message and exit
  --version                   Display program version information and exit
  --conf FILE                 the configuration file, instead of /etc/wavix2fa/wavix2fa.conf

Services:
  enable                      Have a service ask for a code, on trial first
  disable                     Have a service ask for no code

Users:
  unlock                      Let a user who is locked out try again
  users                       Users' phone numbers
  recovery                    Recovery codes, for when no message can be had
  lockout                     Users whose logins keep failing
  grace                       Users who are not asked again for a while

What is going on:
  status                      How things stand now
  report                      What logins came to, and what they cost
  metrics                     The same for Prometheus: node_exporter's textfile collector
  trace                       A user's last logins, step by step: why was there no code?
  sessions                    The verifications that Wavix lists, and whose they are
  events                      What Wavix says became of one verification
  cancel                      End a verification: its code is no longer good
  resend                      Send a new code for a verification

Settings:
  config                      Show what the configuration comes to, and where each value is from

When something is wrong:
  doctor                      Find what keeps people out, or lets them in unasked
  explain                     Show what a login would come to, and why; sends nothing
  login                       Log in with a code on this terminal, without PAM; sends a message
  breakglass                  Let logins pass without a code, for a limited time

This command:
  help                        Show the help of a command
  completion                  Print what makes a shell complete this command's words

The words of one command: wavix2fa help COMMAND. All about it: man 8 wavix2fa
Exit status: 0 done, 1 not done, 2 the command line is wrong
"""


class Usage(Commands):
    def test_help_lists_the_commands_and_each_has_its_own(self):
        self.assertEqual(self.ok("--help"), HELP)
        self.assertIn("Usage: wavix2fa recovery issue [OPTIONS] USER\n", self.ok("recovery", "issue", "--help"))
        self.assertEqual(self.ok("help"), HELP)
        for words in (["recovery"], ["recovery", "issue"], ["completion"]):
            self.assertEqual(self.ok("help", *words), self.ok(*words, "--help"))

    def test_one_line_names_the_word_that_is_wrong(self):
        for words, said in (
                ([], "wavix2fa: a command is missing; see wavix2fa --help"),
                (["recover", "list"], "wavix2fa: 'recover' is not known here; see wavix2fa --help"),
                (["recovery"], "wavix2fa recovery: a command is missing; see wavix2fa recovery --help"),
                (["recovery", "lst"], "wavix2fa recovery: 'lst' is not known here; see wavix2fa recovery --help"),
                (["recovery", "issue"],
                 "wavix2fa recovery issue: USER is required; see wavix2fa recovery issue --help"),
                (["recovery", "issue", "a\x1b[2J"], "wavix2fa recovery issue: USER: 'a?[2J' is not the name of a user; "
                 "see wavix2fa recovery issue --help"),
                (["recovery", "revoke", "alice", "bob\n"],
                 "wavix2fa recovery revoke: 'bob?' is not known here; see wavix2fa recovery revoke --help"),
                (["enable"], "wavix2fa enable: SERVICE is required; see wavix2fa enable --help"),
                (["enable", "../sshd"],
                 "wavix2fa enable: SERVICE: '../sshd' is not the name of a service, as in /etc/pam.d; see wavix2fa enable --help"),
                (["enable", "su", "--key"],
                 "wavix2fa enable: --key: only sshd tells PAM that a key was right; see wavix2fa enable --help"),
                (["enable", "--confirm", "--yes"],
                 "wavix2fa enable: --confirm excludes --yes; see wavix2fa enable --help"),
                (["enable", "sshd", "--confirm-within", "29s"], "wavix2fa enable: --confirm-within: '29s' is not a "
                 "duration from 30s to 1h; see wavix2fa enable --help"),
                (["disable"], "wavix2fa disable: SERVICE is required; see wavix2fa disable --help"),
                (["help", "recover"], "wavix2fa help: COMMAND: 'recover' is not known; see wavix2fa help --help"),
                (["help", "recovery", "lst"],
                 "wavix2fa help: COMMAND: 'recovery lst' is not known; see wavix2fa help --help"),
                (["completion", "ksh"], "wavix2fa completion: SHELL: ksh not in {bash,fish,zsh}; "
                 "see wavix2fa completion --help"),
                (["breakglass", "start", "--tll", "2h"],
                 "wavix2fa breakglass start: '--tll' is not known here; see wavix2fa breakglass start --help"),
                (["doctor", "--fix"], "wavix2fa doctor: '--fix' is not known here; see wavix2fa doctor --help"),
                (["doctor", "--bundle"], "wavix2fa doctor: --bundle: 1 required FILE missing; "
                 "see wavix2fa doctor --help"),
                (["trace"], "wavix2fa trace: USER is required; see wavix2fa trace --help"),
                (["trace", "alice", "--last", "0"],
                 "wavix2fa trace: --last: '0' is not a whole number from 1 to 100; see wavix2fa trace --help"),
                (["sessions", "--user", "a\x1b[2J"], "wavix2fa sessions: --user: 'a?[2J' is not the name of a user; "
                 "see wavix2fa sessions --help"),
                (["sessions", "--status", "done\n"], "wavix2fa sessions: --status: 'done?' is no status: verified, expired, "
                 "canceled, failed or pending; see wavix2fa sessions --help"),
                (["sessions", "--country", "LVA"], "wavix2fa sessions: --country: 'LVA' is no country: two letters, as in "
                 "LV or US; see wavix2fa sessions --help"),
                (["events"], "wavix2fa events: ID is required; see wavix2fa events --help"),
                (["resend", "5f1a"], "wavix2fa resend: --channel is required; see wavix2fa resend --help"),
                (["resend", "5f1a", "--channel", "fax"],
                 "wavix2fa resend: --channel: 'fax' is no channel: sms or voice; see wavix2fa resend --help"),
                (["grace", "revoke"], "wavix2fa grace revoke: Exactly 1 option from [USER,--all] is required; "
                 "see wavix2fa grace revoke --help"),
                (["grace", "revoke", "alice", "--all"],
                 "wavix2fa grace revoke: USER excludes --all; see wavix2fa grace revoke --help")):
            with self.subTest(" ".join(words)):
                self.assertEqual(self.fails(2, *words), said + "\n")

    def test_all_that_is_wrong_with_the_configuration_is_told_a_line_each(self):
        self.configure("[wavix]\nservice_id = x\n[code]\nlenght = 6\ntries = 9\n")
        self.assertEqual(self.fails(1, "recovery", "list"),
                         f"wavix2fa: {CONFIG}:4: code.lenght: no such key (code.length?)\n"
                         f"wavix2fa: {CONFIG}:5: code.tries: '9' is not a whole number from 1 to 5\n")

    def test_another_configuration_may_be_named_before_the_command_and_behind_it(self):
        for words in (["--conf", "/none", "recovery", "list"], ["recovery", "list", "--conf", "/none"]):
            self.assertEqual(self.fails(1, *words), "wavix2fa: /none: cannot be opened: No such file or directory\n")

    def test_an_unsafe_store_is_named_with_the_mend(self):
        self.ok("recovery", "list")
        os.chmod(f"{STATE}/state.db", 0o644)
        self.assertEqual(self.fails(1, "recovery", "list"), f"wavix2fa: {STATE}/state.db: has mode 0644 and is open to "
                         "others than root; 'chmod 0600' it\n")

    def test_only_root_may_but_everybody_may_ask_for_help(self):
        as_alice = {"user": 2001, "group": 2001, "extra_groups": [], "cwd": "/"}
        self.assertEqual(self.fails(1, "recovery", "list", **as_alice), "wavix2fa: must be run as root\n")
        self.assertEqual(self.ok("--help", **as_alice), HELP)
        self.assertEqual(self.ok("help", **as_alice), HELP)
        self.assertFalse(os.path.exists(STATE))

    def test_what_cannot_be_shown_is_a_failure(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            self.assertEqual(self.fails(1, "recovery", "list", stdout=full),
                             "wavix2fa: standard output cannot be written: No space left on device\n")
        closed = subprocess.run(["sh", "-c", '"$0" recovery list >&-', PROGRAM], stderr=subprocess.PIPE,
                                text=True, check=False)
        self.assertEqual((closed.returncode, closed.stderr),
                         (1, "wavix2fa: standard output cannot be written: Bad file descriptor\n"))


if __name__ == "__main__":
    tap.main()
