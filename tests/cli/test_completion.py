# SPDX-License-Identifier: BSD-3-Clause
"""Completion: what bash, fish and zsh themselves offer, with the files that are installed, at a word that is not finished.
Each shell must offer the same, and what it offers must be what the command knows."""

import os
import re
import subprocess
import tempfile
import unittest

import pexpect

import tap
from command import PROGRAM

FOLDER = os.path.dirname(PROGRAM) + "/completions"
FILES = {"bash": f"{FOLDER}/wavix2fa", "fish": f"{FOLDER}/wavix2fa.fish", "zsh": f"{FOLDER}/_wavix2fa"}
SHELLS = "bash", "fish", "zsh"

# zsh completes only where a line is edited. What it would add to the line is written to a file instead.
ZSHRC = r"""
PS1='=ready='
fpath=(${ZDOTDIR} $fpath)
autoload -Uz compinit
compinit -u -D
compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
    builtin compadd "$@"
    return
  fi
  local -a would_add
  builtin compadd -O would_add "$@"
  (( $#would_add )) && print -rl -- $would_add >>$ZDOTDIR/offers
  builtin compadd "$@"
}
offer() {
  _main_complete
  compstate[insert]= compstate[list]=
  print -r -- '=end='
}
zle -C offer complete-word offer
bindkey '^I' offer
"""


def by_bash(line):
    words = line.split(" ")
    script = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _wavix2fa; printf "%s\\n" "${COMPREPLY[@]}"'
    return run(["bash", "--norc", "-c", script, "bash", FILES["bash"], *words])


def by_fish(line):
    return [offer.split("\t")[0] for offer in
            run(["fish", "--no-config", "-c", 'source $argv[1]; complete -C $argv[2]', FILES["fish"], line])]


def by_zsh(line):
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(FILES["zsh"], f"{folder}/_wavix2fa")
        with open(f"{folder}/.zshrc", "w", encoding="utf-8") as file:
            file.write(ZSHRC)
        with open(f"{folder}/offers", "w", encoding="utf-8"):
            pass
        shell = pexpect.spawn("zsh", ["-d", "-i"], encoding="utf-8", timeout=20, dimensions=(40, 200),
                              env={"PATH": os.environ["PATH"], "HOME": folder, "ZDOTDIR": folder, "TERM": "dumb"})
        shell.expect("=ready=")
        shell.send(line + "\t")
        shell.expect("=end=")
        shell.close()
        with open(f"{folder}/offers", encoding="utf-8") as file:
            return file.read().splitlines()


def run(words):
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
                          timeout=30, check=False, env={"PATH": os.environ["PATH"], "HOME": "/root", "TERM": "dumb"})
    if done.stderr:
        raise AssertionError(done.stderr)
    return [line for line in done.stdout.splitlines() if line]


ASK = {"bash": by_bash, "fish": by_fish, "zsh": by_zsh}


def commands(*words):
    """What --help lists."""
    shown = subprocess.run([PROGRAM, *words, "--help"], stdout=subprocess.PIPE, text=True, check=True).stdout
    return re.findall(r"^  ([a-z][a-z-]*) ", shown, re.M)


def options(*words):
    shown = subprocess.run([PROGRAM, *words, "--help"], stdout=subprocess.PIPE, text=True, check=True).stdout
    return {option for line in re.findall(r"^  (-.*?)  ", shown, re.M) for option in re.findall(r"--[a-z-]+", line)}


