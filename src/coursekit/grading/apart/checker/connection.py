"""The checker's way to the student's notebook: requests and values."""

import enum
import sys
import types
from collections.abc import Sequence, Set
from typing import Any, NoReturn

from coursekit.grading.apart.checker.callbacks import Callbacks
from coursekit.grading.apart.checker.descriptors import (
    Descriptor,
    as_list,
    descriptor_of,
    is_proxy,
)
from coursekit.grading.apart.checker.environment import Environment
from coursekit.grading.apart.checker.errors import (
    LostError,
    StudentError,
    UnsupportedError,
    ValueTooLargeError,
)
from coursekit.grading.apart.checker.exceptions import Exceptions
from coursekit.grading.apart.checker.proxies import Kinds
from coursekit.grading.apart.protocol.codec import CodecError, Json
from coursekit.grading.apart.protocol.replicas import Replicas
from coursekit.grading.channel import Channel, TooLargeError, WireError

MAX_REQUESTS = 200_000
"""Most requests of one test."""

WATCHED_ITEMS = 1_000
"""Items of a global up to which a change by student code is seen at once."""


class Connection:
    """The student's notebook, as a process at the other end of a socket.

    Parameters
    ----------
    channel
        The socket.
    environment
        What the checker knows.
    """

    def __init__(self, channel: Channel, environment: Environment) -> None:
        self.channel, self.environment = channel, environment
        self._depth = 0
        self.requests = 0
        self.callbacks = Callbacks(self)
        self.exceptions = Exceptions(self)
        self._replicas = Replicas(1, self._export, self._load, environment, strict=True)
        self.read, self.write = self._replicas.read, self._replicas.write
        self._kinds = Kinds()
        self._known: dict[int, object] = {}
        self._fetched: dict[str, object] = {}
        self._watched: list[str] = []
        self._given: dict[str, object] = {}
        self._missing: set[str] = set()
        self._dropped: list[int] = []
        self.gone: str | None = None

    # --- names ----------------------------------------------------------------------------

    def fetch(self, names: Set[str]) -> None:
        """Bring the student's values of `names` into the tests' globals, as they stand now."""
        self.requests = 0
        wanted = sorted(names)
        given = sorted(n for n, v in self.environment.given.items() if isinstance(v, type))
        asked = sorted(self.environment.classes)
        reply = self._ask({"do": "get", "names": wanted, "given": given, "asked": asked})
        values = reply.get("values")
        if type(values) is not dict:
            self._fail(reply)
        namespace = self.environment.namespace
        self._fetched.clear()
        self._missing.clear()
        for name in wanted:
            namespace.pop(name, None)
            if name in values:
                namespace[name] = self._fetched[name] = self._in(values[name])
        self._given = {n: v for n, v in self.environment.given.items() if n not in self._fetched}
        self._watch()

    def _watch(self) -> None:
        """Have the smaller globals looked at after each request."""
        self._watched = [n for n, v in self._fetched.items() if _is_small(v)]
        numbers = (self._replicas.number(self._fetched[n]) for n in self._watched)
        self._replicas.watch(n for n in numbers if n is not None)

    def _rebound(self) -> dict[str, Json]:
        """Return what the test has bound anew since the last request, for the student's side."""
        namespace, bind, unbind = self.environment.namespace, {}, []
        for name, value in self._fetched.items():
            if name not in namespace:
                if name not in self._missing:
                    self._missing.add(name)
                    unbind.append(name)
            elif namespace[name] is not value or name in self._missing:
                self._missing.discard(name)
                self._fetched[name] = namespace[name]
                bind[name] = self.write(namespace[name])
        for name, value in self._given.items():
            now = namespace.get(name, value)
            if now is not value and callable(now):
                bind[name] = self.write(now)
                self._given[name] = now
        more: dict[str, Json] = {"bind": bind} if bind else {}
        if unbind:
            more["unbind"] = unbind
        if bind or unbind:
            self._watch()
        if self._watched:
            more["watch"] = self._watched
        return more

    def _refresh(self, values: Json) -> None:
        """Take over which globals that the test looks at the student's code has bound anew."""
        for name, message in (values if type(values) is dict else {}).items():
            if name in self._fetched:
                new = self._in(message)
                if self.environment.namespace.get(name) is self._fetched[name]:
                    self.environment.namespace[name] = self._fetched[name] = new

    # --- requests -------------------------------------------------------------------------

    def act(self, number: int, do: str, args: Any = (), kwargs: Any = None, **more: Json) -> Any:
        """Have the student's side do something with object `number`; return its answer."""
        request: dict[str, Json] = {"do": do, "n": number, **more, **self._rebound()}
        if args:
            request["args"] = [self.write(a) for a in args]
        if kwargs:
            request["kwargs"] = {name: self.write(a) for name, a in kwargs.items()}
        reply = self._ask(request)
        answer = self._in(reply["value"]) if "value" in reply else None
        self._finish(reply)
        if "value" not in reply:
            self._fail(reply, stops=more.get("name") in _STOPPING)
        return answer

    def call_many(self, number: int, calls: Sequence[Sequence[Any]]) -> list[Any]:
        """Call object `number` for each of several lists of arguments."""
        request: dict[str, Json] = {"do": "many", "n": number, **self._rebound()}
        request["calls"] = [[self.write(a) for a in args] for args in calls]
        reply = self._ask(request)
        answers = [self._in(value) for value in as_list(reply.get("values"))]
        self._finish(reply)
        if "raised" in reply or len(answers) != len(calls):
            self._fail(reply)
        return answers

    def _finish(self, reply: dict[str, Json]) -> None:
        """Take over what else has come of a request."""
        if "globals" in reply:
            self._refresh(reply["globals"])
        if self._depth == 0:  # else a call that is under way may still speak of them
            self._dropped += self._replicas.trim()
        printed = reply.get("out")
        if type(printed) is str:
            sys.stdout.write(printed)

    def came_from_student(self, value: object) -> bool:
        """Whether `value` is, as it stands, an object that student code has handed over."""
        return (self._replicas.number(value) or 0) < 0

    def receive(self, message: dict[str, Json]) -> None:
        """Take over what a message of the student's side says has changed."""
        if "replicas" in message:
            try:
                self._replicas.receive(message["replicas"])
            except (CodecError, *_DAMAGES) as error:
                raise StudentError(f"the value cannot be read: {error}") from error

    def changes(self) -> dict[str, Json]:
        """Return what a message has to say of what has changed here."""
        changed = self._replicas.changes()
        return {"replicas": changed} if changed else {}

    def _ask(self, request: dict[str, Json]) -> dict[str, Json]:
        """Send a request; serve what student code asks until its reply is there."""
        self.requests += 1
        if self.requests > MAX_REQUESTS:
            raise UnsupportedError("too many calls in one test")
        request |= self.changes()
        if self._dropped:
            request["drop"], self._dropped = self._dropped, []
        self._send(request)
        self._depth += 1
        try:
            while True:
                reply = self._receive()
                if "lent" not in reply:
                    break
                self._send(self.callbacks.serve(reply))
        except BaseException:  # whatever the test makes of it, the answer is still to come
            self.gone = self.gone or "an earlier call was broken off"
            raise
        finally:
            self._depth -= 1
        self.receive(reply)
        if "unsupported" in reply:
            raise UnsupportedError(str(reply["unsupported"])[:300])
        if "too_large" in reply:
            raise ValueTooLargeError(str(reply["too_large"])[:300])
        return reply

    def _send(self, message: dict[str, Json]) -> None:
        if self.gone:
            raise LostError(self.gone)
        try:
            self.channel.send(message)
        except TooLargeError as error:
            raise ValueTooLargeError(str(error)) from error
        except WireError as error:
            self._die(error)

    def _receive(self) -> dict[str, Json]:
        try:
            reply = self.channel.receive()
        except WireError as error:
            self._die(error)
        if type(reply) is not dict:
            self._die(None)
        return reply

    def _die(self, cause: BaseException | None) -> NoReturn:
        self.gone = "the student's process ended"
        raise LostError(self.gone) from cause

    def _fail(self, reply: dict[str, Json], stops: bool = False) -> NoReturn:
        """Raise what student code has raised."""
        body = reply.get("raised")
        if type(body) is not dict:
            raise StudentError("the student's process answered nonsense")
        error = self._in({"ref": body})
        if not isinstance(error, BaseException):
            raise StudentError("the student's process answered nonsense")
        if isinstance(error, (KeyboardInterrupt, GeneratorExit)) or _steers(error):
            raise StudentError(f"the student's code raised {type(error).__name__}")
        if isinstance(error, StopIteration) and not stops:
            raise RuntimeError("the student's code raised StopIteration") from error
        raise error

    # --- values ---------------------------------------------------------------------------

    def _in(self, message: Json) -> Any:
        try:
            return self.read(message)
        except (CodecError, *_DAMAGES) as error:
            raise StudentError(f"the value cannot be read: {error}") from error

    def _export(self, value: object) -> Json:
        return {"ref": self._reference(value)}

    def _reference(self, value: object) -> Json:
        if is_proxy(value):
            return self._export_proxy(value)
        number = self.exceptions.number(value)
        if number is not None:
            return {"mine": number}
        if isinstance(value, enum.Enum) and self.environment.is_given(type(value)):
            return {"member": [type(value).__name__, value.name]}
        named = self._importable(value)
        if named is not None:
            return {"global": named}
        if isinstance(value, types.ModuleType):
            return {"module": value.__name__}
        lent = self.callbacks.export(value)
        return self._recipe(value) if lent is None else lent

    def _importable(self, value: Any) -> list[str] | None:
        """Return module and name under which the student's side finds its own of the same."""
        name = getattr(value, "__qualname__", None)
        module = getattr(getattr(value, "__objclass__", value), "__module__", None)
        if _is_ufunc(value):
            module, name = "numpy", str(value.__name__)
        if not callable(value) or not isinstance(name, str) or not isinstance(module, str):
            return None
        if module == "__main__":
            return [module, name] if self.environment.given.get(name) is value else None
        found: Any = sys.modules.get(module)
        for part in name.split("."):
            found = getattr(found, part, None)
        return [module, name] if found is value else None

    def _export_proxy(self, value: object) -> Json:
        kind = type(value) if not isinstance(value, type) else value
        stands_for = type.__getattribute__(kind, "__dict__").get("_stands_for")
        if isinstance(value, type) and stands_for is not None:
            return {"global": [stands_for.__module__, stands_for.__qualname__]}
        return {"mine": descriptor_of(value).number}

    def _recipe(self, value: object) -> Json:
        """Describe an object of the test's so that the student's side can build its like."""
        try:
            reduced = value.__reduce_ex__(2)
            if isinstance(reduced, str):
                return {"global": [value.__class__.__module__, reduced]}
            make, arguments, state, items, pairs = (*reduced, None, None, None)[:5]
            return {
                "make": {"ref": {"global": [make.__module__, make.__qualname__]}},
                "with": [self.write(a) for a in arguments],
                "state": self.write(state),
                "items": [self.write(i) for i in items or ()],
                "pairs": [[self.write(k), self.write(v)] for k, v in pairs or ()],
            }
        except (TypeError, CodecError, AttributeError) as error:
            kind = type(value).__name__
            raise UnsupportedError(
                f"a {kind} of the test cannot be handed over: {error}"
            ) from error

    def _load(self, body: Json) -> object:
        if type(body) is not dict:
            raise CodecError("not a reference")
        if "lent" in body:
            return self.callbacks.load(body["lent"])
        if "lent_error" in body:
            return self.callbacks.load_error(body["lent_error"])
        if "member" in body:
            name, member = body["member"]
            kind = self.environment.given.get(name)
            if not isinstance(kind, type) or not issubclass(kind, enum.Enum):
                raise CodecError("not a member")
            return kind[member]
        number = body.get("n")
        if type(number) is not int:
            raise CodecError("not a reference")
        if number not in self._known:
            self._known[number] = self._made(body, number)
        return self._known[number]

    def _made(self, body: dict[str, Json], number: int) -> object:
        lineage = [[body.get("module"), body.get("name")], *as_list(body.get("mro"))]
        if body.get("kind") in {"class", "exception"}:
            known = self.environment.handed_in_class(lineage[0])
            if known is not None:
                return known
        if body.get("kind") == "exception":
            own = [number] if lineage[0][0] == "__main__" else []
            return self.exceptions.kind(lineage, [*own, *as_list(body.get("mro_n"))])
        if body.get("kind") == "raised":
            return self.exceptions.make(body)
        if body.get("kind") == "module":
            module = sys.modules.get(str(body.get("called")))
            if module is not None:
                return module
        return self._kinds.make(Descriptor(self, body, number))


def _steers(error: BaseException) -> bool:
    """Whether an exception would have a test's framework skip the test, or do without it."""
    roots = (kind.__module__.partition(".")[0] for kind in type(error).__mro__)
    return not _FRAMEWORKS.isdisjoint(roots)


_FRAMEWORKS = frozenset(("unittest", "_pytest", "pytest", "hypothesis", "nose", "coursekit"))
_STOPPING = frozenset(("next", "send", "throw", "close", "__next__"))
_DAMAGES = (TypeError, ValueError, KeyError, IndexError, AttributeError, RecursionError)


def _is_ufunc(value: object) -> bool:
    return type(value).__name__ == "ufunc" and type(value).__module__ == "numpy"


def _is_small(value: object) -> bool:
    """Whether a global is looked at for what student code does to it while a test runs."""
    if is_proxy(value) or callable(value) or isinstance(value, types.ModuleType):
        return False
    size = getattr(value, "size", None)
    if isinstance(size, int):
        return size <= WATCHED_ITEMS
    return not hasattr(value, "__len__") or len(value) <= WATCHED_ITEMS
