# SPDX-License-Identifier: BSD-3-Clause
"""A private machine for one test file: namespaces of its own for mounts, processes and network, so that real sshd, sudo
and su run with an /etc, a /dev/log, users and a module that the host never sees.

    unshare --mount --pid --fork --net --uts --mount-proc machine.py BUILD TEST [ARGUMENT…]

As the first process of its namespace it reaps what is left to init, and ends with the status of the test."""

import glob
import os
import shutil
import signal
import subprocess
import sys

SOURCE = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))
USERS = {  # name: (uid, password)
    "alice": (2001, "alice's account password"),
    "bob": (2002, "bob's account password"),
    "carol.o-neil": (2003, "carol's account password"),
    "dave": (2004, "dave's account password"),  # has no phone
}
VERIFIER_USER = "wavix2fa"
VERIFIER_UID = 990
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


def forget(user):
    """Takes a user out of the system's files."""
    for path in ("/etc/passwd", "/etc/group", "/etc/shadow"):
        with open(path, encoding="utf-8") as file:
            kept = [line for line in file if not line.startswith(f"{user}:")]
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(kept)


def make_users(users):
    run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/home")
    forget(VERIFIER_USER)  # the host may have one
    with open("/etc/passwd", "a") as passwd, open("/etc/group", "a") as group, open("/etc/shadow", "a") as shadow:
        for name, (uid, password) in users.items():
            passwd.write(f"{name}:x:{uid}:{uid}::/home/{name}:/bin/sh\n")
            group.write(f"{name}:x:{uid}:\n")
            shadow.write(f"{name}:{hashed(password)}:19000:0:99999:7:::\n")
            os.mkdir(f"/home/{name}", 0o700)
            os.chown(f"/home/{name}", uid, uid)
        passwd.write(f"{VERIFIER_USER}:x:{VERIFIER_UID}:{VERIFIER_UID}::/nonexistent:/usr/sbin/nologin\n")
        group.write(f"{VERIFIER_USER}:x:{VERIFIER_UID}:\n")
        shadow.write(f"{VERIFIER_USER}:!:19000:0:99999:7:::\n")
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


def keep_in_sight(**folders):
    """Binds folders to /mnt/NAME by a handle: what is mounted next may hide their paths."""
    handles = {name: os.open(folder, os.O_PATH | os.O_DIRECTORY) for name, folder in folders.items()}
    run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/mnt")
    for name, handle in handles.items():
        os.mkdir(f"/mnt/{name}")
        subprocess.run(["mount", "--no-canonicalize", "--bind", f"/proc/self/fd/{handle}", f"/mnt/{name}"],
                       pass_fds=[handle], check=True)
        os.close(handle)


def private_var():
    """sshd writes wtmp, btmp and lastlog there, sudo whom it has lectured."""
    run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/var")
    for name in ("cache", "lib", "log", "tmp"):
        os.mkdir(f"/var/{name}")
    os.chmod("/var/tmp", 0o1777)
    os.symlink("/run", "/var/run")


def make(build, users):
    run("mount", "--make-rprivate", "/")
    keep_in_sight(build=build, source=SOURCE)
    run("mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", "/tmp")
    make_devices()
    private_copy("/etc")
    private_copy("/root", only=())
    run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/run")
    private_var()
    os.makedirs("/run/sshd", 0o755)
    install("/mnt/build")
    make_users(users)
    run("ip", "link", "set", "lo", "up")


def reap_until(child):
    while True:
        pid, ended = os.waitpid(-1, 0)
        if pid == child:
            return os.waitstatus_to_exitcode(ended)


def report_of_sanitizers():
    """What the verifier of a sanitizer build complained of; 0 if of nothing."""
    reports = glob.glob("/tmp/sanitizer.*")
    for report in reports:
        with open(report, encoding="utf-8", errors="replace") as text:
            print(text.read(), file=sys.stderr)
    return 1 if reports else 0


def live(build, script, arguments, users):
    """Makes the machine and runs a script of the source tree in it; its status. Ctrl-C is the script's to answer."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    script = f"/mnt/source/{os.path.relpath(os.path.realpath(script), SOURCE)}"
    make(os.path.abspath(build), users)
    child = os.fork()
    if child == 0:
        os.environ.update(WAVIX2FA_BUILD="/mnt/build", PYTHONPATH="/mnt/source/tests/system")
        os.environ.pop("DISPLAY", None)
        os.chdir("/")
        os.execv(sys.executable, [sys.executable, "-B", script, *arguments])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
    return reap_until(child) or report_of_sanitizers()


if __name__ == "__main__":
    sys.exit(live(sys.argv[1], sys.argv[2], sys.argv[3:], USERS))
