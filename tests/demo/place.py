# SPDX-License-Identifier: BSD-3-Clause
"""What an administrator sets up: the module, PAM, sshd and sudo. Around it: the sandbox and a log."""

import os
import shutil
import subprocess

from journal import Journal
from phone import Phone
from sandbox import KEY, SERVICE, Sandbox
from stage import Sshd, write
from you import NUMBER, PASSWORD, UID, USER

PORT = 2222
AUTH_LOG = "/var/log/auth.log"
SHIPPED = os.path.join(os.path.dirname(os.path.realpath(__file__)), "../../conf")

CONF = """[wavix]
service_id = {service}
api_url = {sandbox.url}
ca_file = {sandbox.ca}

[code]
resend_delay = 0s
"""
PAM = {"sshd": "sshd-key", "sudo": "sudo"}  # service: the shipped lines
COMMON_AUTH = """auth [success=1 default=ignore] pam_unix.so nullok
auth requisite pam_deny.so
auth required pam_permit.so
"""
THE_REST = "account required pam_unix.so\nsession required pam_unix.so\n"
SSH_CLIENT = """Host *
    IdentityFile /root/.ssh/id
    IdentitiesOnly yes
    StrictHostKeyChecking no
    UserKnownHostsFile /dev/null
    PasswordAuthentication no
    LogLevel ERROR
"""
WELCOME = "\n You are in. Now try:\n\n{sudo}   exit          ends this login\n\n"
SUDO_HINT = f"   sudo -k id    asks for your password, which is {PASSWORD}, and for a code\n"


def write_pam_services():
    """The shipped lines, and around them what a fresh system has: this one's may want more than a password."""
    debian = os.path.exists("/etc/pam.d/common-auth")
    write("/etc/pam.d/common-auth", COMMON_AUTH)
    write("/etc/pam.d/postlogin", "")
    for service, name in PAM.items():
        with open(f"{SHIPPED}/pam.d/{'debian' if debian else 'fedora'}/{name}", encoding="utf-8") as lines:
            write(f"/etc/pam.d/{service}", lines.read() + THE_REST)


def protect_host():
    """Against slips: who becomes root by sudo in here can only read the host's file systems."""
    with open("/proc/self/mountinfo", encoding="utf-8") as table:
        mounts = [line.split() for line in table]
    for mount in mounts:
        target, kind = mount[4], mount[mount.index("-") + 1]
        if kind not in ("tmpfs", "proc", "devpts"):
            subprocess.run(["mount", "-o", "remount,bind,ro", target], stderr=subprocess.DEVNULL, check=False)


class Place:
    def __init__(self):
        self.address = f"127.0.0.1:{PORT}"
        self.journal = Journal(AUTH_LOG)
        self.sandbox = Sandbox(quiet=False)
        self.phone = Phone(self.sandbox.process.stdout)
        self._configure()
        self.sshd = Sshd(f"Include {SHIPPED}/sshd_config.d/key-then-code.conf", "PrintLastLog no",
                         port=PORT, users={USER: (UID, PASSWORD)})
        protect_host()

    def _configure(self):
        write("/etc/wavix2fa/wavix2fa.conf", CONF.format(service=SERVICE, sandbox=self.sandbox))
        write("/etc/wavix2fa/users.conf", f"[users]\n{USER} = {NUMBER}\n")
        write("/etc/wavix2fa/api_key", KEY + "\n", 0o600)
        write("/etc/sudoers", f"Defaults !lecture\n{USER} ALL=(ALL) ALL\n", 0o440)
        write("/etc/ssh/ssh_config", SSH_CLIENT)
        write("/etc/motd", WELCOME.format(sudo=SUDO_HINT if shutil.which("sudo") else ""))
        subprocess.run(["usermod", "--shell", shutil.which("bash") or "/bin/sh", USER], check=True)
        write(f"/home/{USER}/.profile", "PS1='you@machine:~$ '\n")
        write_pam_services()
