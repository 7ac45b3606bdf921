"""Where hand-ins come from: nbgrader's exchange, and a plain folder.

Both are written by students: names and links in them are judged, never followed.
"""

import contextlib
import datetime
import os
import pwd
import re
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from nbgrader.exchange import ExchangeFactory
from nbgrader.exchange.default import Exchange as DefaultExchange
from nbgrader.utils import parse_utc

from coursekit.assignment.course import Course, Inode, unfit
from coursekit.errors import CourseError
from coursekit.submission import reading
from coursekit.text import shown

SETTLED = 1.0
"""Seconds without a change after which a hand-in is taken for whole."""

FORGOTTEN = 60.0
"""Seconds after which one from the exchange is taken although its last file is missing."""

BACKDATED = datetime.timedelta(minutes=5)
"""A folder that is this much younger than its own timestamp says is named."""

MOST = 20_000
"""Entries of a folder that are looked at."""

SECRET, STAMP = "submission_secret.txt", "timestamp.txt"


@dataclass(frozen=True)
class Arrival:
    """A hand-in where the student has put it.

    Attributes
    ----------
    name
        Unlike that of any other hand-in.
    handed_in
        What decides whether it is late: UTC, without a zone.
    arrived
        When the kernel says that it came.
    """

    student: str
    name: str
    folder: Path
    shelf: Path
    handed_in: datetime.datetime
    arrived: datetime.datetime
    strange: tuple[str, ...] = ()

    def read(self, guarded: Collection[Inode]) -> reading.Submission:
        """Return the files, with the timestamp that counts."""
        found = reading.read(self.folder, self.student, self.shelf, guarded)
        strange = [*self.strange, *found.flags]
        stamp = f"{self.handed_in:%Y-%m-%d %H:%M:%S.%f} UTC"
        if found.timestamp is not None and _utc(found.timestamp) != self.handed_in:
            strange.append(f"its {STAMP} says {shown(found.timestamp, 64)}, its name {stamp}")
        files = {**found.files, STAMP: stamp.encode()}
        if not re.fullmatch(rb"[\x21-\x7e]{1,1000}", files.get(SECRET, b"-")):
            del files[SECRET]
            strange.append(f"its {SECRET} is not nbgrader's: no feedback can be returned")
        return reading.Submission(self.student, files, tuple(strange), found.problem)


class Source(Protocol):
    """A place that hand-ins arrive at."""

    left_out: dict[str, str]
    settling: bool

    def look(self, known: Collection[str]) -> Iterator[Arrival]:
        """Yield what has wholly arrived and is not among the `known` names."""


@dataclass
class Exchange:
    """The inbound folder of nbgrader's exchange.

    Attributes
    ----------
    left_out
        Entries that are not taken, and why.
    settling
        Whether something is there that has not wholly arrived.
    """

    course: Course
    assignment: str
    left_out: dict[str, str] = field(default_factory=dict)
    settling: bool = False

    def __post_init__(self) -> None:
        collect = ExchangeFactory(config=self.course.config).Collect(
            coursedir=self.course.directory
        )
        course_id = self.course.directory.course_id
        if not isinstance(collect, DefaultExchange):
            raise CourseError("hand-ins are taken from nbgrader's own exchange only: use --folder")
        self._check_owner: bool = collect.check_owner
        self.inbound = Path(collect.root) / course_id / "inbound"
        if not course_id or not self.inbound.is_dir():
            raise CourseError(
                f"there is no exchange {self.inbound}: run `nbgrader release_assignment "
                f"{self.assignment}`, or name a folder of hand-ins with --folder"
            )
        name = re.escape(self.assignment)
        self._pattern = re.compile(rf"(.+?)\+{name}\+(.+?)(?:\+[\w-]{{12}})?", re.DOTALL)

    def look(self, known: Collection[str]) -> Iterator[Arrival]:
        """Yield hand-ins in the order of their timestamps."""
        self.left_out, self.settling = {}, False
        found = []
        for entry in _entries(self.inbound):
            match = self._pattern.fullmatch(entry.name)
            if match is None or entry.name in known:
                continue
            try:
                arrival = self._arrival(entry, match[1], match[2])
            except OSError as error:
                arrival = f"it cannot be read: {error.strerror}"
            if isinstance(arrival, Arrival):
                found.append(arrival)
            elif arrival:
                self.left_out[shown(entry.name)] = arrival
        yield from sorted(found, key=lambda a: (a.handed_in, a.name))

    def _arrival(self, entry: "os.DirEntry[str]", student: str, text: str) -> Arrival | str | None:
        """Return the hand-in; or why it is none; or None as long as it is being written."""
        stamp, why = _utc(text), unfit(student)
        if not entry.is_dir(follow_symlinks=False):
            return "it is not a folder"
        if stamp is None or why is not None:
            return "its timestamp cannot be read" if stamp is None else f"the name is {why}"
        status = entry.stat(follow_symlinks=False)
        owner = _user(status.st_uid)
        if self._check_owner and status.st_uid != os.getuid() and owner != student:
            return (
                f"it belongs to {owner}: c.ExchangeCollect.check_owner = False in "
                "nbgrader_config.py takes it"
            )
        if not _is_whole(Path(entry.path)) and time.time() - status.st_mtime < FORGOTTEN:
            self.settling = True
            return None
        arrived = _moment(status.st_ctime)
        late = arrived - stamp
        strange = (f"its folder is {late} younger than its timestamp",) if late > BACKDATED else ()
        folder = Path(entry.path)
        return Arrival(student, entry.name, folder, self.inbound, stamp, arrived, strange)


