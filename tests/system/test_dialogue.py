# SPDX-License-Identifier: BSD-3-Clause
"""What a person is told at the prompt, with Wavix's own word behind it."""

import pam
import tap
from stage import Stage, digits, write


class Dialogue(Stage):
    def say(self, *answers):
        """The prompts of a login in which these are typed, one after the other; then an end of file."""
        left = list(answers)

        def answer(_):
            given = left.pop(0) if left else None
            return given() if callable(given) else given

        self.result, said = pam.authenticate("direct", "alice", answer)
        return said

    def test_enter_alone_tells_what_became_of_the_message(self):
        self.sandbox.ask("POST", "/delivery", {"sms": "delivered"})
        self.assertRegex(self.say("")[1], r"^The SMS was delivered \(sent \d+ s ago\)\. Code: $")
        self.sandbox.ask("POST", "/delivery", {"sms": "failed"})
        self.addCleanup(self.sandbox.ask, "POST", "/delivery", {"sms": "delivered"})
        said = self.say("", "v", self.code)
        self.assertEqual(said[1], "The SMS could not be delivered (v: voice call instead). Code: ")
        self.assertTrue(said[2].startswith("Calling +371*****931 with a new code"))

    def test_another_code_is_not_sent_too_early(self):
        self.configure(code="resend_delay = 30s")
        self.assertRegex(self.say("r")[1], r"^Another code can be sent in (29|30) s\. Code: $")
        self.assertEqual(self.operations().count("resend"), 0)

    def test_five_codes_are_sent_and_no_sixth(self):
        said = self.say(*["r"] * 5)
        self.assertEqual(said[5], "No more codes can be sent; the newest one counts. Code: ")
        self.assertEqual(self.operations().count("resend"), 4)
        self.assertEqual(self.audit()["sends"], "5")

    def test_a_resend_that_fails_leaves_the_first_code_good(self):
        self.sandbox.fault(on="resend", times="always", status=503)
        first = []
        said = self.say(lambda: first.append(self.code()) or "r", lambda: first[0])
        self.assertEqual(said[1], "Another code may be on its way; the newest one counts. Code: ")
        self.assertEqual(self.result, pam.SUCCESS)

    def test_a_code_of_eight_digits(self):
        self.configure(code="length = 8")
        self.assertEqual(self.say("123456")[1], "A code has 8 digits. Code: ")
        self.assertNotIn("check", self.operations())

    def test_the_debug_argument_logs_the_steps_and_no_secret(self):
        write("/etc/pam.d/direct", "auth required pam_wavix2fa.so debug\n")
        typed = []
        self.say(lambda: typed.append(self.code()) or typed[0])
        self.assertEqual(self.result, pam.SUCCESS)
        for step in ("create a verification by sms", r"prompt: Code sent by SMS to \+371\*{5}931", "check a code"):
            self.journal.wait(step, self.mark)
        self.assert_no_secret_in(typed[0], digits("alice"))


if __name__ == "__main__":
    tap.main()
