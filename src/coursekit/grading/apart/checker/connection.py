"""The trusted process's way to one state of the student's notebook: requests and values."""

import enum
import sys
import time
import types
from collections.abc import Set
from typing import Any, NoReturn

from coursekit.grading.apart.checker import patches
from coursekit.grading.apart.checker.callbacks import Lent
from coursekit.grading.apart.checker.descriptors import Told, as_list, is_standin, told_of
from coursekit.grading.apart.checker.environment import World
from coursekit.grading.apart.checker.errors import StudentError, TimeLimitError
from coursekit.grading.apart.checker.exceptions import Exceptions
from coursekit.grading.apart.checker.patches import Surroundings
from coursekit.grading.apart.checker.proxies import Kinds
from coursekit.grading.apart.protocol.channel import Channel, SlowError, WireError
from coursekit.grading.apart.protocol.codec import CodecError, Json
from coursekit.grading.apart.protocol.file_sync import Mirror
from coursekit.grading.apart.protocol.replicas import Twins

MAX_REQUESTS = 200_000
WATCHED_ITEMS = 20_000


class Connection:
    """One state of the student's notebook, as a process at the other end of a socket.

    Parameters
    ----------
    channel
        The socket.
    world
        What this process knows.
    asked
        The names that a student's notebook may bind for the tests.
    around
        What a test may change around student code.
    mirror
        The working folder, if the tests look at files.
    """

    def __init__(
        self,
        channel: Channel,
        world: World,
        asked: set[str],
        around: Surroundings,
        mirror: Mirror | None = None,
    ) -> None:
        self.mirror = mirror
        self.channel, self.world, self.asked, self.around = channel, world, asked, around
        self._depth = 0
        self.deadline = float("inf")
        self.requests = 0
        self.lent = Lent(self)
        self.exceptions = Exceptions(self)
        self._twins = Twins(1, self._export, self._load, world, world.lenient)
        self.read, self.write, self.changes = (
            self._twins.read, self._twins.write, self._twins.changes,
        )  # fmt: skip
        self._kinds = Kinds()
        self._known: dict[int, object] = {}
        self._modules: set[int] = set()
        self._fetched: dict[str, tuple[object, Json]] = {}
        self._given: dict[str, object] = {}
        self._missing: set[str] = set()
        self._dropped: list[int] = []
        self.gone: str | None = None

    # --- names ----------------------------------------------------------------------------

    def fetch(self, names: Set[str]) -> None:
        """Bring the student's values of `names` into the tests' globals."""
        wanted = sorted(names & self.asked)
        given = sorted(n for n, v in self.world.given.items() if isinstance(v, type))
        known = {"given": given, "asked": sorted(self.world.classes)}
        reply = self._ask({"do": "get", "names": wanted, "known": known})
        if self.mirror is not None:
            self.mirror.meet(reply.get("root"))
        values = reply.get("values")
        if type(values) is not dict:
            self._fail(reply)
        namespace = self.world.namespace
        for name in wanted:
            namespace.pop(name, None)
            if name in values:
                namespace[name] = value = self._in(values[name])
                self._fetched[name] = (value, values[name])
        self._given = {n: v for n, v in self.world.given.items() if n not in self._fetched}
        self.around.begin()

    def _changes(self) -> dict[str, Json]:
        """Return what the test has rebound since the last request, for the student's side."""
        namespace, bind, unbind = self.world.namespace, {}, []
        for name, (value, _) in list(self._fetched.items()):
            if name not in namespace:
                if name not in self._missing:
                    self._missing.add(name)
                    unbind.append(name)
                continue
            now = namespace[name]
            if now is not value or name in self._missing:
                bind[name] = self.write(now)
                self._missing.discard(name)
                self._fetched[name] = (now, bind[name])
        for name, value in self._given.items():
            now = namespace.get(name, value)
            if now is not value and callable(now):
                bind[name] = self.write(now)
                self._given[name] = now
        told: dict[str, Json] = {}
        if bind:
            told["bind"] = bind
        if unbind:
            told["unbind"] = unbind
        watched = [n for n, (v, _) in self._fetched.items() if namespace.get(n) is v and _small(v)]
        if watched:
            told["watch"] = watched
            numbers = (self._twins.number(namespace[n]) for n in watched)
            self._twins.pin(n for n in numbers if n is not None)
        return told

    def _refresh(self, values: Json) -> None:
        """Take over which globals that the test looks at the student's code has bound anew."""
        for name, message in (values if type(values) is dict else {}).items():
            if name not in self._fetched:
                continue
            value, sent = self._fetched[name]
            if message != sent and self.world.namespace.get(name) is value:
                self.world.namespace[name] = new = self._in(message)
                self._fetched[name] = (new, message)

    # --- requests -------------------------------------------------------------------------

    def act(self, number: int, do: str, args: Any = (), kwargs: Any = None, **more: Json) -> Any:
        """Have the student's side do something with object `number`; return its answer."""
        with self.around.untouched() as replaced:
            request: dict[str, Json] = {"do": do, "n": number, **more, **self._changes()}
            if self.mirror is not None:
                args = [self.mirror.outward(a) for a in args]
                kwargs = {name: self.mirror.outward(a) for name, a in (kwargs or {}).items()}
            request["args"] = [self.write(a) for a in args]
            request["kwargs"] = {name: self.write(a) for name, a in (kwargs or {}).items()}
            around = self.around.changed(replaced, self.write)
            if around:
                request["around"] = around
            reply = self._ask(request)
            answer = self._in(reply["value"]) if "value" in reply else None
            self._refresh(reply.get("globals"))
            if self._depth == 0:  # else a call that is under way may still speak of them
                self._dropped += self._twins.trim()
            self.around.follow(reply.get("random"), self.read)
        patches.hear(reply, self.read)
        if "value" not in reply:
            self._fail(reply, stops=more.get("name") in _STOPPING)
        return answer if self.mirror is None else self.mirror.inward(answer)

    def module(self, name: str) -> Any:
        """Return a stand-in for a module of the student's process."""
        reply = self._ask({"do": "module", "name": name})
        found = self._in(reply.get("value"))
        self._modules.add(told_of(found).number)
        return found

    def is_lent_module(self, number: int) -> bool:
        """Whether an object is a module that the test itself has asked for."""
        return number in self._modules

    def came_from_student(self, value: object) -> bool:
        """Whether `value` is, as it stands, an object that student code has handed over."""
        return (self._twins.number(value) or 0) < 0

    def receive(self, message: dict[str, Json]) -> None:
        """Take over what a message of the student's side says has changed."""
        try:
            self._twins.receive(message.get("twins", []))
            if self.mirror is not None:
                self.mirror.take(message.get("files"))
        except (CodecError, *_DAMAGES) as error:
            raise StudentError(f"the value cannot be read: {error}") from error

    def _ask(self, request: dict[str, Json]) -> dict[str, Json]:
        """Send a request; serve what student code asks until its reply is there."""
        self.requests += 1
        if self.requests > MAX_REQUESTS:
            raise StudentError("too many calls in one test")
        request["twins"] = self.changes()
        if self.mirror is not None:
            request["files"] = self.mirror.changes()
        if self._dropped:
            request["drop"], self._dropped = self._dropped, []
        self._send(request)
        self._depth += 1
        try:
            while True:
                reply = self._receive()
                if "lent" not in reply:
                    break
                self._send(self.lent.serve(reply))
        except BaseException:  # whatever the test makes of it, the answer is still to come
            self.gone = self.gone or "an earlier call was broken off"
            raise
        finally:
            self._depth -= 1
        self.receive(reply)
        return reply

    def _send(self, message: dict[str, Json]) -> None:
        if self.gone:
            raise StudentError(self.gone)
        try:
            self.channel.send(message, timeout=self._left())
        except SlowError as error:
            self._die("the time limit was reached", error)
        except WireError as error:
            if "too large" in str(error):
                raise StudentError(str(error)) from error
            self._die("the student's process ended", error)

    def _receive(self) -> dict[str, Json]:
        try:
            reply = self.channel.receive(self._left())
        except SlowError as error:
            self._die("the time limit was reached", error)
        except WireError as error:
            self._die("the student's process ended", error)
        if type(reply) is not dict:
            self._die("the student's process answered nonsense", None)
        return reply

    def _left(self) -> float:
        return max(0.01, min(self.deadline - time.monotonic(), 3600.0))

    def _die(self, why: str, cause: BaseException | None) -> NoReturn:
        self.gone = why
        kind = TimeLimitError if "time limit" in why else StudentError
        raise kind(why) from cause

    def _fail(self, reply: dict[str, Json], stops: bool = True) -> NoReturn:
        """Raise what student code has raised."""
        body = reply.get("raised")
        if type(body) is not dict:
            raise StudentError("the student's process answered nonsense")
        error = self._in({"ref": body})
        if not isinstance(error, BaseException):
            raise StudentError("the student's process answered nonsense")
        if isinstance(error, (KeyboardInterrupt, GeneratorExit)) or _steers(error):
            raise StudentError(f"the student's code raised {type(error).__name__}")
        if isinstance(error, StopIteration) and not stops and not self.world.expects_stop:
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
        if is_standin(value):
            return self._export_standin(value)
        number = self.exceptions.number(value)
        if number is not None:
            return {"mine": number}
        if isinstance(value, enum.Enum) and self.world.is_given(type(value)):
            return {"member": [type(value).__name__, value.name]}
        named = self._importable(value)
        if named is not None:
            return {"global": named}
        if isinstance(value, types.ModuleType):
            return {"module": value.__name__}
        lent = self.lent.export(value)
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
            return [module, name] if self.world.given.get(name) is value else None
        found: Any = sys.modules.get(module)
        for part in name.split("."):
            found = getattr(found, part, None)
        return [module, name] if found is value else None

    def _export_standin(self, value: object) -> Json:
        kind = type(value) if not isinstance(value, type) else value
        stands_for = type.__getattribute__(kind, "__dict__").get("_stands_for")
        if isinstance(value, type) and stands_for is not None:
            return {"global": [stands_for.__module__, stands_for.__qualname__]}
        told = told_of(value)
        if told.connection is not self:
            raise StudentError("an object of another state of the notebook")
        return {"mine": told.number}

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
            raise StudentError(f"a {kind} of the test cannot be handed over: {error}") from error

    def _load(self, body: Json) -> object:
        if type(body) is not dict:
            raise CodecError("not a reference")
        if "lent" in body:
            return self.lent.load(body["lent"])
        if "lent_error" in body:
            return self.lent.load_error(body["lent_error"])
        if "member" in body:
            name, member = body["member"]
            kind = self.world.given.get(name)
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
            known = self.world.handed_in_class(lineage[0])
            if known is not None:
                return known
        if body.get("kind") == "exception":
            own = [number] if lineage[0][0] == "__main__" else []
            return self.exceptions.kind(lineage, [*own, *as_list(body.get("mro_n"))])
        if body.get("kind") == "raised":
            return self.exceptions.make(body)
        return self._kinds.make(Told(self, body, number))


def _steers(error: BaseException) -> bool:
    """Whether an exception would have a test's framework skip the test, or do without it."""
    roots = (kind.__module__.partition(".")[0] for kind in type(error).__mro__)
    return not _FRAMEWORKS.isdisjoint(roots)


_FRAMEWORKS = frozenset(("unittest", "_pytest", "pytest", "hypothesis", "nose", "coursekit"))
_STOPPING = frozenset(("next", "send", "throw", "close", "__next__"))
_DAMAGES = (TypeError, ValueError, KeyError, IndexError, AttributeError, RecursionError)


def _is_ufunc(value: object) -> bool:
    return type(value).__name__ == "ufunc" and type(value).__module__ == "numpy"


def _small(value: object) -> bool:
    """Whether a global is looked at for what student code does to it while a test runs."""
    if is_standin(value) or isinstance(value, type):
        return False
    size = getattr(value, "size", None)
    if isinstance(size, int):
        return size <= WATCHED_ITEMS
    return not hasattr(value, "__len__") or len(value) <= WATCHED_ITEMS
