"""One student's files: which are the set's notebooks, and which attempt is the newest."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from coursekit.assignment.course import Course
from coursekit.lms.archives import UnreadableError, nested, unsafe
from coursekit.lms.file_names import Claim
from coursekit.submission.reading import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_FILES,
    MAX_NOTEBOOK,
    RejectedError,
    parse,
)

# shop-1.ipynb is Canvas's second attempt; shop (1).ipynb and shop-Copy1.ipynb are copies.
_VARIANT = re.compile(r"(.+?)(?:-Copy\d*)?(?:-(\d{1,3})|[ _]?\(\d{1,3}\))?", re.IGNORECASE)
_ARCHIVES = (".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar")


@dataclass
class HandIn:
    """What one student hands in.

    Attributes
    ----------
    student
        nbgrader's id.
    files
        Content by path below the submission's folder; empty if it cannot be collected.
    late
        Whether the system calls it late.
    timestamp
        When it was handed in (UTC, without a zone), if known.
    source
        The notebook it came in.
    problems
        What was not understood: a file's name and the reason.
    notes
        What else to know.
    """

    student: str
    files: dict[str, bytes] = field(default_factory=dict)
    late: bool = False
    timestamp: datetime.datetime | None = None
    source: str = ""
    problems: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Notebooks:
    """The notebooks of a set, and the ids of the cells in each."""

    ids: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, course: Course, name: str) -> "Notebooks":
        """Read them from the instructor's folder."""
        return cls({path.stem: _ids(path) for path in sorted(course.source(name).glob("*.ipynb"))})

    def named(self, file: str) -> tuple[str, int] | None:
        """Return which notebook a file name means and which attempt it is, None if none."""
        stem = PurePosixPath(file).stem
        if stem in self.ids:
            return stem, 0
        found = _VARIANT.fullmatch(stem)
        base, attempt = (found[1], int(found[2] or 0)) if found else (stem, 0)
        alike = [n for n in self.ids if n.casefold() in {base.casefold(), stem.casefold()}]
        return (alike[0], attempt) if len(alike) == 1 else None

    def holding(self, data: bytes) -> str | None:
        """Return which notebook these cells are from, None if from none."""
        try:
            cells, _ = parse(data)
        except RejectedError:
            return None
        theirs = {cell.grade_id for cell in cells}
        shared = {name: len(own & theirs) for name, own in self.ids.items()}
        best = max(shared, key=shared.__getitem__, default=None)
        return best if best is not None and shared[best] else None


def _ids(path: Path) -> frozenset[str]:
    try:
        cells, _ = parse(path.read_bytes())
    except (RejectedError, OSError):
        return frozenset()
    return frozenset(cell.grade_id for cell in cells if cell.grade_id)


@dataclass(frozen=True)
class _File:
    """A file read; `rank` orders the attempts at it."""

    claim: Claim
    data: bytes
    rank: tuple[datetime.datetime, int, int]


def assemble(student: str, claims: Sequence[Claim], notebooks: Notebooks) -> HandIn:
    """Read a student's files and choose the newest attempt at each notebook of the set."""
    hand_in = HandIn(student)
    files = list(_read(claims, hand_in))
    chosen = _choose(files, notebooks, hand_in)
    if not chosen:
        if not hand_in.problems:
            hand_in.problems.append((_names(claims), _nothing(claims, notebooks)))
        return hand_in
    origins = {file.claim.entry.origin for file in chosen.values()}
    taken = {f"{name}.ipynb": file for name, file in chosen.items()}
    for file in files:
        if _is_notebook(file) or file.claim.entry.origin not in origins:
            continue
        _add(taken, file, hand_in)
    hand_in.files = {name: file.data for name, file in taken.items()}
    newest = max(chosen.values(), key=lambda file: file.rank)
    hand_in.late = any(file.claim.late for file in chosen.values())
    hand_in.timestamp = newest.claim.timestamp
    hand_in.source = newest.claim.entry.name
    for name in notebooks.ids.keys() - chosen.keys():
        hand_in.notes.append(f"{name}.ipynb is missing")
    return hand_in


def _read(claims: Sequence[Claim], hand_in: HandIn) -> Iterable[_File]:
    size = count = 0
    for claim in _unpacked(claims, hand_in):
        if claim.entry.is_junk:
            continue
        shown = claim.entry.name
        problem = unsafe(claim.file)
        if problem is None and claim.file.count("/") > MAX_DEPTH:
            problem = "in folders too deep"
        count += 1
        if count > MAX_FILES:
            hand_in.problems.append((shown, f"more than {MAX_FILES} files: the rest is left out"))
            return
        try:
            if problem:
                raise UnreadableError(problem)
            data = claim.entry.read()
        except UnreadableError as error:
            hand_in.problems.append((shown, str(error)))
            continue
        size += len(data)
        if size > MAX_BYTES + MAX_NOTEBOOK:
            limit = (MAX_BYTES + MAX_NOTEBOOK) >> 20
            hand_in.problems.append((shown, f"more than {limit} MB in all: the rest is left out"))
            return
        if claim.file.casefold() == "timestamp.txt":
            hand_in.notes.append("left out its own timestamp.txt: it would set the time")
            continue
        yield _File(claim, data, (claim.timestamp or datetime.datetime.min, claim.attempt, 0))


