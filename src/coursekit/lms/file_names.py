"""Which student a file name speaks of.

Names are read with nbgrader's own ``FileNameCollectorPlugin``, so that a pattern for
``nbgrader zip_collect`` serves here too, in its setting or with ``--pattern``.
"""

import datetime
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass

from nbgrader.plugins import FileNameCollectorPlugin
from nbgrader.utils import parse_utc
from traitlets.config import Config

from coursekit.errors import CourseError
from coursekit.lms.archives import Entry

# name_123_assignsubmission_file_/folder/shop.ipynb, or _shop.ipynb with folders switched off.
# Moodle takes underscores out of names; the first number is its own, whatever the file says.
MOODLE = (
    r"^(?P<name>[^/_]*)_(?P<student_id>\d+)_assignsubmission_[a-z]+(?:_?/|_)(?P<file_id>[^/].*)$"
)
# lovelaceada_LATE_123_4567_shop-1.ipynb: the student's number, then the file's, which grows.
# Texts typed into Canvas have no number of their own.
CANVAS = (
    r"^(?:(?!anon_|LATE_anon_)(?P<name>[^/]*?)_)?(?:(?P<late>LATE|late)_)?"
    r"(?P<student_id>\d+|anon_[^\W_]+)_(?:(?P<attempt>\d+)_|(?=(?:text|link)\.html$))"
    r"(?P<file_id>[^/]+)$"
)
NEEDED = {"student_id", "file_id"}


@dataclass(frozen=True)
class Claim:
    """A file and what its name says.

    Attributes
    ----------
    entry
        The file.
    student
        The student's id in the system.
    file
        The student's own name for the file, with folders.
    name
        The student's name as it stands in the file's, if it does.
    late
        Whether the system calls it late.
    attempt
        A number that grows with each attempt; 0 where there is none.
    timestamp
        When it was handed in (UTC, without a zone), if the name says so.
    """

    entry: Entry
    student: str
    file: str
    name: str = ""
    late: bool = False
    attempt: int = 0
    timestamp: datetime.datetime | None = None


class Reader:
    """Reads names with the instructor's pattern or, without one, those of the systems.

    Parameters
    ----------
    config
        The course's configuration of nbgrader.
    pattern
        A regular expression with the groups ``student_id`` and ``file_id``, and perhaps
        ``timestamp``, ``late`` and ``attempt``.
    entries
        The files whose names are to be read.

    Raises
    ------
    CourseError
        If the pattern is no such expression.
    """

    def __init__(self, config: Config, pattern: str | None, entries: Sequence[Entry]) -> None:
        # The plugin takes notebooks alone unless told: here any file may be part of the work.
        kinds = sorted({_kind(entry.name) for entry in entries})
        own = pattern or config.get("FileNameCollectorPlugin", {}).get("named_regexp")
        self.patterns = (str(own),) if own else (MOODLE, CANVAS)
        for text in self.patterns:
            _check(text)
        self._plugins = [
            FileNameCollectorPlugin(config=config, named_regexp=text, valid_ext=kinds)
            for text in self.patterns
        ]

    def read(self, entry: Entry) -> Claim | None:
        """Return what a file's name says, None if no pattern fits.

        Folders around the download are skipped where the pattern fits only within them.

        Raises
        ------
        ValueError
            If the name holds a time that is none.
        """
        parts = entry.name.split("/")
        for start in range(len(parts)):
            name = "/".join(parts[start:])
            for plugin in self._plugins:
                told = plugin.collect(name)
                if told and told.get("student_id") and told.get("file_id"):
                    return _claim(entry, name, told)
        return None


def _kind(name: str) -> str:
    return os.path.splitext(name)[1]  # noqa: PTH122 - as the plugin takes names apart


def _check(pattern: str) -> None:
    try:
        groups = re.compile(pattern).groupindex
    except re.error as error:
        raise CourseError(f"the pattern {pattern!r} is no regular expression: {error}") from error
    lacking = sorted(NEEDED - groups.keys())
    if lacking:
        raise CourseError(
            f"the pattern {pattern!r} lacks the group (?P<{lacking[0]}>...): it must name the "
            "student (student_id) and the file (file_id)"
        )


def _claim(entry: Entry, name: str, told: dict[str, str | None]) -> Claim:
    file, kind = str(told["file_id"]), _kind(name)
    stamp, attempt = told.get("timestamp"), told.get("attempt") or ""
    return Claim(
        entry,
        str(told["student_id"]).strip(),
        file if file.endswith(kind) else file + kind,
        told.get("name") or "",
        bool(told.get("late")),
        int(attempt) if attempt.isdecimal() else 0,
        parse_utc(stamp) if stamp else None,
    )
