"""Inside the sandbox: runs the student's cells and answers for the student's objects.

From the first cell on nothing here can be trusted; it can only ever lie about data. Requests
are frames, on the socket of one process and of those that have joined it; what must stay as it
is gets a fork, so that a cell that crashes or hangs costs that cell alone.
"""

import base64
import contextlib
import enum
import gc
import importlib
import json
import operator
import os
import select
import signal
import socket
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from coursekit.grading.apart.protocol.channel import Channel, WireError
from coursekit.grading.apart.protocol.codec import CodecError, Json
from coursekit.grading.apart.protocol.file_sync import Mirror
from coursekit.grading.apart.protocol.replicas import Twins, is_plain
from coursekit.grading.apart.student.callback_stubs import Borrowed
from coursekit.grading.apart.student.effects import Effects
from coursekit.grading.apart.student.exports import Exports, Loop, data_of, derive, is_of_its_own
from coursekit.grading.apart.student.views import Views
from coursekit.grading.sandbox import kernel, preload
from coursekit.grading.sandbox.display import Screen

_ASYNC = frozenset(("anext", "aenter", "aexit"))
_OF_CLASSES: dict[str, Callable[..., object]] = {
    "getitem": operator.getitem,
    "contains": operator.contains,
    "iter": iter,
    "len": len,
}


