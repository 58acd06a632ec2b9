# SPDX-License-Identifier: BSD-3-Clause
"""What the demo needs of the machine it runs on. Each lack is one line that says what to do."""

import importlib.util
import os
import shutil
import subprocess
import sys

NAMESPACES = ["unshare", "--mount", "--pid", "--fork", "--net", "--uts", "--mount-proc", "--kill-child"]
TOOLS = ("setpriv", "unshare", "mount", "ip", "ssh", "ssh-keygen", "sshd", "openssl", "hostname")
PRODUCTS = ("module/pam_wavix2fa.so", "verifier/wavix2fa-verifier", "sandbox/wavix2fa-sandbox")


def give_up(why):
    sys.exit(f"demo: {why}")


def be_root(interactive):
    """Starts again through sudo if need be."""
    os.environ["PATH"] = os.environ.get("PATH", "/usr/bin:/bin") + ":/usr/sbin:/sbin"
    if os.geteuid() == 0:
        return
    if not shutil.which("sudo"):
        give_up("must be run as root: it makes a private machine out of namespaces")
    silent = subprocess.run(["sudo", "-n", "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0
    if not silent and not interactive:
        give_up("must be run as root (it makes a private machine out of namespaces), and sudo asks for a password")
    if not silent:
        print(" The demo makes a private machine out of namespaces, and that takes root: sudo asks you.", flush=True)
    # sudo hands on no NO_COLOR, and may refuse to.
    colour = ["--no-color"] if os.environ.get("NO_COLOR") else []
    program, *words = sys.argv
    os.execvp("sudo", ["sudo", "--", sys.executable, "-B", os.path.realpath(program), *colour, *words])


def check(build):
    for product in PRODUCTS:
        if not os.path.exists(f"{build}/src/{product}"):
            give_up(f"{build}/src/{product} is not there: build first (make)")
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if not importlib.util.find_spec("pexpect"):
        missing.append("python3-pexpect")
    if missing:
        give_up(f"not installed: {' '.join(missing)} (make deps)")
    probe = subprocess.run([*NAMESPACES, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, text=True,
                           check=False)
    if probe.returncode != 0:
        give_up("namespaces are refused here; in a container it needs CAP_SYS_ADMIN (docker run --privileged): "
                + " ".join(probe.stderr.split()))
