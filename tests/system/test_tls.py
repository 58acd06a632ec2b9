# SPDX-License-Identifier: BSD-3-Clause
"""Who is taken for Wavix: nobody whose certificate does not prove it, and the key never leaves for anyone else."""

import os
import shutil
import subprocess
import unittest

import pam
import tap
from stage import KEY, Stage

BUNDLE, FOLDER = "/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/certs"


class Tls(Stage):
    def assert_tls_denies(self):
        code, said = pam.authenticate("direct", "alice", lambda _: "123456")
        self.assertEqual((code, said), (pam.AUTHINFO_UNAVAIL, ["Second factor not available. Ask your administrator."]))
        audit = self.audit()
        self.assertEqual((audit["verdict"], audit["cause"]), ("unavailable", "tls"))
        self.assertEqual(self.sandbox.requests(), [], "no request, so no key, was received")
        self.assert_no_secret_in(KEY)

    def test_each_wrong_certificate_denies(self):
        for kind in ("wrong-host", "expired", "self-signed", "none", "old-tls"):
            with self.subTest(kind):
                self.sandbox.ask("POST", "/certificate", {"kind": kind})
                self.mark = self.journal.mark()
                self.assert_tls_denies()
        self.sandbox.ask("POST", "/certificate", {"kind": "good"})
        self.assertEqual(pam.authenticate("direct", "alice", lambda _: self.code())[0], pam.SUCCESS)

    def name_no_ca_file(self):
        self.configure()
        with open("/etc/wavix2fa/wavix2fa.conf", encoding="ascii") as file:
            text = file.read()
        with open("/etc/wavix2fa/wavix2fa.conf", "w", encoding="ascii") as file:
            file.write("".join(line for line in text.splitlines(True) if not line.startswith("ca_file")))

    def test_an_authority_that_is_not_ours_denies(self):
        self.name_no_ca_file()
        self.assert_tls_denies()

    def add_to_folder(self):
        name = subprocess.run(["openssl", "x509", "-noout", "-subject_hash", "-in", self.sandbox.ca], capture_output=True,
                              text=True, check=True).stdout.strip()
        self.addCleanup(os.remove, f"{FOLDER}/{name}.0")
        shutil.copy(self.sandbox.ca, f"{FOLDER}/{name}.0")

    def replace_bundle(self, more):
        """By a rename, as a configuration management does it; as old as it was."""
        was = os.stat(BUNDLE)
        shutil.copy2(BUNDLE, BUNDLE + ".before")
        self.addCleanup(os.rename, BUNDLE + ".before", BUNDLE)
        with open(BUNDLE, encoding="ascii") as old, open(BUNDLE + ".new", "w", encoding="ascii") as new:
            new.write(old.read() + more)
        os.utime(BUNDLE + ".new", ns=(was.st_atime_ns, was.st_mtime_ns))
        os.rename(BUNDLE + ".new", BUNDLE)

    def assert_gets_in(self):
        self.assertEqual(pam.authenticate("direct", "alice", lambda _: self.code())[0], pam.SUCCESS)

    @unittest.skipUnless(os.path.exists(BUNDLE), "not where Debian has them")
    def test_one_of_the_systems_authorities_is_found_in_their_folder(self):
        self.name_no_ca_file()
        self.add_to_folder()
        with open(BUNDLE, encoding="ascii") as bundle:
            another = bundle.read().partition("-----END CERTIFICATE-----")
        self.replace_bundle(another[0] + another[1] + "\n")  # as many as there, and ours is not among them
        self.assert_gets_in()

    @unittest.skipUnless(os.path.exists(BUNDLE), "not where Debian has them")
    def test_one_that_is_in_the_folder_alone_is_not_trusted(self):
        self.name_no_ca_file()
        self.add_to_folder()
        self.assert_tls_denies()

    @unittest.skipUnless(os.path.exists(BUNDLE), "not where Debian has them")
    def test_one_that_was_added_to_their_bundle_by_hand_counts_too(self):
        self.name_no_ca_file()
        with open(self.sandbox.ca, encoding="ascii") as ours:
            more = ours.read()
        with self.subTest("by a rename"):
            self.replace_bundle(more)
            self.assert_gets_in()
        os.rename(BUNDLE + ".before", BUNDLE)
        shutil.copy2(BUNDLE, BUNDLE + ".before")
        with self.subTest("by an editor"):
            with open(BUNDLE, "a", encoding="ascii") as bundle:
                bundle.write(more)
            self.assert_gets_in()

    def test_a_certificate_that_turns_bad_between_requests_denies(self):
        def answer(_):
            self.sandbox.ask("POST", "/certificate", {"kind": "self-signed"})
            self.sandbox.ask("DELETE", "/connections")
            return self.code()

        code, _ = pam.authenticate("direct", "alice", answer)
        self.sandbox.ask("POST", "/certificate", {"kind": "good"})
        self.assertEqual(code, pam.AUTHINFO_UNAVAIL)
        self.assertEqual(self.audit()["cause"], "tls")
        self.assertNotIn("check", self.operations())


class PlainHttp(Stage):
    tls = False

    def test_plain_http_serves_on_a_loopback_address(self):
        self.assertEqual(pam.authenticate("direct", "alice", lambda _: self.code())[0], pam.SUCCESS)

    def test_plain_http_elsewhere_is_a_configuration_error(self):
        self.configure(wavix="")
        url = self.sandbox.url
        try:
            self.sandbox.url = "http://192.0.2.1:80"
            self.configure()
            code, _ = pam.authenticate("direct", "alice", lambda _: "")
        finally:
            self.sandbox.url = url
        self.assertEqual(code, pam.SERVICE_ERR)
        self.assertIn("wavix.api_url", self.audit()["cause"])


if __name__ == "__main__":
    tap.main()
