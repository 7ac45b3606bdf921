"""Files that a test and student code pass to one another, kept alike in two folders.

The student's function writes a table and the test reads it, or the other way round. Each side
has a working folder of its own; each request and reply carries what has changed in it. The
trusted side takes no file of the set's, and nothing that Python would run.
"""

import base64
import contextlib
import copy
import importlib.machinery
import os
import stat
import tempfile
from pathlib import Path, PosixPath, PurePosixPath
from typing import Any

from coursekit.grading.apart.protocol.codec import CodecError, Json, exact

MOST = 300
"""Files and folders that are kept alike; with more, none is."""

LARGEST, ALTOGETHER = 4 << 20, 16 << 20
"""Bytes of one file, and of all in one message."""

_CODE = (*importlib.machinery.all_suffixes(), ".pth", ".zip", ".egg")
_SKIPPED = frozenset(("home", "__pycache__", ".ipynb_checkpoints"))


class Mirror:
    """One side's folder.

    Parameters
    ----------
    trusted
        Whether this is the trusted side: then files come from student code.
    """

    def __init__(self, trusted: bool) -> None:
        self._root, self._trusted = Path(tempfile.gettempdir()).resolve(), trusted
        self._known = self._seen()
        self._own = frozenset(self._known)
        self._taken: set[str] = set()
        self._elsewhere = str(self._root)

    def anew(self) -> "Mirror":
        """Return a mirror to another folder that begins as the other side's began."""
        other = copy.copy(self)
        other._known = {n: state for n, state in self._known.items() if n in self._own}
        return other

    @property
    def root(self) -> str:
        """The folder, with the working folder and temporary files in it."""
        return str(self._root)

    def meet(self, root: Json) -> None:
        """Learn what the folder is called on the other side."""
        if type(root) is str and len(root) < 1000:
            self._elsewhere = root

    def outward(self, value: Any) -> Any:
        """Return a path as the other side has it (anything else as it is)."""
        return _moved(value, self.root, self._elsewhere)

    def inward(self, value: Any) -> Any:
        """Return a path of the other side's as it is here."""
        return _moved(value, self._elsewhere, self.root)

    @property
    def has_taken(self) -> bool:
        """Whether the other side has written any file here."""
        return bool(self._taken)

    def is_foreign(self, path: object) -> bool:
        """Whether a file is one that student code has written."""
        if not isinstance(path, (str, os.PathLike)):
            return False
        full = Path(path).resolve()
        return full.is_relative_to(self._root) and str(full.relative_to(self._root)) in self._taken

    def _seen(self) -> dict[str, tuple[int, int]]:
        """Return files (with time and size) and folders; none where there are too many."""
        seen: dict[str, tuple[int, int]] = {}
        waiting, entries = [(str(self._root), "")], 0
        while waiting:
            folder, path = waiting.pop()
            with contextlib.suppress(OSError), os.scandir(folder) as listed:
                for entry in listed:
                    entries += 1
                    if entries > MOST:
                        return {}
                    if entry.name in _SKIPPED or entry.is_symlink():
                        continue
                    if entry.is_dir():
                        waiting.append((entry.path, f"{path}{entry.name}/"))
                        seen[f"{path}{entry.name}/"] = (0, 0)
                    elif entry.is_file():
                        found = entry.stat()
                        seen[path + entry.name] = (found.st_mtime_ns, found.st_size)
        return seen

    def changes(self) -> Json:
        """Return the files that are new or changed since the last time, and those that are gone."""
        seen = self._seen()
        told: list[Json] = []
        room = ALTOGETHER
        for name, state in seen.items():
            if self._known.get(name) != state and state[1] <= min(LARGEST, room):
                with contextlib.suppress(OSError):
                    data = b"" if name.endswith("/") else (self._root / name).read_bytes()
                    told.append([name, base64.b64encode(data).decode()])
                    room -= len(data)
        gone = [name for name in self._known if name not in seen]
        self._known = seen
        return {"files": told, "gone": gone} if told or gone else None

    def take(self, told: Json) -> None:
        """Write what the other side has changed.

        Raises
        ------
        CodecError
            If it is not what `changes` returns.
        """
        if told is None:
            return
        for name, data in exact(list, exact(dict, told)["files"]):
            if self._fits(exact(str, name)):
                self._write(name, base64.b64decode(exact(str, data)))
        for name in exact(list, told["gone"]):
            if self._fits(exact(str, name)) and name in self._known:
                with contextlib.suppress(OSError):
                    (self._root / name).unlink()
                self._known.pop(name)

    def _fits(self, name: str) -> bool:
        """Whether the file may be written here."""
        path = PurePosixPath(name)
        if path.is_absolute() or not path.parts or set(path.parts) & {"..", "home"}:
            raise CodecError("not a file of the folder")
        return not self._trusted or (name not in self._own and not name.endswith(_CODE))

    def _write(self, name: str, data: bytes) -> None:
        target = self._root / name
        with contextlib.suppress(OSError):
            (target if name.endswith("/") else target.parent).mkdir(parents=True, exist_ok=True)
            if name.endswith("/"):
                self._known[name] = (0, 0)
                return
            if target.is_symlink() or not target.parent.resolve().is_relative_to(self._root):
                return
            if target.exists() and not stat.S_ISREG(target.stat().st_mode):
                return
            target.write_bytes(data)
            found = target.stat()
            self._known[name] = (found.st_mtime_ns, found.st_size)
            self._taken.add(name)


def _moved(value: Any, here: str, there: str) -> Any:
    if here == there or type(value) not in (str, PosixPath):
        return value
    inside = str(value).startswith((f"{here}/", here)) and str(value)[len(here) :][:1] in ("", "/")
    return type(value)(there + str(value)[len(here) :]) if inside else value
