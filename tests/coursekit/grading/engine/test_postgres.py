"""The gradebook in PostgreSQL, through nbgrader's own ``db_url``."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from coursekit import cli


def _binary(name: str) -> str | None:
    places = [str(p.parent) for p in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))]
    return shutil.which(name, path=os.pathsep.join([*reversed(places), os.environ["PATH"]]))


@pytest.fixture
def server() -> Iterator[str]:
    """Start a server on a socket of its own; it refuses to run as root.

    Its folder is no ``tmp_path``: those are closed to the other user, and too long for a socket.
    """
    initdb, pg_ctl = _binary("initdb"), _binary("pg_ctl")
    if initdb is None or pg_ctl is None:
        pytest.skip("PostgreSQL's initdb and pg_ctl are not installed")
    home = Path(tempfile.mkdtemp(prefix="postgres-"))
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        os.chown(home, 65534, 65534)
        user = {"user": 65534, "group": 65534, "extra_groups": []}
    data = home / "data"
    run = {"check": True, "capture_output": True, "cwd": home, **user}
    subprocess.run([initdb, "-D", data, "-U", "grader", "-A", "trust", "--no-sync"], **run)
    options = f"-c listen_addresses='' -c unix_socket_directories='{home}' -c fsync=off"
    with (home / "log").open("wb") as log:
        start = [pg_ctl, "-D", data, "-o", options, "-w", "start"]
        subprocess.run(start, check=True, stdout=log, stderr=log, cwd=home, **user)
    try:
        yield f"postgresql+psycopg://grader@/postgres?host={home}"
    finally:
        subprocess.run([pg_ctl, "-D", data, "-m", "immediate", "stop"], **run)
        shutil.rmtree(home)


def test_graded_into_postgresql(
    classroom: Callable[..., Any],
    nbgrader: Callable[..., None],
    server: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    room = classroom("shop")
    config = room.root / "nbgrader_config.py"
    config.write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'test'\n"
        f"c.CourseDirectory.db_url = {server!r}\n"
    )
    (room.root / "gradebook.db").unlink()
    nbgrader(room.root, "generate_assignment", "shop", "--force")
    room.hand_in("ada")
    room.hand_in("bob", {"double": "def double(x): return 0"})
    assert room.grade("--workers", "1", "--json") == 0
    with Gradebook(server) as gradebook:
        scores = {s.student.id: s.score for s in gradebook.assignment_submissions("shop")}
    assert scores == {"ada": 9.0, "bob": 7.0}
    assert not (room.root / "gradebook.db").exists()
    capsys.readouterr()
    assert room.grade("--workers", "1", "--json") == 0
    assert json.loads(capsys.readouterr().out)["unchanged"] == 2


def test_server_not_there(
    classroom: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    room = classroom("shop")
    room.hand_in("ada")
    address = "postgresql+psycopg://grader:secret-word@127.0.0.1:1/none"
    config = room.root / "nbgrader_config.py"
    config.write_text(f"c = get_config()\nc.CourseDirectory.db_url = {address!r}\n")
    assert cli.main(["grade", "shop", "--class", str(room.root)]) == 2
    error = capsys.readouterr().err
    assert "cannot be reached" in error
    assert "secret-word" not in error
