# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa config: what the configuration comes to, and where each value is from."""

import json
import os

import tap
from command import CONFIG, Commands

TEXT = """\
[wavix]
service_id = 7204a030201211ee9fb47d093f2f127c
proxy = http://me:secret@127.0.0.1:3128
[code]
channel =voice
length = 8
[policy]
include_groups = sudo   adm
[service sudo]
code.length = 6
grace.period = 8h
"""


class Config(Commands):
    def setUp(self):
        super().setUp()
        self.configure(TEXT)

    def test_what_the_file_says_is_told_with_its_lines(self):
        self.assertEqual(self.ok("config", "--changed"), f"""\
KEY                    VALUE                             FROM
wavix.service_id       7204a030201211ee9fb47d093f2f127c  {CONFIG}:2
wavix.proxy            (hidden)                          {CONFIG}:3
code.channel           voice                             {CONFIG}:5
code.length            8                                 {CONFIG}:6
policy.include_groups  sudo adm                          {CONFIG}:8
""")

    def test_a_service_has_values_of_its_own(self):
        self.assertEqual(self.ok("config", "--service", "sudo", "code.length", "grace.period", "grace.max"), f"""\
KEY           VALUE  FROM
code.length   6      {CONFIG}:10
grace.period  8h     {CONFIG}:11
grace.max     1d     default
""")
        self.assertIn(f"code.length  8      {CONFIG}:6\n", self.ok("config", "--service", "sshd", "code.length"))

    def test_one_key_is_explained(self):
        self.assertEqual(self.ok("config", "code.length"), f"""\
KEY          VALUE  FROM
code.length  8      {CONFIG}:6

How many digits a code has.
accepts  a whole number from 4 to 10
default  6
also in  [service NAME]
""")
        self.assertEqual(self.ok("config", "wavix.ca_file"), """\
KEY            VALUE  FROM
wavix.ca_file  -      default

The certificates to trust, as PEM; empty: the system's.
accepts  the absolute path of a file, or empty
default  empty
""")
        self.assertIn("empty: all but voip, premium-rate and shared-cost.\n", self.ok("config", "policy.number_types"))
        self.assertIn("\ndefault  none: it must be given\n", self.ok("config", "wavix.service_id"))
        self.assertEqual(len(self.ok("config", "code.length", "code.tries").splitlines()), 3)

    def test_every_key_has_a_line(self):
        listed = [entry["key"] for entry in json.loads(self.ok("config", "--json"))]
        self.assertEqual([line.split()[0] for line in self.ok("config").splitlines()], ["KEY", *listed])
        self.assertEqual((listed[0], listed[-1]), ("wavix.service_id", "log.phone"))
        self.assertGreater(len(listed), 50)

    def test_a_section_may_be_asked_for(self):
        shown = self.ok("config", "log", "state").splitlines()
        self.assertEqual([line.split() for line in shown],
                         [["KEY", "VALUE", "FROM"], ["state.file", "/var/lib/wavix2fa/state.db", "default"],
                          ["log.facility", "authpriv", "default"], ["log.phone", "masked", "default"]])
        self.assertEqual(self.ok("config", "log", "--changed"), "All of it is as by default.\n")

    def test_programs_get_json(self):
        listed = json.loads(self.ok("config", "--json", "wavix.proxy", "code.length", "wavix.ca_file"))
        self.assertEqual([(entry["key"], entry["value"], entry["file"], entry["line"]) for entry in listed], [
            ("wavix.ca_file", "", None, None), ("wavix.proxy", None, CONFIG, 3), ("code.length", "8", CONFIG, 6)])
        self.assertEqual(listed[2], {"key": "code.length", "value": "8", "file": CONFIG, "line": 6,
                                     "accepts": "a whole number from 4 to 10", "help": "How many digits a code has."})
        self.assertEqual(self.ok("config", "--json", "log", "--changed"), "[]\n")

    def test_no_secret_is_shown(self):
        for words in (["config"], ["config", "--json"], ["config", "wavix.proxy"]):
            self.assertNotIn("secret", self.ok(*words))

    def test_what_is_empty_is_a_dash(self):
        self.assertRegex(self.ok("config", "wavix"), r"\nwavix\.ca_file +- +default\n")

    def test_a_word_that_is_no_key_is_told_with_the_one_that_was_meant(self):
        for word, said in (("code.lenght", "code.lenght: no such key (code.length?)"),
                           ("polcy", "polcy: no such section ([policy]?)"),
                           ("code.period", "code.period: no such key (grace.period?)"),
                           ("a\x1b[2J", "a?[2J: no such section"), ("", ": no such section")):
            with self.subTest(word):
                self.assertEqual(self.fails(2, "config", word),
                                 f"wavix2fa config: KEY: {said}; see wavix2fa config --help\n")

    def test_all_that_is_wrong_with_the_file_is_told(self):
        self.configure("[wavix]\nservice_id = x\n[code]\nlenght = 6\ntries = 9\n")
        self.assertEqual(self.fails(1, "config", "code.length"),
                         f"wavix2fa: {CONFIG}:4: code.lenght: no such key (code.length?)\n"
                         f"wavix2fa: {CONFIG}:5: code.tries: '9' is not a whole number from 1 to 5\n")

    def test_nothing_is_made_by_asking(self):
        self.ok("config")
        self.assertFalse(os.path.exists("/var/lib/wavix2fa"))

    def test_a_terminal_shows_the_defaults_faintly(self):
        terminal = self.on_terminal("config", "code.length", "code.tries")
        shown = terminal.read()
        self.assertRegex(shown, r"code\.length +8 +" + CONFIG + r":6\r\n")
        self.assertRegex(shown, r"code\.tries +3 +\x1b\[[0-9;]+mdefault")


if __name__ == "__main__":
    tap.main()
