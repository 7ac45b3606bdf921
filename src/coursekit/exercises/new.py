"""``course new``: make a class that plain nbgrader can run."""

import argparse
import datetime
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.exercises.sets import ExerciseSet, chosen_sets

_NO_POINTS_LATE = """
# What is handed in after the due date (or a student's extension) earns nothing.
c.LateSubmissionPlugin.penalty_method = "zero"
"""


def configure(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command's arguments."""
    parser = subparsers.add_parser(
        "new",
        help="make an nbgrader course directory",
        description="Makes DIR with nbgrader_config.py, source/, release/ and a gradebook in "
        "which every assignment is registered. Put submissions into "
        "DIR/submitted/<student>/<set>/ and run nbgrader's own commands in DIR.",
    )
    parser.add_argument("directory", metavar="DIR", type=Path, help="where; must not exist yet")
    parser.add_argument(
        "--set", dest="sets", metavar="SET", action="extend", nargs="+", default=[],
        help="exercise sets of this class (default: all)",
    )  # fmt: skip
    parser.add_argument(
        "--practice", type=int, default=0, metavar="N",
        help="fill submitted/ with N made-up students, to rehearse grading",
    )  # fmt: skip
    parser.add_argument(
        "--due", type=_moment, metavar="WHEN",
        help="due date of all sets, such as 2027-01-15T23:59+01:00 (UTC if no zone is given)",
    )  # fmt: skip
    parser.add_argument(
        "--late", choices=["keep", "zero"], default="keep",
        help="what becomes of points handed in after it (keep: they stay; zero: none)",
    )  # fmt: skip
    parser.set_defaults(run=run)


def _moment(text: str) -> datetime.datetime:
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no date and time such as 2027-01-15T23:59+01:00"
        ) from error
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return zoned.astimezone(datetime.UTC).replace(tzinfo=None)


def run(arguments: argparse.Namespace) -> int:
    """Make the class beside its final place, then move it there in one step."""
    directory: Path = arguments.directory.expanduser().absolute()
    directory = directory.parent.resolve() / directory.name
    chosen = chosen_sets(arguments.sets)
    if arguments.practice < 0:
        raise CourseError(f"--practice {arguments.practice}: a class has no negative students")
    _check_place(directory, chosen[0].root)
    try:
        with tempfile.TemporaryDirectory(
            prefix=f".{directory.name}-", dir=directory.parent, ignore_cleanup_errors=True
        ) as staging:
            _fill(Path(staging), chosen, arguments)
            Path(staging).rename(directory)
            # Temporary directories are private; a class is as readable as any other folder.
            directory.chmod(0o777 & ~_umask())
    except OSError as error:
        raise CourseError(f"cannot make {directory}: {error.strerror or error}") from error
    names = ", ".join(exercises.name for exercises in chosen)
    if arguments.practice:
        then = f"{arguments.practice} made-up students have handed in; run there:"
    else:
        then = "Hand out release/, collect into submitted/<student>/<set>/, then run there:"
    sys.stdout.write(
        f"{directory}: ready with {names}\n{then}\n  course grade {chosen[0].name}\n"
    )
    return 0


def _check_place(directory: Path, root: Path) -> None:
    if os.path.lexists(directory):
        raise CourseError(f"{directory} exists already: choose a new directory or remove it")
    if not directory.parent.is_dir():
        raise CourseError(f"{directory.parent} is not a directory: make it first")
    if directory.resolve().is_relative_to(root.resolve()):
        raise CourseError(
            f"{directory} lies inside the repository {root}: students' work does not belong "
            "there, choose a place outside"
        )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _fill(root: Path, chosen: Sequence[ExerciseSet], arguments: argparse.Namespace) -> None:
    # Importing nbgrader takes two seconds: only once the arguments are known to be good.
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config.loader import PyFileConfigLoader

    from coursekit.exercises.notebooks import read_source, release, to_text
    from coursekit.exercises.practice import hand_in

    # nbgrader starts `alembic` by its bare name, which only an activated environment finds.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    shutil.copy(chosen[0].config, root)
    if arguments.late == "zero":
        with (root / chosen[0].config.name).open("a") as file:
            file.write(_NO_POINTS_LATE)
    config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    config.Application.log_level = logging.ERROR
    api = NbGraderAPI(CourseDirectory(root=str(root), config=config), config=config)
    for exercises in chosen:
        release(exercises)  # refuses a broken set in one line, where nbgrader writes pages
        source = root / "source" / exercises.name / f"{exercises.name}.ipynb"
        source.parent.mkdir(parents=True)
        source.write_text(to_text(read_source(exercises)), encoding="utf-8")
        outcome = api.generate_assignment(exercises.name)
        if not outcome["success"]:
            raise CourseError(
                f"nbgrader could not release {exercises.name}: "
                f"{outcome.get('log', '').strip() or outcome['error']}"
            )
        if arguments.due is not None:
            with api.gradebook as gradebook:
                gradebook.update_or_create_assignment(exercises.name, duedate=arguments.due)
        for student, notebook in hand_in(exercises, arguments.practice):
            work = root / "submitted" / student / exercises.name / source.name
            work.parent.mkdir(parents=True)
            work.write_text(to_text(notebook), encoding="utf-8")
    (root / "submitted").mkdir(exist_ok=True)
