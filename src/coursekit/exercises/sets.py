"""Where exercise sets live: ``solutions/<set>.md``, its alternatives, and its release."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coursekit.errors import CourseError

_INSTALLED_FROM = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class ExerciseSet:
    """One exercise set of a repository.

    Attributes
    ----------
    root
        The repository's top folder.
    name
        The set's name, such as ``"implicit-feedback"``.
    """

    root: Path
    name: str

    @property
    def source(self) -> Path:
        """The full notebook, with solutions and hidden tests."""
        return self.root / "solutions" / f"{self.name}.md"

    @property
    def accepted(self) -> Path:
        """Folder of other right answers."""
        return self.root / "solutions" / self.name / "accepted"

    @property
    def rejected(self) -> Path:
        """Folder of wrong ideas."""
        return self.root / "solutions" / self.name / "rejected"

    @property
    def equivalents(self) -> Path:
        """List of the mutants that no test can tell from the solution."""
        return self.root / "solutions" / self.name / "equivalent.yml"

    @property
    def sentences(self) -> Path:
        """List of the statements' sentences, each with a test and a wrong idea that breaks it."""
        return self.root / "solutions" / self.name / "sentences.yml"

    @property
    def hints(self) -> Path:
        """The hints for the set's page on the site, and which page teaches each question."""
        return self.root / "solutions" / self.name / "hints.yml"

    @property
    def release(self) -> Path:
        """The students' notebook."""
        return self.root / "exercises" / self.name / f"{self.name}.ipynb"

    @property
    def config(self) -> Path:
        """Settings of nbgrader."""
        return self.root / "nbgrader_config.py"


def repository() -> Path:
    """Find the repository: the working directory or the nearest one above, else the installed one.

    Raises
    ------
    CourseError
        If none of these holds exercise sets.
    """
    here = Path.cwd()
    for folder in (here, *here.parents, _INSTALLED_FROM):
        if (folder / "nbgrader_config.py").is_file() and any(folder.glob("solutions/*.md")):
            return folder
    raise CourseError(f"found no exercise sets in or above {here}: run this in the repository")


def chosen_sets(names: Sequence[str] = ()) -> list[ExerciseSet]:
    """Look up exercise sets by name.

    Parameters
    ----------
    names
        Names of sets; none means all.

    Raises
    ------
    CourseError
        If a name is unknown; the message lists the known ones.
    """
    root = repository()
    known = sorted(path.stem for path in root.glob("solutions/*.md"))
    if unknown := [name for name in names if name not in known]:
        raise CourseError(
            f"unknown set {', '.join(map(repr, unknown))}; known sets: {', '.join(known)}"
        )
    return [ExerciseSet(root, name) for name in dict.fromkeys(names or known)]