class Server:
    """Answers frames of one socket; several may share a process, and so a state."""

    def __init__(self, channel: Channel, views: Views, screen: Screen, mirror: Mirror) -> None:
        self.channel, self.namespace, self.screen = channel, views.namespace, screen
        self.views, self.mirror = views, mirror
        self.twins = Twins(-1, self._export, self._load, self)
        self.exports = Exports(self.twins.write)
        self.borrowed = Borrowed(self)
        self.loop = Loop()
        self._effects: list[Effects] = []
        self._watched: dict[str, str] = {}
        self._given: frozenset[str] = frozenset()
        self._asked: frozenset[str] = frozenset()

    def run(self) -> NoReturn:
        """Serve until the socket closes, and all those that have joined."""
        servers = [self]
        while servers:
            server = select.select(servers, [], [])[0][0]
            try:
                request, fds = server.channel.receive_with_fds(1)
            except WireError:
                server.channel.close()
                servers.remove(server)
                continue
            self.views.show(server)
            match request.get("do"):
                case "fork":
                    server._fork(fds[0], servers, request.get("view"))
                case "join":
                    servers.append(server._joined(fds[0], request.get("view")))
                case _:
                    server._answer(request)
        os._exit(0)

    def fileno(self) -> int:
        """Return the socket's descriptor (so that it can be waited for)."""
        return self.channel.fileno()

    def _joined(self, fd: int, view: int | None) -> "Server":
        """Return a server of the same state for another socket, to which nothing is told yet."""
        channel = Channel(socket.socket(fileno=fd))
        joined = Server(channel, self.views, self.screen, self.mirror.anew())
        self.views.give(joined, view)
        channel.send({"joined": os.getpid()})
        return joined

    def _fork(self, fd: int, servers: list["Server"], view: int | None) -> None:
        try:
            child = kernel.fork()
        except OSError:  # too many processes: the asker sees its socket close
            child = -1
        if child:
            os.close(fd)
            return
        for server in servers:
            server.channel.close()
        self.channel = Channel(socket.socket(fileno=fd))
        servers[:] = [self]
        self.views.recall(view)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self.channel.send({"forked": os.getpid()})

    def _answer(self, request: dict[str, Any]) -> None:
        try:
            self.twins.forget(request.get("drop", ()))
            self.twins.receive(request.get("twins", []))
            if "files" in request:
                self.mirror.take(request["files"])
            reply = self._do(request)
            if "files" in request:
                reply |= {"files": self.mirror.changes(), "root": self.mirror.root}
        except BaseException as error:
            reply = self._failure(error)
        try:
            self.channel.send(reply)
        except WireError as error:
            self.channel.send(self._failure(CodecError(str(error))))

    def _do(self, request: dict[str, Any]) -> dict[str, Json]:
        match request["do"]:
            case "cell":
                if request.get("note") is not None:
                    self.views.note(request["note"])
                return self.screen.run(request["source"])
            case "reap":
                return {"ended": _reap(set(request["keep"]))}
            case "file":
                return {"written": _write(request["name"], request["data"])}
            case "get":
                self._learn(request.get("known", {}))
                values = {n: self.namespace[n] for n in request["names"] if n in self.namespace}
                return self._complete({"values": {n: self._out(v) for n, v in values.items()}})
            case "module":
                return self._complete(
                    {"value": self._out(importlib.import_module(request["name"]))}
                )
            case _:
                return self._act(request)

    def _learn(self, known: dict[str, list[str]]) -> None:
        """Learn which classes the instructor gave, and which the exercise was to write."""
        self._given = frozenset(known.get("given", ()))
        self._asked = frozenset(known.get("asked", ()))

    def _complete(self, reply: dict[str, Json]) -> dict[str, Json]:
        reply["twins"] = self.twins.changes()
        return reply

    def _act(self, request: dict[str, Any]) -> dict[str, Json]:
        """Run student code for the checker: a call, an attribute, a special method."""
        self._rebind(request.get("bind", {}), request.get("unbind", ()))
        args = [self._in(a) for a in request.get("args", ())]
        kwargs = {name: self._in(a) for name, a in request.get("kwargs", {}).items()}
        effects = Effects()
        self._effects.append(effects)
        try:
            with effects.caught(request.get("around", {}), self.twins.read):
                value = self._perform(request, args, kwargs)
            reply = {"value": self._out(value)}
        except BaseException as error:
            reply = self._failure(error)
        finally:
            self._effects.pop()
        reply |= effects.told(self.twins.write)
        reply["globals"] = self._changed(request.get("watch", ()))
        return self._complete(reply)

    def _changed(self, names: list[str]) -> dict[str, Json]:
        """Return the globals among `names` that have been bound anew since they were last told."""
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

    def _perform(self, request: dict[str, Any], args: list[Any], kwargs: dict[str, Any]) -> object:
        target, name = self.exports[request["n"]], request.get("name", "")
        match request["do"]:
            case "call":
                return target(*args, **kwargs)
            case "attribute":
                found = getattr(target, name)
                return dict(found) if isinstance(found, types.MappingProxyType) else found
            case "assign":
                setattr(target, name, args[0])
                return None
            case "delete":
                delattr(target, name)
                return None
            case "method":
                return getattr(target, name)(*args, **kwargs)
            case "derive":
                return derive(name, tuple(args), kwargs)
            case "dir":
                return dir(target)
            case "state":
                return dict(vars(target))
            case "plain":
                return data_of(target)
            case "await":
                return self.loop.run(target)
            case "special" if isinstance(target, type) and name in _OF_CLASSES:
                return _OF_CLASSES[name](target, *args)
            case "special":
                done = getattr(type(target), f"__{name}__")(target, *args, **kwargs)
                return self.loop.run(done) if name in _ASYNC else done
        raise CodecError("unknown request")

    def _rebind(self, bind: dict[str, Json], unbind: list[str]) -> None:
        for name, value in bind.items():
            self.namespace[name] = self._in(value)
        for name in unbind:
            self.namespace.pop(name, None)

    def _failure(self, error: BaseException) -> dict[str, Json]:
        try:
            return self._complete({"raised": self._reference(error)})
        except BaseException:
            return {"raised": self.exports.describe(Exception(type(error).__name__)), "twins": []}

    def ask_lender(self, request: dict[str, Json], args: Any, kwargs: dict[str, Any]) -> object:
        """Have the checker do something with what it has lent; answer its questions meanwhile."""
        with self._effects[-1].suspended() if self._effects else contextlib.nullcontext():
            request["args"] = [self._out(a) for a in args]
            request["kwargs"] = {str(k): self._out(v) for k, v in kwargs.items()}
            self.channel.send(self._complete(request))
            while True:
                message = self.channel.receive()
                if "returned" in message:
                    self.twins.receive(message["twins"])
                    return self._in(message["returned"])
                if "failed" in message:
                    raise self.borrowed.failure(message["failed"], self.exports.__getitem__)
                self._answer(message)

    # --- values ---------------------------------------------------------------------------

    def _out(self, value: object) -> Json:
        return self.twins.write(value)

    def _in(self, message: Json) -> Any:
        return self.twins.read(message)

    def _export(self, value: object) -> Json:
        """Name an object, or give the data that it is a kind of."""
        if not is_of_its_own(value, self._asked):
            data = data_of(value)
            if data is not None:
                return self.twins.write(data)
        return {"ref": self._reference(value)}

    def _reference(self, value: object) -> Json:
        """Name an object: what the checker has lent goes back as its own."""
        lent = self.borrowed.number(value)
        if lent is not None:
            return {"lent": lent}
        if isinstance(value, BaseException):
            number = self.borrowed.error_number(value)
            if number is not None:
                return {"lent_error": number}
        kind = type(value)
        if isinstance(value, enum.Enum) and self._is_given(kind):
            return {"member": [kind.__name__, value.name]}
        return self.exports.describe(value)

    def _load(self, body: Json) -> object:
        if "mine" in body:
            return self.exports[body["mine"]]
        if "lent" in body:
            return self.borrowed.stub(body)
        if "module" in body:
            return importlib.import_module(body["module"])
        if "member" in body:
            kind, member = body["member"]
            return self.namespace[kind][member]
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

    # --- which objects cross as what they hold (`twins.Instances`) ------------------------

    def _is_given(self, kind: type) -> bool:
        own = kind.__module__ == "__main__" and kind.__name__ in self._given
        return own and self.namespace.get(kind.__name__) is kind

    def name(self, value: object) -> list[str] | None:
        """Return module and name of an object's class if the checker has its like."""
        kind = type(value)
        if self.twins.number(value) is not None and is_plain(kind):
            return [kind.__module__, kind.__qualname__]
        if self._is_given(kind) and is_plain(kind) and not isinstance(value, enum.Enum):
            return ["__main__", kind.__name__]
        return None

    def find(self, module: str, name: str) -> type:
        """Return the class of an object that comes from the checker."""
        kind = self._rebuild({"global": [module, name]})
        if not isinstance(kind, type):
            raise CodecError("not a class")
        return kind

    def fits(self, *_: object) -> bool:
        """Whatever the checker's object holds, ours holds too."""
        return True


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


# --- the role of a zygote --------------------------------------------------------------------

_screens: list[Screen] = []


def warm(modules: list[str]) -> None:
    """Import what the set needs and start the shell."""
    preload.load(modules)
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
    Server(channel, Views(screen.namespace), screen, Mirror(trusted=False)).run()
