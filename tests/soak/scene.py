# SPDX-License-Identifier: BSD-3-Clause
"""What people log into, and what stands around it: the sandbox, a directory, sshd, the configuration, a store on a disk of
its own."""

import os
import subprocess

from directory import Directory
from journal import Journal
from people import PEOPLE
from sandbox import KEY, SERVICE, Sandbox
from stage import CONFIG, STATE, Sshd, write

PASSWORD_FILE = "/etc/wavix2fa/ldap_password"
API_KEY = "/etc/wavix2fa/api_key"
REUSE_SECONDS = 5
LIMIT_SECONDS = 20
GRACE_SECONDS = 20
LOGIN_SECONDS = 10
CONFIGURATION = """[wavix]
service_id = {service}
api_url = {sandbox.url}
ca_file = {sandbox.ca}
connect_timeout = 2s
request_timeout = 3s

[ldap]
uri = {directory.ldaps_uri}
ca_file = {directory.ca}
base = {directory.base}
bind_dn = {directory.bind_dn}
bind_password_file = {password_file}

[code]
resend_delay = 0s
login_timeout = {login}s
reuse_window = {reuse}s

[outage]
breaker = 5 failures / 2s

[limits]
sends_per_user = 30/{limit}s, 100000/2h
sends_per_number = 30/{limit}s, 100000/2h
sends_per_rhost =
sends_total = 250/{limit}s, 100000/2h
lockout = 6 failures / 30s for 5s

[service directory]
users.sources = ldap

[service graced]
grace.period = {grace}s

[service last-resort]
outage.action = recovery_only
"""
AFTER = "account required pam_unix.so\nsession required pam_permit.so\n"
PAM = {
    "sshd": f"auth required pam_wavix2fa.so\n{AFTER}",
    "sudo": f"auth requisite pam_unix.so\nauth required pam_wavix2fa.so\n{AFTER}",
    "su": f"auth requisite pam_unix.so\nauth required pam_wavix2fa.so\n{AFTER}",
    **{name: "auth required pam_wavix2fa.so\n" for name in ("direct", "directory", "graced", "last-resort")},
}


class Scene:
    def __init__(self):
        self.journal = Journal()
        self.killed_verifiers = 0
        # It would tell of each login that is tried again.
        self.sandbox = Sandbox("--state-dir", "/tmp/sandbox", tls=True, stderr=subprocess.DEVNULL)
        self._addresses = [url.split("//")[1] for url in (self.sandbox.url, self.sandbox.control)]
        self.directory = Directory()
        for one in PEOPLE:
            self.directory.add(one.name, mobile="+" + one.phone)
        self._make_store_disk()
        self._configure()
        self.sshd = Sshd("AuthenticationMethods publickey,keyboard-interactive", "KbdInteractiveAuthentication yes",
                         "PasswordAuthentication no", users={one.name: (one.uid, one.password) for one in PEOPLE})

    @staticmethod
    def _make_store_disk():
        """Small, so that it can be filled."""
        os.makedirs(STATE)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=700,size=96m", "tmpfs", STATE], check=True)

    def _configure(self):
        write(CONFIG, CONFIGURATION.format(service=SERVICE, sandbox=self.sandbox, directory=self.directory,
                                           password_file=PASSWORD_FILE, reuse=REUSE_SECONDS, limit=LIMIT_SECONDS,
                                           login=LOGIN_SECONDS, grace=GRACE_SECONDS))
        write(PASSWORD_FILE, self.directory.password + "\n", 0o600)
        write(API_KEY, KEY + "\n", 0o600)
        write("/etc/wavix2fa/users.conf", "[users]\n" + "".join(f"{one.name} = +{one.phone}\n" for one in PEOPLE))
        write("/etc/sudoers", "Defaults !lecture\nALL ALL=(ALL) ALL\n", 0o440)
        for service, lines in PAM.items():
            write(f"/etc/pam.d/{service}", lines)

    def kill_sandbox(self):
        self.sandbox.process.kill()
        self.sandbox.process.wait()
        self.sandbox.process.stdout.close()

    def start_sandbox(self):
        """Another one at the same addresses, that knows nothing of before."""
        api, control = self._addresses
        self.sandbox = Sandbox("--state-dir", "/tmp/sandbox", "--listen", api, "--control", control, tls=True,
                               stderr=subprocess.DEVNULL)

    def stop(self):
        self.sshd.stop()
        self.directory.stop()
        self.sandbox.stop()
