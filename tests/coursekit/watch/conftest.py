"""Classes whose students hand in through nbgrader's own exchange."""

import datetime
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from nbgrader.apps import NbGraderAPI
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeFetchFeedback, ExchangeSubmit
from nbgrader.utils import parse_utc
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from coursekit import cli
from coursekit.gradebook.attempts import ATTEMPT


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None)


@dataclass
class Exchanged:
    """A class with an exchange, and what its students do."""

    room: Any
    exchange: Path
    students: Path

    @property
    def inbound(self) -> Path:
        return self.exchange / "test" / "inbound"

    def _as_student(self, kind: Any, student: str, minute: float = 0.0) -> None:
        """Run one of nbgrader's own exchange commands in a student's folder."""
        home = self.students / student
        config = Config()
        config.Exchange.root = str(self.exchange)
        config.Exchange.cache = str(home / "cache")
        config.Exchange.assignment_dir = str(home)
        config.CourseDirectory.course_id = "test"
        place = CourseDirectory(
            config=config, root=str(home), student_id=student, assignment_id=self.room.name
        )
        command = kind(coursedir=place, authenticator=Authenticator(config=config), config=config)
        stamp = now() + datetime.timedelta(minutes=minute)
        command.set_timestamp = lambda: setattr(
            command, "timestamp", f"{stamp:%Y-%m-%d %H:%M:%S.%f} UTC"
        )
        command.start()

    def submit(
        self, student: str, answers: dict[str, str] | None = None, minute: float = 0
    ) -> None:
        """Hand in as JupyterLab's Submit does, `minute` minutes from now by its timestamp."""
        room = self.room
        folder = self.students / student / room.name
        folder.mkdir(parents=True, exist_ok=True)
        notebook = json.loads(json.dumps(room.solved))
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if answers and name in answers:
                cell["source"] = answers[name]
        (folder / f"{room.name}.ipynb").write_text(json.dumps(notebook))
        self._as_student(ExchangeSubmit, student, minute)

    def fetch_feedback(self, student: str) -> list[str]:
        """Return the student's feedback pages, oldest attempt first."""
        folder = self.students / student / self.room.name / "feedback"
        shutil.rmtree(folder, ignore_errors=True)
        self._as_student(ExchangeFetchFeedback, student)
        pages = sorted(folder.rglob("*.html"), key=lambda p: parse_utc(p.parent.name))
        return [page.read_text() for page in pages]

    def watch(self, *arguments: str) -> int:
        """Serve what is there."""
        return cli.main(self.command("--once", *arguments))

    def command(self, *arguments: str) -> list[str]:
        where = ["--class", str(self.room.root), "--workers", "2", "--every", "0.1"]
        where += ["--judges", "in-place"]  # the other judge has tests of its own
        return ["watch", self.room.name, *where, *arguments]

    def attempts(self, student: str | None = None) -> list[dict[str, Any]]:
        with self.room.gradebook() as gradebook:
            rows = gradebook.db.execute(
                ATTEMPT.select().order_by(ATTEMPT.c.student, ATTEMPT.c.number)
            )
            found = [dict(row) for row in rows.mappings()]
        return [row for row in found if student in (None, row["student"])]

    def points(self, student: str) -> float:
        """Return what the gradebook has, less the penalty."""
        with self.room.gradebook() as gradebook:
            entry = gradebook.find_submission(self.room.name, student)
            penalty = sum(n.late_submission_penalty or 0 for n in entry.notebooks)
            return float(entry.score - penalty)

    def due(self, minute: float) -> None:
        with self.room.gradebook() as gradebook:
            gradebook.find_assignment(self.room.name).duedate = now() + datetime.timedelta(
                minutes=minute
            )
            gradebook.db.commit()

    def configure(self, text: str) -> None:
        with (self.room.root / "nbgrader_config.py").open("a") as file:
            file.write(f"{text}\n")


@pytest.fixture(scope="session")
def make_exchanged(
    classroom: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Exchanged]:
    """Return a maker of classes with an exchange in which their set is released."""
    return lambda: _make(classroom, tmp_path_factory.mktemp("exchanged"))


@pytest.fixture
def exchanged(make_exchanged: Callable[[], Exchanged]) -> Exchanged:
    return make_exchanged()


def _make(classroom: Callable[..., Any], folder: Path) -> Exchanged:
    room = classroom("shop")
    exchange = folder / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    made = Exchanged(room, exchange, folder / "students")
    made.configure(f"c.Exchange.root = {str(exchange)!r}")
    config = PyFileConfigLoader("nbgrader_config.py", path=str(room.root)).load_config()
    api = NbGraderAPI(CourseDirectory(root=str(room.root), config=config), config=config)
    assert api.release_assignment(room.name)["success"]
    return made
