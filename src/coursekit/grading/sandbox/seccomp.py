"""A seccomp filter without a library: refuse the system calls that widen what can be reached.

The filter is a classic BPF program (``man 2 seccomp``). It is a second wall: namespaces or
Landlock already hide what these calls could reach; the filter takes away the kernel's rarely
used entrances through which such walls have been broken, and memory that nobody counts.

Under Landlock it closes what Landlock leaves open: a file's mode, owner, times and attributes
(of any file of the same user), datagrams to services of the host, and the limits and
priorities of other processes.
"""

import ctypes
import platform
import struct

from coursekit.grading.sandbox.kernel import LIBC, checked

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_Numbers = dict[str, tuple[int | None, int | None]]

# number of each call on x86_64 and aarch64
_DENIED: _Numbers = {
    "ptrace": (101, 117), "mount": (165, 40), "umount2": (166, 39), "unshare": (272, 97),
    "setns": (308, 268), "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "process_madvise": (440, 440), "process_mrelease": (448, 448), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "open_by_handle_at": (304, 265),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "pivot_root": (155, 41),
    "chroot": (161, 51), "swapon": (167, 224), "swapoff": (168, 225), "reboot": (169, 142),
    "acct": (163, 89), "quotactl": (179, 60), "quotactl_fd": (443, 443), "syslog": (103, 116),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171),
    "clock_adjtime": (305, 266), "fanotify_init": (300, 262), "iopl": (172, None),
    "ioperm": (173, None), "personality": (135, 92), "vmsplice": (278, 75),
    "shmget": (29, 194), "semget": (64, 190), "msgget": (68, 186), "mq_open": (240, 180),
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "ioprio_set": (251, 30),
    "migrate_pages": (256, 238), "move_pages": (279, 239), "kcmp": (312, 272),
}  # fmt: skip
_IGNORED: _Numbers = {
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, None), "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54),
    "utime": (132, None), "utimes": (235, None), "futimesat": (261, None),
    "utimensat": (280, 88), "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    "setxattrat": (463, 463), "removexattrat": (466, 466), "file_setattr": (469, 469),
}  # fmt: skip
_ON_ONESELF: _Numbers = {
    "prlimit64": (302, 261), "sched_setparam": (142, 118), "sched_setscheduler": (144, 119),
    "sched_setaffinity": (203, 122), "sched_setattr": (314, 274),
}  # fmt: skip
_WATCHED: _Numbers = {
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "ioctl": (16, 29),
    "clone": (56, 220), "clone3": (435, 435), "setpriority": (141, 140),
}  # fmt: skip

_Instruction = tuple[int, int, int, int]
_LOAD, _AND, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE = 0, 4
_FIRST: _Instruction = (_LOAD, 0, 0, 16)
_SECOND: _Instruction = (_LOAD, 0, 0, 24)
_ALLOW: _Instruction = (_RETURN, 0, 0, 0x7FFF0000)
_KILL: _Instruction = (_RETURN, 0, 0, 0x80000000)
_AF_UNIX, _STREAM, _PACKETS, _SOCKET_TYPE = 1, 1, 5, 0xF
_TIOCSTI, _TIOCLINUX, _X32 = 0x5412, 0x541C, 0x40000000
_NEW_NAMESPACE = 0x7E020000 | 0x80

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 38, 22, 2


def _fail(number: int) -> _Instruction:
    """Let the call fail with error `number`; 0 lets it succeed without doing anything."""
    return (_RETURN, 0, 0, 0x00050000 | number)


_DONE, _EPERM, _ENOSYS, _EAFNOSUPPORT = (_fail(n) for n in (0, 1, 38, 97))


def supported() -> bool:
    """Return whether a filter is known for this machine."""
    return platform.machine() in _ARCHITECTURES


def program(apart: bool) -> bytes:
    """Return the filter.

    Parameters
    ----------
    apart
        Whether the process has a network and a file system of its own (namespaces): then Unix
        sockets stay, and the modes of files can be set. Other sockets never stay.
    """
    machine = [*_ARCHITECTURES].index(platform.machine())

    def call(name: str, *what: _Instruction) -> list[_Instruction]:
        """Return the code for one call; where it does not decide, the call is allowed."""
        for group in (_DENIED, _IGNORED, _ON_ONESELF, _WATCHED):
            if name in group and group[name][machine] is not None:
                return [(_EQUAL, 0, len(what) + 1, group[name][machine] or 0), *what, _ALLOW]
        return []

    code: list[_Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, _ARCHITECTURES[platform.machine()]),
        _KILL,
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32),
        _ENOSYS,
    ]
    for name in _DENIED:
        code += call(name, _EPERM)
    for name in _ON_ONESELF:
        code += call(name, _FIRST, (_EQUAL, 1, 0, 0), _EPERM)
    code += call("setpriority", _FIRST, (_EQUAL, 0, 2, 0), _SECOND, (_EQUAL, 1, 0, 0), _EPERM)
    # glibc falls back from clone3 to clone, whose flags a filter can read
    code += call("clone3", _ENOSYS)
    code += call("clone", _FIRST, (_ANY_BIT, 0, 1, _NEW_NAMESPACE), _EPERM)
    code += call("ioctl", _SECOND, (_EQUAL, 1, 0, _TIOCSTI), (_EQUAL, 0, 1, _TIOCLINUX), _EPERM)
    if apart:
        code += call("socket", _FIRST, (_EQUAL, 1, 0, _AF_UNIX), _EAFNOSUPPORT)
    else:
        code += call("socket", _EAFNOSUPPORT)
        code += call("connect", _EPERM)
        # one end of a pair for datagrams could write to any socket file of the host
        kinds = (_EQUAL, 2, 0, _STREAM), (_EQUAL, 1, 0, _PACKETS)
        code += call("socketpair", _SECOND, (_AND, 0, 0, _SOCKET_TYPE), *kinds, _EPERM)
        for name in _IGNORED:
            code += call(name, _DONE)
    return b"".join(struct.pack("HBBI", *instruction) for instruction in [*code, _ALLOW])


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def confine(apart: bool) -> None:
    """Put the calling process, and all it starts, under the filter for good."""
    code = program(apart)
    buffer = ctypes.create_string_buffer(code, len(code))
    structure = _Program(len(code) // 8, ctypes.addressof(buffer))
    checked(LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    checked(LIBC.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(structure), 0, 0), "seccomp")
