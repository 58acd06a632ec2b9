# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa recovery: ten codes that are shown once, or do not count."""

import fcntl
import json
import os
import re
import signal
import subprocess
import time

import tap
from command import CODE, PROGRAM, Commands

PAGE = """\
Recovery codes of alice:

    CODE    CODE
    CODE    CODE
    CODE    CODE
    CODE    CODE
    CODE    CODE

They are shown this once. Print them, or have alice write them down, and keep them apart from the phone.
Each is good for one login, where a code is asked for or Wavix cannot be reached. Whoever has one
needs no phone: hand them over like a password. To take them back: wavix2fa recovery revoke alice
"""
TAKEN_BACK = "wavix2fa: the new codes of alice were taken back, and the old ones are gone; issue again\n"


class Codes(Commands):
    def left(self, user="alice"):
        listed = json.loads(self.ok("recovery", "list", user, "--json"))
        return listed[0]["remaining"] if listed else 0


class Recovery(Codes):
    def test_ten_codes_are_shown_in_two_columns_with_what_to_do_with_them(self):
        shown = self.ok("recovery", "issue", "alice")
        self.assertEqual(len(set(re.findall(CODE, shown))), 10)
        self.assertEqual(re.sub(CODE, "CODE", shown), PAGE)
        self.assertEqual(self.left(), 10)

    def test_programs_get_json(self):
        issued = json.loads(self.ok("recovery", "issue", "alice", "--json"))
        self.assertEqual(issued["user"], "alice")
        self.assertEqual(len([code for code in issued["codes"] if re.fullmatch(CODE, code)]), 10)
        listed = json.loads(self.ok("recovery", "list", "--json"))
        self.assertRegex(listed[0].pop("issued"), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(listed, [{"user": "alice", "remaining": 10}])

    def test_the_log_says_who_did_what_to_whom_and_no_code(self):
        shown = self.ok("recovery", "issue", "alice")
        self.ok("recovery", "revoke", "alice")
        self.logged("recovery issue: user='alice' codes='10' by='root' uid=0$")
        self.logged("recovery revoke: user='alice' codes='10' by='root' uid=0$")
        for code in re.findall(CODE, shown):
            self.assertNotIn(code, "\n".join(self.journal.lines))

    def test_are_listed_and_revoked(self):
        self.assertEqual(self.ok("recovery", "list"), "Nobody has recovery codes.\n")
        self.assertEqual(self.ok("recovery", "list", "bob"), "bob has no recovery codes.\n")
        self.ok("recovery", "issue", "alice")
        self.ok("recovery", "issue", "carol.o-neil")
        self.assertEqual(re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "TIME", self.ok("recovery", "list")),
                         "USER          LEFT  ISSUED\nalice         10    TIME\ncarol.o-neil  10    TIME\n")
        self.assertEqual(self.ok("recovery", "revoke", "alice"), "10 recovery codes of alice revoked.\n")
        self.assertEqual(self.ok("recovery", "revoke", "alice"), "alice had no recovery codes.\n")
        self.assertEqual(self.left("carol.o-neil"), 10)

    def test_a_script_replaces_codes_only_if_it_says_so(self):
        before = self.ok("recovery", "issue", "alice", "--json")
        self.assertEqual(self.fails(1, "recovery", "issue", "alice"),
                         "wavix2fa: alice has 10 recovery codes; --yes replaces what is left of the old\n")
        self.assertNotEqual(self.ok("recovery", "issue", "alice", "--yes", "--json"), before)
        self.assertEqual(self.left(), 10)

    def test_a_person_is_asked(self):
        self.ok("recovery", "issue", "alice")
        for answer, status, shown in (("", 1, "nothing was changed"), ("n", 1, "nothing was changed"),
                                      ("y", 0, "Recovery codes of alice"), ("yes", 0, "Recovery codes of alice")):
            with self.subTest(answer):
                terminal = self.on_terminal("recovery", "issue", "alice")
                terminal.expect_exact("alice has 10 recovery codes. New ones end what is left of the old. Go on? [y/N] ")
                terminal.sendline(answer)
                terminal.expect_exact(shown)
                terminal.read()
                terminal.close()
                self.assertEqual(terminal.exitstatus, status)

    def test_ctrl_c_at_the_question_changes_nothing(self):
        self.ok("recovery", "issue", "alice")
        mark = self.journal.mark()
        terminal = self.on_terminal("recovery", "issue", "alice")
        terminal.expect_exact("[y/N] ")
        terminal.sendintr()
        terminal.read()
        terminal.close()
        self.assertEqual(terminal.signalstatus, signal.SIGINT)
        self.assertEqual([line for line in self.journal.lines[mark:] if "recovery" in line], [])


