"""Few large pages in the place of many small ones, for a process that is forked again and again.

Libraries leave more than 100 MB of small objects behind. In pages of 4 kB a fork copies an entry
for each of them, and lets go of each at its end; in pages of 2 MB only what is written to since.
"""

import ctypes
from pathlib import Path

from coursekit.grading.sandbox.kernel import LIBC

ROOM = 72 << 20
"""Bytes of small objects that are expected."""

_LARGE = 2 << 20
_ARENA = 1 << 20
_SMALL = 400
_COLLAPSE = 25
"""``MADV_COLLAPSE``, known since Linux 6.1; older kernels go on with small pages."""


def make_room() -> list[bytes]:
    """Have Python keep its small objects side by side, not here and there between libraries.

    Return what holds the place: Python gives back an arena of its memory that is empty.
    """
    return [bytes(_SMALL) for _ in range(ROOM // _SMALL)][:: _ARENA // _SMALL // 2]


def merge() -> None:
    """Gather what is in memory in large pages, where it fills them."""
    advise = LIBC.madvise
    advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    for line in Path("/proc/self/maps").read_text().splitlines():
        span, rights, _, _, _, *name = line.split()
        if rights != "rw-p" or name not in ([], ["[heap]"]):
            continue
        begin, end = (int(place, 16) for place in span.split("-"))
        first, last = -(-begin // _LARGE) * _LARGE, end // _LARGE * _LARGE
        if first < last:
            advise(first, last - first, _COLLAPSE)
