"""What `course --help` shows, and what is said of many students once."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from coursekit.cli import command_line, main
from coursekit.text import patterns


def test_each_command_of_the_help_can_be_typed_as_it_stands() -> None:
    parser = command_line()
    shown = [line.split() for line in (parser.epilog or "").splitlines()]
    commands = [words[1:] for words in shown if words[:1] == ["course"]]
    commands = [words for words in commands if "COMMAND" not in words]
    assert len(commands) >= 8
    for words in commands:
        assert parser.parse_args(words).run


def test_what_is_said_of_many_is_said_once() -> None:
    slow = "partial: 'cost' ran into the time limit"
    said = {f"student-{n}": slow for n in range(7)} | {"zoe": "rejected: no notebook"}
    assert patterns(said, 60) == [
        f"7 of 60: {slow}: student-0, student-1, student-2, student-3, student-4 and 2 more",
        "zoe: rejected: no notebook",
    ]
    assert patterns({"ada": slow, "ben": slow}, 2) == [f"ada: {slow}", f"ben: {slow}"]
    assert patterns(dict.fromkeys("abc", slow), 3) == [f"3 of 3: {slow}: a, b, c"]
    assert patterns({}, 0) == []


COMPLETE = """
eval "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_shtab_course
printf "%s\\n" "${COMPREPLY[@]}"
"""


@pytest.mark.skipif(importlib.util.find_spec("shtab") is None, reason="shtab is not installed")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["fe"], ["feedback"]),
        (["watch", "--per"], ["--per-hour"]),
        (["watch", "drift", "--counts", "b"], ["best"]),
        (["grade", "sp"], ["sparsity"]),
        (["collect", "drift", "hand"], ["handed-in.zip"]),
    ],
)
def test_bash_completes_commands_options_values_sets_and_files(
    typed: list[str],
    offered: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("drift", "sparsity"):
        (tmp_path / "source" / name).mkdir(parents=True)
    (tmp_path / "handed-in.zip").touch()
    assert main(["completion", "bash"]) == 0
    words = ["bash", "-c", COMPLETE, "bash", capsys.readouterr().out, "course", *typed]
    told = subprocess.run(words, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert told.stdout.split() == offered


def test_completion_without_its_library_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)
    assert main(["completion", "zsh"]) == 2
    assert "pip install shtab" in capsys.readouterr().err
