# SPDX-License-Identifier: BSD-3-Clause
"""A private machine for one test file: namespaces of its own for mounts, processes and network, so that real sshd, sudo
and su run with an /etc, a /dev/log, users and a module that the host never sees.

    unshare --mount --pid --fork --net --uts --mount-proc machine.py BUILD TEST [ARGUMENT…]

As the first process of its namespace it reaps what is left to init, and ends with the status of the test."""

import glob
import os
import shutil
import subprocess
import sys

USERS = {  # name: (uid, password)
    "alice": (2001, "alice's account password"),
    "bob": (2002, "bob's account password"),
    "carol.o-neil": (2003, "carol's account password"),
    "dave": (2004, "dave's account password"),  # has no phone
}
ROOT_PASSWORD = "root's account password"
PHONES = {"alice": "+37128782931", "bob": "+447919433768", "carol.o-neil": "+4915112345678", "root": "+12015550123"}


def run(*command):
    subprocess.run(command, check=True)


def private_copy(folder, only=None):
    """Puts a tmpfs with the folder's contents (or some of them) over it."""
    kept = f"/tmp/copy{folder.replace('/', '-')}"
    if only is None:
        shutil.copytree(folder, kept, symlinks=True)
    else:
        os.mkdir(kept)
        for name in only:
            if os.path.isdir(f"{folder}/{name}"):
                shutil.copytree(f"{folder}/{name}", f"{kept}/{name}", symlinks=True)
    run("chmod", "--reference", folder, kept)
    run("mount", "--bind", kept, folder)


def make_devices():
    os.mkdir("/tmp/dev")
    run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/tmp/dev")
    for name in ("null", "zero", "full", "random", "urandom", "tty"):
        open(f"/tmp/dev/{name}", "w").close()
        run("mount", "--bind", f"/dev/{name}", f"/tmp/dev/{name}")
    for name in ("pts", "shm"):
        os.mkdir(f"/tmp/dev/{name}")
    run("mount", "-t", "devpts", "-o", "newinstance,ptmxmode=0666,mode=620,gid=5", "devpts", "/tmp/dev/pts")
    run("mount", "-t", "tmpfs", "tmpfs", "/tmp/dev/shm")
    os.symlink("pts/ptmx", "/tmp/dev/ptmx")
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        os.symlink(f"/proc/self/fd/{number}", f"/tmp/dev/{name}")
    os.symlink("/proc/self/fd", "/tmp/dev/fd")
    run("mount", "--move", "/tmp/dev", "/dev")


def hashed(password):
    return subprocess.run(["openssl", "passwd", "-6", "-stdin"], input=password, capture_output=True, text=True,
                          check=True).stdout.strip()


def make_users():
    run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/home")
    with open("/etc/passwd", "a") as passwd, open("/etc/group", "a") as group, open("/etc/shadow", "a") as shadow:
        for name, (uid, password) in USERS.items():
            passwd.write(f"{name}:x:{uid}:{uid}::/home/{name}:/bin/sh\n")
            group.write(f"{name}:x:{uid}:\n")
            shadow.write(f"{name}:{hashed(password)}:19000:0:99999:7:::\n")
            os.mkdir(f"/home/{name}", 0o700)
            os.chown(f"/home/{name}", uid, uid)
    with open("/etc/shadow") as shadow:
        lines = shadow.read().splitlines()
    lines = [f"root:{hashed(ROOT_PASSWORD)}:19000:0:99999:7:::" if line.startswith("root:") else line
             for line in lines]
    with open("/etc/shadow", "w") as shadow:
        shadow.write("\n".join(lines) + "\n")
    with open("/etc/hosts", "a") as hosts:
        hosts.write("127.0.0.1 machine.test\n")
    run("hostname", "machine.test")


def security_folder():
    for pattern in ("/lib/*/security/pam_unix.so", "/usr/lib*/security/pam_unix.so", "/usr/lib/*/security/pam_unix.so"):
        for found in glob.glob(pattern):
            return os.path.realpath(os.path.dirname(found))
    sys.exit("machine.py: pam_unix.so was not found")


def install(build):
    """What `make install` would: the objects that ship, at the paths that they were built for."""
    security = security_folder()
    private_copy(security)
    private_copy("/usr/libexec", only=("sudo", "openssh"))
    # sshd, sudo and su are no sanitizer's builds: they could not load a module that is (tests/system/meson.build).
    plain = f"{build}/tests/system/pam_wavix2fa_plain.so"
    module = plain if os.path.exists(plain) else f"{build}/src/module/pam_wavix2fa.so"
    shutil.copy(module, f"{security}/pam_wavix2fa.so")
    shutil.copy(f"{build}/src/verifier/wavix2fa-verifier", "/usr/libexec")
    os.chmod("/usr/libexec/wavix2fa-verifier", 0o755)


def make(build):
    run("mount", "--make-rprivate", "/")
    run("mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", "/mnt")
    os.mkdir("/mnt/build")
    run("mount", "--bind", build, "/mnt/build")
    run("mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", "/tmp")
    make_devices()
    private_copy("/etc")
    private_copy("/root", only=())
    run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/run")
    run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/var/lib/sudo") if os.path.isdir("/var/lib/sudo") else None
    os.makedirs("/run/sshd", 0o755)
    install("/mnt/build")
    make_users()
    run("ip", "link", "set", "lo", "up")


def reap_until(child):
    status = 0
    while True:
        pid, ended = os.waitpid(-1, 0)
        if pid == child:
            status = os.waitstatus_to_exitcode(ended)
            return status


def report_of_sanitizers():
    """What the verifier of a sanitizer build complained of; 0 if of nothing."""
    reports = glob.glob("/tmp/sanitizer.*")
    for report in reports:
        with open(report, encoding="utf-8", errors="replace") as text:
            print(text.read(), file=sys.stderr)
    return 1 if reports else 0


def main():
    build, test = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    make(build)
    child = os.fork()
    if child == 0:
        os.environ["WAVIX2FA_BUILD"] = "/mnt/build"
        os.environ.pop("DISPLAY", None)
        os.execv(sys.executable, [sys.executable, "-B", test] + sys.argv[3:])
    sys.exit(reap_until(child) or report_of_sanitizers())


if __name__ == "__main__":
    main()
