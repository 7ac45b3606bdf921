"""A seccomp filter without a library: refuse the system calls that widen what can be reached.

The filter is a classic BPF program (``man 2 seccomp``). It is a second wall: namespaces or
Landlock already hide what these calls could reach; the filter takes away the kernel's rarely
used entrances through which such walls have been broken.
"""

import ctypes
import platform
import struct

from coursekit.grading.sandbox.kernel import LIBC, checked

_DENIED_X86_64 = {
    "ptrace": 101, "mount": 165, "umount2": 166, "unshare": 272, "setns": 308, "keyctl": 250,
    "add_key": 248, "request_key": 249, "bpf": 321, "perf_event_open": 298, "userfaultfd": 323,
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "kexec_load": 246,
    "kexec_file_load": 320, "open_by_handle_at": 304, "process_vm_readv": 310,
    "process_vm_writev": 311, "pidfd_open": 434, "pidfd_getfd": 438, "init_module": 175,
    "finit_module": 313, "delete_module": 176, "pivot_root": 155, "chroot": 161, "swapon": 167,
    "swapoff": 168, "reboot": 169, "acct": 163, "quotactl": 179, "syslog": 103,
    "settimeofday": 164, "clock_settime": 227, "adjtimex": 159, "fsopen": 430, "fsmount": 432,
    "move_mount": 429, "open_tree": 428, "mount_setattr": 442, "fanotify_init": 300,
    "iopl": 172, "ioperm": 173, "personality": 135, "vmsplice": 278, "shmget": 29,
    "semget": 64, "msgget": 68, "mq_open": 240,
}  # fmt: skip
_DENIED_AARCH64 = {
    "ptrace": 117, "mount": 40, "umount2": 39, "unshare": 97, "setns": 268, "keyctl": 219,
    "add_key": 217, "request_key": 218, "bpf": 280, "perf_event_open": 241, "userfaultfd": 282,
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    "open_by_handle_at": 265, "process_vm_readv": 270, "process_vm_writev": 271,
    "pidfd_open": 434, "pidfd_getfd": 438, "pivot_root": 41, "chroot": 51, "fsopen": 430,
    "fsmount": 432, "move_mount": 429, "open_tree": 428, "mount_setattr": 442, "shmget": 194,
    "semget": 190, "msgget": 186, "mq_open": 180,
}  # fmt: skip
# machine: (audit architecture, denied calls, socket, connect, ioctl, clone, clone3)
_MACHINES = {
    "x86_64": (0xC000003E, _DENIED_X86_64, 41, 42, 16, 56, 435),
    "aarch64": (0xC00000B7, _DENIED_AARCH64, 198, 203, 29, 220, 435),
}

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_EPERM, _ENOSYS, _EAFNOSUPPORT = (0x00050000 | n for n in (1, 38, 97))
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _SECOND_ARGUMENT = 0, 4, 16, 24
_AF_UNIX, _TIOCSTI, _TIOCLINUX, _X32 = 1, 0x5412, 0x541C, 0x40000000
_NEW_NAMESPACE = 0x7E020000 | 0x80

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 38, 22, 2


def supported() -> bool:
    """Return whether a filter is known for this machine."""
    return platform.machine() in _MACHINES


def program(sockets: bool) -> bytes:
    """Return the filter; with `sockets`, Unix sockets stay (other families never do)."""
    architecture, denied, socket, connect, ioctl, clone, clone3 = _MACHINES[platform.machine()]
    code: list[tuple[int, int, int, int]] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _ENOSYS),
    ]
    for number in [*denied.values()] + ([] if sockets else [connect]):
        code += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _EPERM)]
    # glibc falls back from clone3 to clone, whose flags a filter can read
    code += [(_EQUAL, 0, 1, clone3), (_RETURN, 0, 0, _ENOSYS)]
    code += [
        (_EQUAL, 0, 4, socket),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 1, 0, _AF_UNIX if sockets else 0xFFFFFFFF),
        (_RETURN, 0, 0, _EAFNOSUPPORT),
        (_RETURN, 0, 0, _ALLOW),
        (_EQUAL, 0, 5, ioctl),
        (_LOAD, 0, 0, _SECOND_ARGUMENT),
        (_EQUAL, 1, 0, _TIOCSTI),
        (_EQUAL, 0, 1, _TIOCLINUX),
        (_RETURN, 0, 0, _EPERM),
        (_RETURN, 0, 0, _ALLOW),
        (_EQUAL, 0, 4, clone),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_ANY_BIT, 0, 1, _NEW_NAMESPACE),
        (_RETURN, 0, 0, _EPERM),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("HBBI", *instruction) for instruction in code)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def confine(sockets: bool) -> None:
    """Put the calling process, and all it starts, under the filter for good."""
    code = program(sockets)
    buffer = ctypes.create_string_buffer(code, len(code))
    structure = _Program(len(code) // 8, ctypes.addressof(buffer))
    checked(LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    checked(LIBC.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(structure), 0, 0), "seccomp")