def _unpacked(claims: Sequence[Claim], hand_in: HandIn) -> Iterable[Claim]:
    """Give the files, those of a zip archive in its place; archives in it stay closed."""
    for claim in claims:
        if not claim.file.lower().endswith(".zip"):
            yield claim
            continue
        try:
            inner = [entry for entry in nested(claim.entry) if not entry.is_junk]
        except UnreadableError as error:
            hand_in.problems.append((claim.entry.name, str(error)))
            continue
        tops = {entry.name.split("/")[0] for entry in inner if not entry.problem}
        top = f"{tops.pop()}/" if len(tops) == 1 else ""
        for entry in inner:
            if entry.name.lower().endswith(".zip"):
                hand_in.problems.append((entry.name, "an archive within an archive"))
            else:
                yield replace(claim, entry=entry, file=entry.name.removeprefix(top) or entry.name)


def _is_notebook(file: _File) -> bool:
    return file.claim.file.lower().endswith(".ipynb")


def _choose(files: Sequence[_File], notebooks: Notebooks, hand_in: HandIn) -> dict[str, _File]:
    """Choose the file for each notebook: by name, else by its cells; the newest wins."""
    named: dict[str, list[_File]] = {}
    others: dict[str, list[_File]] = {}
    for file in filter(_is_notebook, files):
        told = notebooks.named(file.claim.file)
        if told is not None:
            ranked = replace(file, rank=(*file.rank[:2], told[1]))
            named.setdefault(told[0], []).append(ranked)
        elif (held := notebooks.holding(file.data)) is not None:
            others.setdefault(held, []).append(file)
        else:
            hand_in.notes.append(f"left out {file.claim.file}: no notebook of this set")
    chosen: dict[str, _File] = {}
    for name in notebooks.ids:
        best = _newest(named.get(name) or others.get(name, []), hand_in)
        if best is None:
            continue
        chosen[name] = best
        if name not in named:
            hand_in.notes.append(f"taken for {name}.ipynb by its cells")
        elif left := [file.claim.file for file in others.get(name, [])]:
            hand_in.notes.append(f"left out {', '.join(left)}: {name}.ipynb is there too")
    return chosen


def _newest(files: Sequence[_File], hand_in: HandIn) -> _File | None:
    if not files:
        return None
    best = max(files, key=lambda file: file.rank)
    rivals = [f for f in files if f.rank == best.rank and f.data != best.data]
    if rivals:
        names = ", ".join(sorted({f.claim.entry.name for f in (best, *rivals)}))
        hand_in.problems.append((names, "nothing says which of them is newer: hand one over"))
        return None
    older = [file for file in files if file.data != best.data]
    if older:
        hand_in.notes.append(f"the newest of {len(older) + 1} attempts")
    return best


def _add(taken: dict[str, _File], file: _File, hand_in: HandIn) -> None:
    """Add a file that is no notebook; of two with one name the newer stays."""
    name = file.claim.file
    same = next((there for there in taken if there.casefold() == name.casefold()), name)
    rival = taken.get(same)
    if any(_inside(name, there) or _inside(there, name) for there in taken):
        hand_in.problems.append((file.claim.entry.name, "both a file and a folder: left out"))
    elif rival is None:
        taken[name] = file
    elif rival.data != file.data and rival.rank == file.rank:
        why = "twice" if same == name else f"differs from {same} only in case"
        hand_in.problems.append((file.claim.entry.name, f"{why}: the first is kept"))
    elif file.rank > rival.rank:
        del taken[same]
        taken[name] = file


def _inside(name: str, folder: str) -> bool:
    return name.casefold().startswith(f"{folder.casefold()}/")


def _names(claims: Sequence[Claim]) -> str:
    names = [claim.entry.name for claim in claims if not claim.entry.is_junk]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _nothing(claims: Sequence[Claim], notebooks: Notebooks) -> str:
    if any(claim.file.lower().endswith(_ARCHIVES) for claim in claims):
        return "an archive that is not a zip: unpack it"
    wanted = " or ".join(f"{name}.ipynb" for name in notebooks.ids)
    if any(claim.file.lower().endswith(".ipynb") for claim in claims):
        return f"no cell of {wanted} in it"
    return f"not {wanted}"
