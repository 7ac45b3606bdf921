"""Inside the sandbox: runs the student's cells and answers for the student's objects.

From the first cell on nothing here can be trusted; it can only ever lie about data. Requests
are frames; every state of the notebook is a process of its own, forked from the one before, so
that a cell that crashes or hangs costs that cell alone.
"""

import base64
import builtins
import contextlib
import gc
import importlib
import inspect
import io
import json
import os
import random
import signal
import socket
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from coursekit.grading.codec import CodecError, Json, decode, encode
from coursekit.grading.display import Screen
from coursekit.grading.wire import Channel, WireError

FORWARDABLE = frozenset((
    "call", "len", "getitem", "setitem", "delitem", "contains", "iter", "next", "enter", "exit",
    "str", "repr", "format", "bool", "int", "float", "index", "complex", "abs", "neg", "pos",
    "invert", "round", "trunc", "floor", "ceil", "add", "sub", "mul", "matmul", "truediv",
    "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and", "or", "xor", "radd", "rsub",
    "rmul", "rmatmul", "rtruediv", "rfloordiv", "rmod", "rdivmod", "rpow", "rlshift", "rrshift",
    "rand", "ror", "rxor", "iadd", "isub", "imul", "imatmul", "itruediv", "ifloordiv", "imod",
    "ipow", "ilshift", "irshift", "iand", "ior", "ixor", "eq", "ne", "lt", "le", "gt", "ge",
    "hash", "reversed",
))  # fmt: skip
"""Special methods (without underscores) that a stand-in may forward."""


class Objects:
    """The student's objects that the checker holds references to."""

    def __init__(self) -> None:
        self._by_number: dict[int, object] = {}
        self._numbers: dict[int, int] = {}

    def export(self, value: object) -> Json:
        """Return a description of `value`, kept alive under a number."""
        number = self._numbers.get(id(value))
        if number is None:
            number = len(self._by_number) + 1
            self._by_number[number] = value
            self._numbers[id(value)] = number
        return {"n": number, **_describe(value, self._number_of_class)}

    def _number_of_class(self, kind: type) -> int:
        return int(self.export(kind)["n"])

    def __getitem__(self, number: int) -> Any:
        return self._by_number[number]


def _describe(value: object, number_of: Callable[[type], int]) -> dict[str, Json]:
    kind = type(value)
    told: dict[str, Json] = {"kind": _kind(value)}
    if isinstance(value, type):
        told |= {"name": value.__name__, "module": value.__module__}
        told["mro"] = [_name_of(c) for c in value.__mro__[1:] if c is not value]
        told["mro_n"] = [number_of(c) for c in value.__mro__[1:] if c.__module__ == "__main__"]
    else:
        told["class"] = [_name_of(c) for c in kind.__mro__]
        told["class_n"] = [number_of(c) for c in kind.__mro__ if c.__module__ == "__main__"]
        told["special"] = [n for n in FORWARDABLE if _has(kind, f"__{n}__")]
    if callable(value):
        told["signature"] = _signature(value)
    return told


def _has(kind: type, name: str) -> bool:
    return any(c.__dict__.get(name) is not None for c in kind.__mro__ if c is not object)


def _name_of(kind: type) -> list[str]:
    return [str(kind.__module__), str(kind.__qualname__)]


def _kind(value: object) -> str:
    if isinstance(value, type):
        return "exception" if issubclass(value, BaseException) else "class"
    if isinstance(value, types.FunctionType):
        return "function"
    if isinstance(value, types.MethodType):
        return "method"
    if isinstance(value, types.GeneratorType):
        return "generator"
    if isinstance(value, types.ModuleType):
        return "module"
    if isinstance(value, (types.BuiltinFunctionType, types.BuiltinMethodType)):
        return "builtin"
    if isinstance(value, BaseException):
        return "raised"
    return "object"


