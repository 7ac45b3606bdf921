"""Runs the student's cells and answers for the student's objects.

From the first cell on nothing here can be trusted; it can only ever lie about data. The engine
has one socket, on which cells come, and the checker another, on which it asks for objects.
"""

import enum
import gc
import importlib
import operator
import os
import select
import socket
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from coursekit.grading.apart.protocol import array_codec, frame_codec
from coursekit.grading.apart.protocol.codec import CodecError, Json
from coursekit.grading.apart.protocol.replicas import Replicas, is_plain
from coursekit.grading.apart.student.callback_stubs import CallbackStubs
from coursekit.grading.apart.student.exports import Exports, data_of, is_of_its_own
from coursekit.grading.apart.student.shell import Shell
from coursekit.grading.channel import Channel, TooLargeError, WireError
from coursekit.grading.sandbox import preload, student_folders

_OF_CLASSES: dict[str, Callable[..., object]] = {
    "getitem": operator.getitem,
    "iter": iter,
    "len": len,
}


class Objects:
    """Answers the checker's requests on one socket."""

    def __init__(self, channel: Channel, shell: Shell) -> None:
        self.channel, self.namespace, self._printed = channel, shell.namespace, shell.printed
        self.replicas = Replicas(-1, self._export, self._load, self)
        self.exports = Exports(self.replicas.write)
        self.callbacks = CallbackStubs(self)
        self._watched: dict[str, object] = {}
        self._given: frozenset[str] = frozenset()
        self._asked: frozenset[str] = frozenset()

    def answer(self, request: dict[str, Any]) -> None:
        """Do what is asked for, and send the reply."""
        try:
            self.replicas.forget(request.get("drop", ()))
            self.replicas.receive(request.get("replicas", []))
            reply = self._do(request)
        except CodecError as error:
            reply = {"unsupported": str(error)}
        except BaseException as error:
            reply = self._failure(error)
        printed = self._printed.take()
        if printed:
            reply["out"] = printed
        try:
            self.channel.send(reply)
        except TooLargeError as error:
            self.channel.send({"too_large": str(error)})

    def _do(self, request: dict[str, Any]) -> dict[str, Json]:
        self._rebind(request.get("bind", {}), request.get("unbind", ()))
        match request["do"]:
            case "get":
                self._given = frozenset(request["given"])
                self._asked = frozenset(request["asked"])
                held = {n: self.namespace[n] for n in request["names"] if n in self.namespace}
                return self._complete({"values": {n: self._out(v) for n, v in held.items()}})
            case "many":
                return self._many(request)
            case _:
                return self._act(request)

    def _complete(self, reply: dict[str, Json]) -> dict[str, Json]:
        changes = self.replicas.changes()
        if changes:
            reply["replicas"] = changes
        return reply

    def _act(self, request: dict[str, Any]) -> dict[str, Json]:
        """Run student code for the checker: a call, an attribute, a special method."""
        args = [self._in(a) for a in request.get("args", ())]
        kwargs = {name: self._in(a) for name, a in request.get("kwargs", {}).items()}
        reply = {"value": self._out(self._perform(request, args, kwargs))}
        return self._complete(reply | self._rebound(request))

    def _many(self, request: dict[str, Any]) -> dict[str, Json]:
        """Call a function for each of several lists of arguments, until one call fails."""
        target: Any = self.exports[request["n"]]
        values: list[Json] = []
        reply: dict[str, Json] = {"values": values}
        for args in request["calls"]:
            try:
                values.append(self._out(target(*[self._in(a) for a in args])))
            except CodecError:
                raise
            except BaseException as error:
                reply |= self._failure(error)
                break
        return self._complete(reply | self._rebound(request))

    def _rebound(self, request: dict[str, Any]) -> dict[str, Json]:
        """Return the watched globals that have been bound anew since they were last told."""
        told = {}
        for name in request.get("watch", ()):
            if name in self.namespace:
                held = self.namespace[name]
                if name in self._watched and self._watched[name] is not held:
                    told[name] = self._out(held)
                self._watched[name] = held
        return {"globals": told} if told else {}

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
            case "dir":
                return dir(target)
            case "state":
                return dict(vars(target))
            case "plain":
                return data_of(target)
            case "special" if isinstance(target, type) and name in _OF_CLASSES:
                return _OF_CLASSES[name](target, *args)
            case "special":
                return getattr(type(target), f"__{name}__")(target, *args, **kwargs)
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
            return {"raised": self.exports.describe(Exception(type(error).__name__))}

    def ask_lender(self, request: dict[str, Json], args: Any, kwargs: dict[str, Any]) -> object:
        """Have the checker do something with what it has lent; answer its questions meanwhile."""
        request["args"] = [self._out(a) for a in args]
        request["kwargs"] = {str(k): self._out(v) for k, v in kwargs.items()}
        self.channel.send(self._complete(request))
        while True:
            message = self.channel.receive()
            if "do" in message:
                self.answer(message)
                continue
            self.replicas.receive(message.get("replicas", []))
            if "failed" in message:
                raise self.callbacks.failure(message["failed"], self.exports.__getitem__)
            return self._in(message["returned"])

    # --- values ---------------------------------------------------------------------------

    def _out(self, value: object) -> Json:
        return self.replicas.write(value)

    def _in(self, message: Json) -> Any:
        return self.replicas.read(message)

    def _export(self, value: object) -> Json:
        """Name an object, or give the data that it is a kind of."""
        if not is_of_its_own(value, self._asked):
            data = data_of(value)
            if data is not None:
                return self.replicas.write(data)
        return {"ref": self._reference(value)}

    def _reference(self, value: object) -> Json:
        """Name an object: what the checker has lent goes back as its own."""
        lent = self.callbacks.number(value)
        if lent is not None:
            return {"lent": lent}
        if isinstance(value, BaseException):
            number = self.callbacks.error_number(value)
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
            return self.callbacks.stub(body)
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

    # --- which objects cross as what they hold (`replicas.Instances`) ---------------------

    def _is_given(self, kind: type) -> bool:
        own = kind.__module__ == "__main__" and kind.__name__ in self._given
        return own and self.namespace.get(kind.__name__) is kind

    def name(self, value: object) -> list[str] | None:
        """Return module and name of an object's class if the checker has its like."""
        kind = type(value)
        if self.replicas.number(value) is not None and is_plain(kind):
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


