"""Which modules of ours lie in a process beside a student's code: these, and no other.

Whoever adds one here adds to what student code can find, patch and read.
"""

import json
from collections.abc import Iterator

import pytest

from coursekit.assignment.limits import Limits
from coursekit.grading.apart.checker.connection import Connection
from coursekit.grading.apart.checker.environment import Environment
from coursekit.grading.channel import Channel
from coursekit.grading.engine.launch import Role, Zygote
from coursekit.grading.engine.self_attack import choose
from coursekit.grading.engine.sessions import Session

CELL = "import sys\nloaded = sorted(m for m in sys.modules if m.startswith('coursekit'))"
EVERYWHERE = {
    "coursekit",
    "coursekit.grading",
    "coursekit.grading.channel",
    "coursekit.grading.sandbox",
    "coursekit.grading.sandbox.kernel",
    "coursekit.grading.sandbox.landlock",
    "coursekit.grading.sandbox.pages",
    "coursekit.grading.sandbox.preload",
    "coursekit.grading.sandbox.seccomp",
    "coursekit.grading.sandbox.student_folders",
}
IN_PLACE = EVERYWHERE | {
    "coursekit.grading.in_place",
    "coursekit.grading.in_place.cells",
    "coursekit.grading.in_place.outputs",
    "coursekit.grading.in_place.process",
    "coursekit.grading.in_place.shell",
}
STUDENT = EVERYWHERE | {
    "coursekit.grading.apart",
    "coursekit.grading.apart.protocol",
    "coursekit.grading.apart.protocol.array_codec",
    "coursekit.grading.apart.protocol.codec",
    "coursekit.grading.apart.protocol.frame_codec",
    "coursekit.grading.apart.protocol.mutables",
    "coursekit.grading.apart.protocol.replicas",
    "coursekit.grading.apart.student",
    "coursekit.grading.apart.student.callback_stubs",
    "coursekit.grading.apart.student.exports",
    "coursekit.grading.apart.student.server",
    "coursekit.grading.apart.student.shell",
}


@pytest.fixture
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    role: Role = request.param
    with Zygote(role, choose(None), Limits()) as zygote:
        zygote.await_ready()
        session = zygote.session()
        yield session
        session.kill()


@pytest.mark.parametrize("session", ["in-place"], indirect=True)
def test_beside_the_notebook_in_place(session: Session) -> None:
    source = f"{CELL}\nimport json; print(json.dumps(loaded))"
    session.channel.send({"do": "cell", "source": source, "brief": False})
    (output,) = session.channel.receive(60)["outputs"]
    assert set(json.loads(output["text"])) == IN_PLACE


@pytest.mark.parametrize("session", ["student"], indirect=True)
def test_beside_the_notebook_apart(session: Session) -> None:
    session.channel.send({"do": "cell", "source": CELL})
    assert session.channel.receive(60) == {"ok": True}
    ours, theirs = Channel.pair()
    session.channel.send({"do": "meet"}, [theirs.fileno()])
    session.channel.receive(60)
    environment = Environment({}, {}, {})
    Connection(ours, environment).fetch({"loaded"})
    assert set(environment.namespace["loaded"]) == STUDENT