def _signature(value: Any) -> Json:
    """Return the parameters as data: name, kind, whether a default exists, the default."""
    try:
        return [
            [
                p.name,
                int(p.kind),
                p.default is not p.empty,
                None if p.default is p.empty else encode(p.default, lambda _: None),
            ]
            for p in inspect.signature(value).parameters.values()
        ]
    except Exception:
        return None


class _Callback:
    """A function of the checker's that student code may call, and nothing more."""

    def __init__(self, server: "Server", number: int, name: str) -> None:
        self._server, self._number, self.__name__ = server, number, name

    def __call__(self, *args: object, **kwargs: object) -> object:
        return self._server.call_back(self._number, args, kwargs)


def _puppet(server: "Server", number: int, name: str, special: list[str]) -> object:
    """Return a stand-in for an object that only the test has (a fake, a mock)."""

    def reader(_: object, attribute: str) -> object:
        return server.pull(number, "get", attribute)

    def writer(_: object, attribute: str, value: object) -> None:
        server.pull(number, "set", attribute, (value,))

    def method(which: str) -> Callable[..., object]:
        def run(_: object, *args: object, **kwargs: object) -> object:
            done = server.pull(number, "special", which, args, kwargs)
            return iter(done) if which == "iter" else done  # type: ignore[call-overload]  # a list

        return run

    made = {f"__{which}__": method(which) for which in special}
    return type(name, (), {"__getattr__": reader, "__setattr__": writer, **made})()


