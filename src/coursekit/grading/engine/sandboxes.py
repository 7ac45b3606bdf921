"""The warmed processes of a set, from which those of each submission are forked."""

from collections.abc import Sequence
from typing import Self

from coursekit.assignment.notebook import Assignment
from coursekit.grading.engine.backends import Backend
from coursekit.grading.engine.launch import Role, Zygote
from coursekit.grading.engine.manner import Judges
from coursekit.grading.engine.sessions import Warmed

ROLES: tuple[Role, Role] = ("student", "checker")


class Pair:
    """The two warmed processes of a set: one for student code, one for the tests."""

    def __init__(self, students: Warmed, checkers: Warmed) -> None:
        self.students, self.checkers = students, checkers

    @classmethod
    def start(
        cls,
        assignment: Assignment,
        backend: Backend,
        modules: Sequence[str],
        masked: tuple[str, ...] = (),
    ) -> Self:
        """Start both in sandboxes that do not see the folders `masked`."""
        files, limits = assignment.files, assignment.limits
        both = [Zygote(role, backend, limits, modules, files, masked) for role in ROLES]
        for zygote in both:
            zygote.await_ready()
        return cls(*both)

    def branch(self) -> "Pair":
        """Fork both, each in a sandbox of its own.

        Raises
        ------
        WireError
            If the kernel permits no sandbox within the sandbox.
        """
        return Pair(self.students.branch(), self.checkers.branch())

    def close(self) -> None:
        """End both processes."""
        self.students.close()
        self.checkers.close()


class Sandboxes:
    """The warmed processes of a set.

    Attributes
    ----------
    in_place
        Where notebooks run as they are.
    apart
        Those of the isolated judge, None where it is not asked.
    """

    def __init__(self, in_place: Warmed, apart: Pair | None) -> None:
        self.in_place, self.apart = in_place, apart

    @classmethod
    def start(
        cls, assignment: Assignment, backend: Backend, masked: tuple[str, ...], judges: Judges
    ) -> Self:
        """Start all in sandboxes that do not see the folders `masked`."""
        modules = ["IPython.display", *assignment.modules()]
        if any(m.partition(".")[0] == "matplotlib" for m in modules):
            modules += ["matplotlib.pyplot", "matplotlib_inline.backend_inline"]
        in_place = Zygote("in-place", backend, assignment.limits, modules, assignment.files, masked)
        both = judges is Judges.BOTH
        apart = Pair.start(assignment, backend, modules, masked) if both else None
        in_place.await_ready()
        return cls(in_place, apart)

    def branch(self) -> "Sandboxes":
        """Fork all, each in a sandbox of its own.

        Raises
        ------
        WireError
            If the kernel permits no sandbox within the sandbox.
        """
        return Sandboxes(self.in_place.branch(), self.apart and self.apart.branch())

    def close(self) -> None:
        """End the processes."""
        self.in_place.close()
        if self.apart is not None:
            self.apart.close()
