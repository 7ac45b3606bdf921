"""What `course --help` shows, and what is said of many students once."""

from coursekit.cli import command_line
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