class Completion(unittest.TestCase):
    maxDiff = None

    def offers(self, line, expected):
        for shell in SHELLS:
            with self.subTest(shell, line=line):
                self.assertEqual(sorted(set(ASK[shell](line))), sorted(expected))

    def test_what_is_printed_is_what_is_installed_and_needs_no_root(self):
        for shell in SHELLS:
            printed = subprocess.run([PROGRAM, "completion", shell], stdout=subprocess.PIPE, check=True, user=2001,
                                     group=2001, extra_groups=[], cwd="/").stdout
            with open(FILES[shell], "rb") as file:
                self.assertEqual(printed, file.read())

    def test_each_shell_finds_no_fault_with_it(self):
        for shell in SHELLS:
            self.assertEqual(run([shell, "-n", FILES[shell]]), [])

    def test_commands_are_offered(self):
        self.assertIn("recovery", commands())
        self.offers("wavix2fa ", commands())
        self.offers("wavix2fa gr", ["grace"])
        self.offers("wavix2fa recovery ", commands("recovery"))
        self.offers("wavix2fa --conf /etc/x.conf recovery re", ["revoke"])
        self.offers("wavix2fa help br", ["breakglass"])
        self.offers("wavix2fa help lockout c", ["clear"])

    def test_no_command_is_left_out(self):
        for command in commands():
            self.offers(f"wavix2fa {command} --he", ["--help"])
            for below in commands(command):
                with self.subTest(command, below=below):
                    missing = options(command, below) - set(by_bash(f"wavix2fa {command} {below} --"))
                    self.assertEqual(missing, set())

    def test_options_are_offered(self):
        self.offers("wavix2fa recovery issue --", ["--conf", "--help", "--json", "--yes"])
        self.offers("wavix2fa breakglass start --r", ["--reason"])

    def test_users_are_offered_where_a_user_is_meant(self):
        self.offers("wavix2fa unlock ali", ["alice"])
        self.offers("wavix2fa grace revoke ali", ["alice"])
        self.offers("wavix2fa grace list ali", [])

    def test_a_word_that_is_like_a_command_is_a_user(self):
        for shell in SHELLS:
            with self.subTest(shell):
                offers = ASK[shell]("wavix2fa recovery issue recovery ")
                self.assertEqual([offer for offer in offers if not offer.startswith("-")], [])

    def test_files_and_choices_are_offered(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(f"{folder}/a.conf", "wb"):
                pass
            for shell in "bash", "fish":
                self.assertEqual(ASK[shell](f"wavix2fa --conf {folder}/a"), [f"{folder}/a.conf"])
            self.assertEqual(by_bash(f"wavix2fa --conf = {folder}/a"), [f"{folder}/a.conf"])  # as readline splits it
            self.assertEqual(by_zsh(f"wavix2fa --conf {folder}/a"), ["a.conf"])
        self.offers("wavix2fa completion ", ["bash", "fish", "zsh"])
        self.offers("wavix2fa resend --channel ", ["sms", "voice"])
        self.offers("wavix2fa explain --rhost ", [])
        self.offers("wavix2fa sessions --status ", ["canceled", "expired", "failed", "pending", "verified"])

    def test_services_are_offered_where_one_is_meant(self):
        for command in ("explain", "login", "config", "users show"):
            self.assertIn("login", by_bash(f"wavix2fa {command} --service log"))
        self.assertEqual(by_bash("wavix2fa explain --tty log"), [])

    def test_tab_completes_in_a_shell_that_a_person_uses(self):
        for shell, words, prepare in (
                ("bash", ["--norc", "--noprofile", "-i"], f"source {FILES['bash']}"),
                ("zsh", ["-f", "-i"], f"autoload -Uz compinit; compinit -u -D; source {FILES['zsh']}"),
                ("fish", ["--no-config", "-i"], f"source {FILES['fish']}")):
            with self.subTest(shell):
                terminal = pexpect.spawn(shell, words, encoding="utf-8", timeout=20, dimensions=(40, 160),
                                         env={"PATH": os.environ["PATH"], "HOME": "/root", "TERM": "xterm"})
                self.addCleanup(terminal.close)
                terminal.sendline(f"{prepare}; echo rea''dy")
                terminal.expect("ready")
                terminal.send("wavix2fa unlock ali\t")
                terminal.expect("alice")


if __name__ == "__main__":
    tap.main()