class NotShown(Codes):
    """Codes that nobody saw must not count; those that everybody has must not go for nothing."""

    def narrow_pipe(self):
        """A pipe that takes the heading and not one code."""
        reader, writer = os.pipe()
        size = fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
        os.write(writer, b"." * (size - len("Recovery codes of alice:\n\n    ")))
        return reader, writer

    def wait_for_codes(self):
        ends = time.monotonic() + 10
        while not self.left():
            self.assertLess(time.monotonic(), ends)
            time.sleep(0.02)

    def test_nothing_is_replaced_where_nothing_can_be_shown(self):
        self.ok("recovery", "issue", "alice")
        before = self.ok("recovery", "list")
        for stdout in ("/dev/full", "&-"):
            done = subprocess.run(["sh", "-c", f'"$0" recovery issue alice --yes >{stdout}', PROGRAM],
                                  stderr=subprocess.PIPE, text=True, check=False)
            self.assertEqual(done.returncode, 1)
            self.assertRegex(done.stderr, r"^wavix2fa: standard output cannot be written: [^\n]*\n$")
        self.assertEqual(self.ok("recovery", "list"), before)

    def test_what_a_full_disk_cut_off_is_taken_back(self):
        os.makedirs("/tmp/small", exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", "/tmp/small"], check=True)
        self.addCleanup(subprocess.run, ["umount", "/tmp/small"], check=True)
        with open("/tmp/small/codes", "a", encoding="utf-8") as file:
            file.write("." * 3900)
            file.flush()
            said = self.fails(1, "recovery", "issue", "alice", stdout=file)
        self.assertEqual(said, "wavix2fa: standard output cannot be written: No space left on device\n" + TAKEN_BACK)
        self.assertEqual(self.left(), 0)
        self.logged("recovery revoke: user='alice' codes='10' reason='they could not be shown' by='root' uid=0$")

    def test_what_a_reader_that_went_away_did_not_see_is_taken_back(self):
        reader, writer = self.narrow_pipe()
        process = self.start("recovery", "issue", "alice", stdout=writer)
        os.close(writer)
        self.wait_for_codes()
        os.close(reader)
        self.assertEqual(process.wait(timeout=20), 1)
        self.assertEqual(process.stderr.read(),
                         "wavix2fa: standard output cannot be written: Broken pipe\n" + TAKEN_BACK)
        self.assertEqual(self.left(), 0)

    def test_only_its_own_codes_are_taken_back(self):
        reader, writer = self.narrow_pipe()
        process = self.start("recovery", "issue", "alice", stdout=writer)
        os.close(writer)
        self.wait_for_codes()
        self.ok("recovery", "issue", "alice", "--yes")
        os.close(reader)
        self.assertEqual(process.wait(timeout=20), 1)
        self.assertEqual(self.left(), 10)

    def test_ctrl_c_waits_until_all_are_shown(self):
        reader, writer = self.narrow_pipe()
        process = self.start("recovery", "issue", "alice", stdout=writer)
        os.close(writer)
        self.wait_for_codes()
        process.send_signal(signal.SIGINT)
        with os.fdopen(reader, encoding="utf-8") as pipe:
            shown = pipe.read().lstrip(".")
        self.assertEqual(re.sub(CODE, "CODE", shown), PAGE)
        self.assertEqual(process.wait(timeout=20), -signal.SIGINT)
        self.assertEqual(self.left(), 10)

    def test_of_two_at_once_one_set_is_good(self):
        both = [self.start("recovery", "issue", "alice", "--yes", stdout=subprocess.PIPE) for _ in range(2)]
        for process in both:
            process.communicate(timeout=20)
            self.assertEqual(process.returncode, 0)
        self.assertEqual(self.left(), 10)


if __name__ == "__main__":
    tap.main()