class Server:
    """Answers frames of one socket, in one process."""

    def __init__(self, channel: Channel, namespace: dict[str, Any], screen: Screen) -> None:
        self.channel, self.namespace, self.screen = channel, namespace, screen
        self.objects = Objects()
        self._callbacks: dict[int, _Callback] = {}
        self._puppets: dict[int, object] = {}
        self._watched: dict[str, str] = {}

    def run(self) -> NoReturn:
        """Serve until the socket closes."""
        while True:
            try:
                request, fds = self.channel.receive_with_fds(1)
            except WireError:
                os._exit(0)
            if request.get("do") == "fork":
                self._fork(fds[0])
                continue
            self._answer(request)

    def _fork(self, fd: int) -> None:
        try:
            child = os.fork()
        except OSError:  # too many processes: the asker sees its socket close
            child = -1
        if child:
            os.close(fd)
            return
        self.channel.close()
        self.channel = Channel(socket.socket(fileno=fd))
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self.channel.send({"forked": os.getpid()})

    def _answer(self, request: dict[str, Any]) -> None:
        try:
            reply = self._do(request)
        except BaseException as error:
            reply = self._failure(error)
        try:
            self.channel.send(reply)
        except WireError as error:
            self.channel.send(self._failure(CodecError(str(error))))

    def _do(self, request: dict[str, Any]) -> dict[str, Json]:
        match request["do"]:
            case "cell":
                return self.screen.run(request["source"])
            case "reap":
                return {"ended": _reap(set(request["keep"]))}
            case "file":
                return {"written": _write(request["name"], request["data"])}
            case "get":
                names = request["names"]
                return {
                    "values": {
                        n: self._out(self.namespace[n]) for n in names if n in self.namespace
                    }
                }
            case "module":
                return {"value": self._out(importlib.import_module(request["name"]))}
            case _:
                return self._act(request)

    def _act(self, request: dict[str, Any]) -> dict[str, Json]:
        """Run student code for the checker: a call, an attribute, a special method."""
        self._rebind(request.get("bind", {}), request.get("unbind", ()))
        self._reseed(request.get("random", {}))
        args = [self._in(a) for a in request.get("args", ())]
        kwargs = {name: self._in(a) for name, a in request.get("kwargs", {}).items()}
        told = io.StringIO()
        complaints = io.StringIO()
        reply: dict[str, Json]
        with (
            contextlib.redirect_stdout(told),
            contextlib.redirect_stderr(complaints),
            self._input(request.get("input")),
        ):
            try:
                reply = self._answered(self._perform(request, args, kwargs), args)
            except BaseException as error:
                reply = self._failure(error)
        given = request.get("args", ())
        reply["args"] = [self._left(a, m) for a, m in zip(args, given, strict=True)]
        named = request.get("kwargs", {})
        reply["kwargs"] = {n: self._left(a, named[n]) for n, a in kwargs.items()}
        reply["watched"] = self._changed(request.get("watch", ()))
        reply["out"], reply["err"] = told.getvalue()[:200_000], complaints.getvalue()[:20_000]
        return reply

    def _answered(self, value: object, args: list[Any]) -> dict[str, Json]:
        for position, argument in enumerate(args):
            if value is argument and _mutable(argument):
                return {"same": position}
        return {"value": self._out(value)}

    def _left(self, argument: object, given: Json) -> Json:
        """Return what a call has made of a mutable argument, None if nothing."""
        if not _mutable(argument):
            return None
        message = self._out(argument)
        return None if message == given else message

    def _changed(self, names: list[str]) -> dict[str, Json]:
        """Return the globals among `names` that have changed since they were last told."""
        told: dict[str, Json] = {}
        for name in names:
            if name not in self.namespace:
                continue
            message = self._out(self.namespace[name])
            text = json.dumps(message)
            if self._watched.get(name) != text:
                self._watched[name] = text
                told[name] = message
        return told

    def _reseed(self, states: dict[str, Json]) -> None:
        """Take over the global generators as the test has seeded them."""
        if "random" in states:
            random.setstate(self._in(states["random"]))
        if "numpy" in states:
            name, keys, *rest = self._in(states["numpy"])
            numpy = importlib.import_module("numpy")
            numpy.random.set_state((name, numpy.frombuffer(keys, dtype="u4"), *rest))

    def _perform(self, request: dict[str, Any], args: list[Any], kwargs: dict[str, Any]) -> object:
        match request["do"]:
            case "call":
                return self.objects[request["n"]](*args, **kwargs)
            case "attribute":
                return getattr(self.objects[request["n"]], request["name"])
            case "assign":
                setattr(self.objects[request["n"]], request["name"], args[0])
                return None
            case "state":
                return dict(vars(self.objects[request["n"]]))
            case "special":
                target = self.objects[request["n"]]
                return getattr(type(target), f"__{request['name']}__")(target, *args, **kwargs)
        raise CodecError("unknown request")

    @contextlib.contextmanager
    def _input(self, replacement: Json) -> Iterator[None]:
        """While a test has replaced ``input``, the student's code sees the replacement."""
        if replacement is None:
            yield
            return
        before = builtins.input
        builtins.input = self._in(replacement)
        try:
            yield
        finally:
            builtins.input = before

    def _rebind(self, bind: dict[str, Json], unbind: list[str]) -> None:
        for name, value in bind.items():
            self.namespace[name] = self._in(value)
        for name in unbind:
            self.namespace.pop(name, None)

    def _failure(self, error: BaseException) -> dict[str, Json]:
        try:
            return {
                "raised": self.objects.export(error),
                "args": [],
                "message": str(error)[:2000],
                "arguments": [self._out(a) for a in error.args[:10]],
            }
        except BaseException:
            plain = Exception(type(error).__name__)
            return {"raised": self.objects.export(plain), "message": "", "arguments": []}

    def _out(self, value: object) -> Json:
        return encode(value, self._export)

    def _export(self, value: object) -> Json:
        """Name an object: what the checker has lent goes back as its own."""
        for lent in (self._callbacks, self._puppets):
            for number, stub in lent.items():
                if stub is value:
                    return {"call" if lent is self._callbacks else "puppet": number}
        return self.objects.export(value)

    def _in(self, message: Json) -> Any:
        return decode(message, self._load)

    def _load(self, body: Json) -> object:
        if "mine" in body:
            return self.objects[body["mine"]]
        if "call" in body:
            number = body["call"]
            if number not in self._callbacks:
                self._callbacks[number] = _Callback(self, number, body["name"])
            return self._callbacks[number]
        if "puppet" in body:
            number = body["puppet"]
            if number not in self._puppets:
                self._puppets[number] = _puppet(self, number, body["name"], body["special"])
            return self._puppets[number]
        if "module" in body:
            return importlib.import_module(body["module"])
        return self._rebuild(body)

    def _rebuild(self, body: Json) -> object:
        """Rebuild an object of the checker's from its class and state."""
        if "global" in body:
            module, name = body["global"]
            found: Any = self.namespace if module == "__main__" else importlib.import_module(module)
            for part in name.split("."):
                found = found[part] if found is self.namespace else getattr(found, part)
            return found
        made = self._in(body["make"])(*[self._in(a) for a in body["with"]])
        state = self._in(body["state"])
        if state is not None:
            if hasattr(made, "__setstate__"):
                made.__setstate__(state)
            else:
                parts = state if isinstance(state, tuple) else (state,)
                for part in parts:
                    for name, value in (part or {}).items():
                        object.__setattr__(made, name, value)
        for item in body["items"]:
            made.append(self._in(item))
        for key, value in body["pairs"]:
            made[self._in(key)] = self._in(value)
        return made

    def call_back(self, number: int, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        """Ask the checker to run one of its functions; answer its questions meanwhile."""
        return self._asked({"callback": number}, args, kwargs)

    def pull(self, number: int, do: str, name: str, args: Any = (), kwargs: Any = None) -> object:
        """Ask the checker to do something with an object of the test's."""
        return self._asked({"puppet": number, "do": do, "name": name}, args, kwargs or {})

    def _asked(self, request: dict[str, Json], args: Any, kwargs: dict[str, Any]) -> object:
        request["args"] = [self._out(a) for a in args]
        request["kwargs"] = {str(k): self._out(v) for k, v in kwargs.items()}
        self.channel.send(request)
        while True:
            message = self.channel.receive()
            if "returned" in message:
                return self._in(message["returned"])
            if "failed" in message:
                name, text = message["failed"]
                raise getattr(builtins, name, Exception)(text)
            self._answer(message)


_MUTABLE_DATA = frozenset(
    {"ndarray", "DataFrame", "Series", "OrderedDict", "defaultdict", "Counter", "deque"}
)


def _reap(keep: set[int]) -> int:
    """End all other processes of this namespace; none can fork on while all are stopped."""
    if os.getpid() != 1:
        return 0
    with contextlib.suppress(OSError):
        os.kill(-1, signal.SIGSTOP)
    ended = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) not in {1, *keep}:
            with contextlib.suppress(OSError):
                os.kill(int(entry.name), signal.SIGKILL)
                ended += 1
    with contextlib.suppress(OSError):
        os.kill(-1, signal.SIGCONT)
    return ended


def _write(name: str, data: str) -> bool:
    try:
        target = Path(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(base64.b64decode(data))
    except OSError:
        return False
    return True


def _mutable(value: object) -> bool:
    return type(value) in (list, dict, set, bytearray) or type(value).__name__ in _MUTABLE_DATA


# --- the role of a zygote --------------------------------------------------------------------

_screens: list[Screen] = []


def warm(modules: list[str]) -> None:
    """Import what the set needs and start the shell."""
    for name in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    _screens.append(Screen())


def prime(payload: dict[str, Any]) -> list[Json]:
    """Run the instructor's opening cells; return what each displayed."""
    (screen,) = _screens
    return [screen.run(source) for source in payload["cells"]]


def prepare() -> None:
    """Get what a session must have before it is confined."""
    _screens[0].open_tape()


def serve(channel: Channel) -> None:
    """Serve one submission: the first process only forks."""
    (screen,) = _screens
    if str(Path.cwd()) not in sys.path:
        sys.path.append(str(Path.cwd()))  # last: a student's file never shadows a library
    gc.freeze()
    Server(channel, screen.namespace, screen).run()