@dataclass
class Folder:
    """A plain folder, ``<student>/<set>/`` in it; each change is an attempt.

    It counts as handed in when it last changed.
    """

    root: Path
    assignment: str
    left_out: dict[str, str] = field(default_factory=dict)
    settling: bool = False

    def __post_init__(self) -> None:
        if not self.root.is_dir():
            raise CourseError(f"there is no folder {self.root}: make it, or name another")
        self._since: dict[str, tuple[int, float]] = {}

    def look(self, known: Collection[str]) -> Iterator[Arrival]:
        """Yield the folders that have changed and then kept still."""
        self.left_out, self.settling = {}, False
        for entry in _entries(self.root):
            folder = Path(entry.path, self.assignment)
            if not entry.is_dir(follow_symlinks=False) or not os.path.lexists(folder):
                continue
            why = unfit(entry.name)
            if why is not None:
                self.left_out[shown(entry.name)] = f"the name is {why}"
                continue
            changed = _changed(folder)
            name = f"{entry.name}/{self.assignment}@{changed}"
            if name in known:
                continue
            before, since = self._since.get(entry.name, (0, 0.0))
            if before != changed:
                self._since[entry.name] = (changed, time.monotonic())
                self.settling = True
            elif time.monotonic() - since < SETTLED:
                self.settling = True
            else:
                stamp = _moment(changed / 1e9)
                yield Arrival(entry.name, name, folder, self.root, stamp, stamp)


def _is_whole(folder: Path) -> bool:
    """Whether ``nbgrader submit`` has written the last of its files."""
    try:
        return (folder / SECRET).lstat().st_size > 0
    except OSError:
        return False


def _entries(folder: Path) -> "list[os.DirEntry[str]]":
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry, _ in zip(entries, range(MOST), strict=False)]
    except OSError as error:
        raise CourseError(f"{folder} cannot be read: {error.strerror}") from error
    return sorted(found, key=lambda entry: entry.name)


def _changed(folder: Path) -> int:
    """Return when anything in a folder last changed (ns): the kernel's time, not the student's."""
    newest = 0
    for count, (path, folders, files) in enumerate(os.walk(folder)):
        folders[:] = [name for name in folders if name not in reading.IGNORED]
        for name in (".", *files[: reading.MAX_FILES]):
            with contextlib.suppress(OSError):
                newest = max(newest, os.lstat(Path(path, name)).st_ctime_ns)
        if count >= reading.MAX_FILES:
            break
    return newest


def _moment(seconds: float) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).replace(tzinfo=None)


def _utc(text: str) -> datetime.datetime | None:
    try:
        stamp: Any = parse_utc(text)
    except (ValueError, OverflowError, TypeError):
        return None
    return stamp if isinstance(stamp, datetime.datetime) else None


def _user(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
