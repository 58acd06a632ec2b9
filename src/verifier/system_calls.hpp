// SPDX-License-Identifier: BSD-3-Clause
#pragma once

/// The lists for seccomp.cpp, by name: a name that libseccomp or the machine does not have is passed over.
namespace wavix::verifier {

inline constexpr const char* allowed_calls[] = {
    // What is open, the store among it.
    "close", "close_range", "dup", "dup3", "fadvise64", "fallocate", "fcntl", "fdatasync", "flock", "fstat",
    "fsync", "ftruncate", "lseek", "pread64", "preadv", "pwrite64", "pwritev", "read", "readv", "write",
    "writev",
    // What files there are; openat is only for reading, see seccomp.cpp.
    "access", "faccessat", "faccessat2", "fstatfs", "getcwd", "getdents64", "lstat", "newfstatat", "readlink",
    "readlinkat", "stat", "statfs", "statx",
    // Memory.
    "brk", "madvise", "mincore", "mremap", "munmap",
    // Talking and waiting; what is a socket, see seccomp.cpp.
    "bind", "connect", "epoll_create1", "epoll_ctl", "epoll_pwait", "epoll_pwait2", "epoll_wait", "eventfd2",
    "getpeername", "getsockname", "getsockopt", "pipe", "pipe2", "poll", "ppoll", "pselect6", "recvfrom",
    "recvmmsg", "recvmsg", "select", "sendmmsg", "sendmsg", "sendto", "setsockopt", "shutdown",
    // Threads; clone is only for them, see seccomp.cpp.
    "arch_prctl", "exit", "exit_group", "futex", "futex_requeue", "futex_wait", "futex_waitv", "futex_wake",
    "get_robust_list", "getcpu", "gettid", "membarrier", "restart_syscall", "rseq", "rt_sigaction",
    "rt_sigprocmask", "rt_sigreturn", "rt_sigtimedwait", "sched_getaffinity", "sched_getparam",
    "sched_getscheduler", "sched_yield", "set_robust_list", "set_tid_address", "sigaltstack",
    // Who and when.
    "clock_getres", "clock_gettime", "clock_nanosleep", "getegid", "geteuid", "getgid", "getgroups",
    "getpgrp", "getpid", "getppid", "getrandom", "getresgid", "getresuid", "getrlimit", "getrusage", "getsid",
    "gettimeofday", "getuid", "nanosleep", "sysinfo", "time", "times", "uname"};

/// Whoever calls these is not us any more.
inline constexpr const char* deadly_calls[] = {
    "execve", "execveat", "fork", "vfork",
    // Other processes.
    "kcmp", "pidfd_getfd", "pidfd_send_signal", "process_madvise", "process_vm_readv", "process_vm_writev",
    "ptrace",
    // Who it is.
    "capset", "setfsgid", "setfsuid", "setgid", "setgroups", "setns", "setregid", "setresgid", "setresuid",
    "setreuid", "setuid", "unshare",
    // The machine.
    "acct", "bpf", "chroot", "delete_module", "finit_module", "fsconfig", "fsmount", "fsopen", "init_module",
    "io_uring_setup", "kexec_file_load", "kexec_load", "mount", "mount_setattr", "move_mount",
    "open_by_handle_at", "open_tree", "perf_event_open", "pivot_root", "reboot", "sethostname",
    "settimeofday", "swapon", "umount2", "userfaultfd",
    // The kernel's keys.
    "add_key", "keyctl", "request_key"};

}  // namespace wavix::verifier
