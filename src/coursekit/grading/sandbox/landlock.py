"""Landlock: files out of reach without any privilege (``man 7 landlock``)."""

import ctypes
import os
import stat
import struct
from collections.abc import Iterable

from coursekit.grading.sandbox.kernel import LIBC, checked

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_EXECUTE, _WRITE, _READ, _LIST, _TRUNCATE, _IOCTL = 1, 2, 4, 8, 1 << 14, 1 << 15
_ON_FILES = _EXECUTE | _WRITE | _READ | _TRUNCATE | _IOCTL
_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
_ALL_RIGHTS = (1 << 16) - 1
_TCP = 3
_SCOPES = 3  # abstract Unix sockets and signals

SIGNALS_SINCE = 6
"""First ABI that keeps a process from signalling others outside of its domain."""


def abi() -> int:
    """Return the kernel's Landlock version, 0 where there is none."""
    version: int = LIBC.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    return max(version, 0)


def confine(readable: Iterable[str], writable: Iterable[str], devices: Iterable[str]) -> None:
    """Leave the calling process these paths and nothing else, for good.

    Paths that do not exist are passed over.
    """
    version = abi()
    rights = _RIGHTS.get(version, _ALL_RIGHTS)
    attributes = struct.pack("QQQ", rights, _TCP, _SCOPES if version >= SIGNALS_SINCE else 0)
    attributes = attributes[: 8 if version < 4 else 16 if version < SIGNALS_SINCE else 24]
    ruleset = checked(
        LIBC.syscall(
            _CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint32(0)
        ),
        "landlock",
    )
    wanted = [(path, _EXECUTE | _READ | _LIST) for path in readable]
    wanted += [(path, rights) for path in writable]
    wanted += [(path, _READ | _WRITE) for path in devices]
    for path, access in wanted:
        try:
            fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        if not stat.S_ISDIR(os.fstat(fd).st_mode):
            access &= _ON_FILES
        rule = struct.pack("=Qi", access & rights, fd)
        checked(LIBC.syscall(_ADD_RULE, ruleset, 1, rule, 0), f"landlock rule for {path}")
        os.close(fd)
    checked(LIBC.prctl(38, 1, 0, 0, 0), "no_new_privs")
    checked(LIBC.syscall(_RESTRICT_SELF, ruleset, 0), "landlock")
    os.close(ruleset)
