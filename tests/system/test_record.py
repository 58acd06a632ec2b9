# SPDX-License-Identifier: BSD-3-Clause
"""What is kept of a login for the administrator: how it ended, and step by step what happened in it."""

import sqlite3

import pam
import tap
from stage import STATE, Stage, eventually, verifiers


class Record(Stage):
    def log_in(self, *answers, user="alice"):
        """A login in which these are typed, then an end of file; its record and its steps."""
        left = list(answers)

        def answer(_):
            given = left.pop(0) if left else None
            return given() if callable(given) else given

        pam.authenticate("direct", user, answer)
        eventually(lambda: not verifiers(), 10, "the end of the verifier")
        store = sqlite3.connect(f"{STATE}/state.db")
        store.row_factory = sqlite3.Row
        record = store.execute("SELECT * FROM record ORDER BY id DESC LIMIT 1").fetchone()
        steps = [(row["what"], row["detail"]) for row in
                 store.execute("SELECT what, detail FROM step WHERE record = ? ORDER BY number", (record["id"],))]
        store.close()
        return record, steps

    def after_voice(self):
        messages = [message for message in self.sandbox.messages() if message["index"] > self.already]
        return messages[-1]["code"]

    def test_a_login_by_sms_wrong_code_and_voice_is_told_step_by_step(self):
        self.sandbox.ask("POST", "/quirks", {"number-lookup": "on"})
        record, steps = self.log_in("12", self.wrong, "", "v", self.after_voice)
        self.assertEqual([what for what, _ in steps],
                         ["created", "told", "wrong", "delivery", "asked-for", "resent"])
        detail = dict(steps)
        self.assertRegex(detail["created"], r"^SMS to \+371\*{5}931 \(mobile, LV, .+\)$")
        self.assertEqual(detail["told"], "A code has 6 digits.")
        self.assertEqual(detail["wrong"], "1 of 3")
        self.assertEqual(detail["delivery"], "SMS delivered")
        self.assertEqual(detail["asked-for"], "voice call")
        self.assertEqual((record["verdict"], record["country"], record["sends"], record["checks"]),
                         ("verified", "LV", 2, 2))

    def test_nothing_that_was_typed_is_kept(self):
        self.log_in("my account password", self.wrong, self.code)
        with open(f"{STATE}/state.db", "rb") as file:
            kept = file.read()
        self.assertIn(b"1 of 3", kept)
        self.assertNotIn(b"account password", kept)
        for code in (self.code(), self.wrong()):
            self.assertNotIn(code.encode(), kept)

    def test_a_message_that_could_not_be_sent_is_told_with_the_cause(self):
        self.sandbox.fault(on="create", times="always", status=503)
        record, steps = self.log_in()
        self.assertEqual([what for what, _ in steps], ["create-failed"])
        self.assertRegex(steps[0][1], "^server, HTTP 503")
        self.assertEqual(record["verdict"], "unavailable")

    def test_who_is_locked_out_leaves_the_rule(self):
        self.configure("[limits]\nlockout = 1 failure / 15m for 15m\n")
        self.log_in(self.wrong, self.wrong, self.wrong)
        record, steps = self.log_in()
        self.assertEqual((record["verdict"], steps), ("exhausted", []))
        self.assertRegex(record["rule"], r"^limits\.lockout \(/etc/wavix2fa/wavix2fa\.conf:\d+\)$")


if __name__ == "__main__":
    tap.main()