class Server:
    """Runs cells for the engine and answers the checker, until the engine's socket closes."""

    def __init__(self, channel: Channel, shell: Shell) -> None:
        self._channel, self._shell = channel, shell
        self._objects: Objects | None = None

    def run(self) -> NoReturn:
        """Serve, in this process alone: a fork that a cell leaves behind has no sockets."""
        os.register_at_fork(after_in_child=self._let_go)
        while True:
            objects = self._objects
            ends = [self._channel, *([objects.channel] if objects is not None else [])]
            ready = select.select(ends, [], [])[0][0]
            try:
                request, fds = ready.receive_with_fds(1)
                if objects is not None and ready is objects.channel:
                    objects.answer(request)
                else:
                    self._channel.send(self._do(request, fds))
            except WireError:
                os._exit(0)

    def _let_go(self) -> None:
        self._channel.close()
        if self._objects is not None:
            self._objects.channel.close()

    def _do(self, request: dict[str, Any], fds: list[int]) -> dict[str, Json]:
        match request["do"]:
            case "cell":
                return {"ok": self._shell.run(request["source"])}
            case "file":
                return {"written": student_folders.write(request["name"], request["data"])}
            case _:
                self._objects = Objects(Channel(socket.socket(fileno=fds[0])), self._shell)
                return {"met": True}


# --- the role of a zygote --------------------------------------------------------------------

_shells: list[Shell] = []


def warm(modules: list[str]) -> None:
    """Import what the set needs and start the shell."""
    os.environ["MPLBACKEND"] = "agg"
    preload.load([*modules, array_codec.__name__, frame_codec.__name__])
    _shells.append(Shell())


def prime(payload: dict[str, Any]) -> list[bool]:
    """Run the instructor's opening cells; return which went through."""
    (shell,) = _shells
    return [shell.run(source) for source in payload["cells"]]


def prepare() -> None:
    """Get what a session must have before it is confined: nothing."""


def serve(channel: Channel) -> NoReturn:
    """Serve one submission."""
    (shell,) = _shells
    if str(Path.cwd()) not in sys.path:
        sys.path.append(str(Path.cwd()))  # last: a student's file never shadows a library
    gc.freeze()
    shell.attach()
    Server(channel, shell).run()
