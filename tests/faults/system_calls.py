# SPDX-License-Identifier: BSD-3-Clause
"""Which system calls a login makes, and one of them failing: by strace(1), in three places. The host from the begin of
pam_authenticate() to its end; the two children up to execve(); and the verifier from its very start, libraries included."""

import collections
import errno
import os
import re
import subprocess

from logins import VERIFIER, start_verifier_by

STRACE = "/usr/bin/strace"
TRACE = "/tmp/trace"

# What each fails with: of what its manual has, that which a machine in need gives.
ERRORS = {
    "accept4": "EMFILE", "access": "ENOENT", "bind": "EADDRINUSE", "brk": "ENOMEM", "clone": "EAGAIN", "clone3": "EAGAIN",
    "connect": "ECONNREFUSED", "epoll_create1": "EMFILE", "eventfd2": "EMFILE", "execve": "ENOENT", "faccessat2": "EACCES",
    "fcntl": "EMFILE", "fdatasync": "EIO", "fsync": "EIO", "fstatfs": "EIO", "ftruncate": "EIO", "futex": "ENOMEM",
    "getrandom": "ENOSYS", "getsockopt": "ENOBUFS", "landlock_add_rule": "ENOMEM", "landlock_create_ruleset": "EMFILE",
    "landlock_restrict_self": "E2BIG", "madvise": "ENOMEM", "mmap": "ENOMEM", "mprotect": "ENOMEM", "mremap": "ENOMEM",
    "munmap": "ENOMEM", "newfstatat": "EACCES", "open": "EMFILE", "openat": "EMFILE", "pipe2": "EMFILE", "poll": "ENOMEM",
    "prctl": "EINVAL", "prlimit64": "EPERM", "pwrite64": "ENOSPC", "readlink": "ENOENT", "recvfrom": "ECONNRESET",
    "recvmsg": "ENOMEM", "seccomp": "ENOMEM", "sendmmsg": "ENOBUFS", "sendmsg": "ENOBUFS", "sendto": "ENOBUFS",
    "setgroups": "EPERM", "setresgid": "EPERM", "setresuid": "EPERM", "setsockopt": "ENOBUFS", "socket": "EMFILE",
    "socketpair": "EMFILE", "stat": "EACCES", "statfs": "EIO", "timer_create": "EAGAIN", "timer_settime": "EINVAL",
    "wait4": "EINTR", "write": "ENOSPC",
}
OTHERWISE = "EIO"

# What else a call may fail with that leads its caller elsewhere: to do it again, or to give it up for good.
OTHER_ERRORS = {
    "accept4": "EINTR", "brk": "EAGAIN", "clone": "ENOMEM", "clone3": "ENOMEM", "connect": "EINTR", "execve": "ENOMEM",
    "fcntl": "EAGAIN", "fdatasync": "ENOSPC", "fsync": "EINVAL", "ftruncate": "EINTR", "futex": "EINTR", "getrandom": "EINTR",
    "mmap": "EACCES", "newfstatat": "ENOENT", "open": "ENOENT", "openat": "ENOENT", "poll": "EINTR", "pread64": "EINTR",
    "pwrite64": "EINTR", "read": "EINTR", "recvfrom": "EAGAIN", "recvmsg": "EINTR", "seccomp": "EINVAL", "sendmmsg": "EINTR",
    "sendmsg": "EPIPE", "sendto": "EAGAIN", "socket": "EAFNOSUPPORT", "stat": "ENOENT", "timer_create": "ENOMEM",
    "write": "EINTR",
}

# strace keeps a call from being made. The kernel does these whatever happens: a close(2) that fails has closed, and of the
# others each fails by a wrong argument alone. readv and writev are the host's own dialogue with logins.py.
CANNOT_FAIL = {"arch_prctl", "close", "close_range", "exit", "exit_group", "getegid", "geteuid", "getgid", "getpid", "getppid",
               "gettid", "getuid", "readv", "restart_syscall", "rseq", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn",
               "set_robust_list", "set_tid_address", "umask", "writev"}


class Fault:
    """A call that fails at its `when`th time, in one place; without a name, a trace of all."""

    errors = ERRORS

    def __init__(self, place, name=None, when=0):
        self.place, self.name, self.when = place, name, when
        self._tracer = None
        if os.path.exists(TRACE):
            os.unlink(TRACE)

    @property
    def error(self):
        return self.errors.get(self.name, OTHERWISE)

    def prepare(self):
        tracer = [STRACE, "-f", "-qq", *self._what()] if self.place == "verifier" else []
        start_verifier_by("exec", *tracer, VERIFIER)
        return {}

    def _what(self):
        what = ["-o", TRACE]
        if self.name:
            what += ["-e", f"trace={self.name}", "-e", f"inject={self.name}:error={self.error}:when={self.when}"]
        return what

    def begin(self, host):
        if self.place == "verifier":
            return
        follow = ["-f", "-b", "execve"] if self.place == "children" else []
        self._tracer = subprocess.Popen([STRACE, *follow, *self._what(), "-p", str(host)], stderr=subprocess.PIPE, text=True)
        said = self._tracer.stderr.readline()
        if "attached" not in said:
            raise AssertionError(said)

    def authenticated(self):
        pass

    def end(self):
        if self._tracer:
            self._tracer.terminate()
            self._tracer.stderr.read()
            self._tracer.stderr.close()
            self._tracer.wait()

    def happened(self):
        with open(TRACE, encoding="utf-8", errors="replace") as lines:
            return "(INJECTED)" in lines.read()

    def __str__(self):
        return f"{self.place}: {self.name} #{self.when}: {self.error} ({os.strerror(getattr(errno, self.error))})"


class OtherFault(Fault):
    """The same with its other error."""

    errors = OTHER_ERRORS


def counts(host=None):
    """How often each call that can fail was made in the trace, by name: the most by one thread. Of the host there is only
    what it does before it is done, of its children nothing of the host."""
    made = collections.defaultdict(collections.Counter)
    with open(TRACE, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            found = re.match(r"(?:(\d+) +)?(\w+)\(", line)
            if not found:
                continue
            if 'writev(1, [{iov_base="done"' in line:
                break
            if found[2] not in CANNOT_FAIL and found[1] != str(host):
                made[found[1]][found[2]] += 1
    most = collections.Counter()
    for calls in made.values():
        most |= calls
    return most
