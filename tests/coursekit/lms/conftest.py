"""A graded class, and downloads named as the sources of Canvas and Moodle name them."""

import datetime
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from coursekit import cli


@dataclass
class LmsClass:
    """A class of the shop set, and what its instructor types."""

    room: Any
    capsys: pytest.CaptureFixture[str]
    root: Path = field(init=False)

    def __post_init__(self) -> None:
        self.root = self.room.root

    def give(
        self,
        student: str,
        words: float | None = 5.0,
        *,
        auto: float = 2.0,
        extra: float | None = None,
        penalty: float | None = None,
        comment: str | None = None,
        timestamp: datetime.datetime | None = None,
        **person: str,
    ) -> None:
        """Record a grade: `auto` + 3 + 4 points of tests, and `words` by hand if not None."""
        scores = {"double-test": auto, "cost-test": 3.0, "root-test": 4.0}
        with self.room.gradebook() as gradebook:
            gradebook.update_or_create_student(student, **person)
            with gradebook.db.no_autoflush:
                entry = gradebook.update_or_create_submission("shop", student, timestamp=timestamp)
            [notebook] = entry.notebooks
            notebook.late_submission_penalty = penalty
            for grade in notebook.grades:
                if grade.name == "words":
                    grade.manual_score, grade.needs_manual_grade = words, words is None
                    grade.extra_credit = extra
                else:
                    grade.auto_score, grade.needs_manual_grade = scores[grade.name], False
            for row in notebook.comments:
                row.manual_comment = comment if row.name == "words" else None
            gradebook.db.commit()

    def enrol(self, student: str, **person: str) -> None:
        with self.room.gradebook() as gradebook:
            gradebook.update_or_create_student(student, **person)

    def due(self, when: str) -> None:
        with self.room.gradebook() as gradebook:
            gradebook.update_or_create_assignment("shop", duedate=when)

    def course(self, command: str, *arguments: object, code: int = 0) -> str:
        """Run ``course COMMAND shop``; return what it says."""
        self.capsys.readouterr()
        sets = [] if "--all" in arguments else ["shop"]
        typed = [command, *sets, *map(str, arguments), "--class", str(self.root)]
        done = cli.main(typed)
        said = self.capsys.readouterr()
        assert done == code, said.out + said.err
        if code == 2:
            assert said.err.startswith("course: ")
            assert said.err.count("\n") == 1
        return said.err if code == 2 else said.out

    def submitted(self, student: str) -> dict[str, bytes]:
        folder = self.root / "submitted" / student / "shop"
        return {
            p.relative_to(folder).as_posix(): p.read_bytes()
            for p in folder.rglob("*")
            if p.is_file()
        }

    def everything(self) -> dict[str, bytes]:
        """All files below submitted/, to see that nothing was changed."""
        base = self.root / "submitted"
        return {str(p): p.read_bytes() for p in base.rglob("*") if p.is_file()}

    def notebook(self, **answers: str) -> bytes:
        """The reference solution with other answers."""
        notebook = json.loads(json.dumps(self.room.solved))
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            cell["source"] = answers.get(name, cell["source"])
        return json.dumps(notebook).encode()


@pytest.fixture
def lms(classroom: Callable[..., Any], capsys: pytest.CaptureFixture[str]) -> LmsClass:
    return LmsClass(classroom("shop"), capsys)


@pytest.fixture(scope="session")
def archive() -> Callable[..., Path]:
    """Return a writer of zip archives from pairs of a name or ``ZipInfo`` and content."""

    def write(path: Path, files: Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            for name, data in files:
                made.writestr(name, data)
        return path

    return write


@pytest.fixture(scope="session")
def zipped() -> Callable[..., bytes]:
    """Return a maker of a student's own archive."""

    def make(files: dict[str, bytes]) -> bytes:
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
            for name, content in files.items():
                made.writestr(name, content)
        return data.getvalue()

    return make


@pytest.fixture(scope="session")
def canvas_name() -> Callable[..., str]:
    """Name a file as Canvas's ``ContentZipper`` does."""

    def name(sortable: str, user: int, attachment: int, file: str, late: bool = False) -> str:
        own = re.sub(r"_(\d+)_", r"\1", sortable).lower()
        stem = "_".join([own, *(["LATE"] if late else []), str(user)])
        shown = re.sub(r'[\x00/\\:*?"<>|]+', "_", file)
        return re.sub(r"[^\w]", "", stem) + f"_{attachment}_{shown}"

    return name


@pytest.fixture(scope="session")
def moodle_name() -> Callable[..., str]:
    """Name a file as Moodle's ``mod_assign`` does, in folders or flat."""

    def name(full: str, user: int, file: str, flat: bool = False, plugin: str = "file") -> str:
        own = re.sub(r'[\x00-\x1f/\\:*?"<>|&`]', "", full.replace("_", " "))
        return f"{own}_{user}_assignsubmission_{plugin}_" + ("" if flat else "/") + file

    return name
