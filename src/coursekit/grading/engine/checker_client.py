"""The trusted process of one notebook, as the grader speaks to it."""

from typing import Any

from coursekit.grading.apart.protocol.channel import WireError
from coursekit.grading.engine.launch import Primed, Session


class Checker:
    """The trusted process of one notebook, started again where a test broke it."""

    def __init__(self, zygote: Primed, seconds: float) -> None:
        self._zygote, self._seconds = zygote, seconds
        self._session: Session = zygote.session()
        self._known: set[str] = set()

    def knows(self, name: str) -> bool:
        """Whether the given part of a test has run in the present process."""
        return name in self._known

    def forget(self, name: str) -> None:
        """Let a test begin again when it is asked for the next time."""
        self._known.discard(name)

    def restart(self) -> None:
        """Start the process anew: no test has begun in it."""
        self.close()
        self._session = self._zygote.session()
        self._known.clear()

    def visible(self, name: str, student: Any, sources: list[str]) -> dict[str, Any]:
        """Run the given part of a test on the student's process behind `student`."""
        reply = self._ask("visible", name, sources, [student.fileno()])
        self._known.add(name)
        return reply

    def rest(self, name: str, sources: list[str]) -> dict[str, Any]:
        """Run the hidden part of a test."""
        return self._ask("rest", name, sources, [])

    def _ask(self, do: str, name: str, sources: list[str], fds: list[int]) -> dict[str, Any]:
        request = {"do": do, "test": name, "sources": sources, "seconds": self._seconds}
        try:
            self._session.channel.send(request, fds)
            reply: dict[str, Any] = self._session.channel.receive(self._seconds + 5)
        except WireError:
            self.restart()
            raise
        return reply

    def close(self) -> None:
        """End the process."""
        self._session.kill()
        self._zygote.sweep()
