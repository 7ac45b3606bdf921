"""Archives that attack: nothing outside of the student's folder, nobody else's work, no crash."""

import io
import os
import re
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursekit import cli
from coursekit.lms import archives, collect, handin

HOME = "Ada_501_assignsubmission_file_"


def info(name: str, mode: int = stat.S_IFREG | 0o644) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.external_attr = mode << 16
    made.compress_type = zipfile.ZIP_DEFLATED
    return made


@pytest.fixture
def hand_in(lms: Any, tmp_path: Path, archive: Any) -> Callable[..., str]:
    """Collect the right notebook of student 501 with other files beside it."""

    def run(*files: tuple[str | zipfile.ZipInfo, bytes], code: int = 1) -> str:
        folder = tmp_path / "download"
        folder.mkdir(exist_ok=True)
        pairs = [(f"{HOME}/shop.ipynb", lms.notebook()), *files]
        said: str = lms.course("collect", archive(folder / "a.zip", pairs), code=code)
        assert "1 collected" in said, "the notebook itself is all right"
        assert sorted(p.name for p in tmp_path.iterdir()) == ["download"]
        assert {p.name for p in lms.root.iterdir()} - {"submitted"} == set(before)
        return said

    before = [p.name for p in lms.root.iterdir()]
    return run


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        (f"{HOME}/../../../evil.py", "its name leaves its folder"),
        (f"{HOME}/a/../../evil.py", "its name leaves its folder"),
        (f"{HOME}\\..\\..\\evil.py", "its name leaves its folder"),
        ("/etc/evil.py", "its name is an absolute path"),
        ("C:\\evil.py", "its name is an absolute path"),
        ("C:evil.py", "its name is an absolute path"),
        (f"{HOME}/./evil.py", "its name leaves its folder"),
        (f"{HOME}/a//evil.py", "its name leaves its folder"),
        (f"{HOME}/\x1b[2Jevil.py", "its name holds control characters"),
        (f"{HOME}/a\nb.py", "its name holds control characters"),
        (f"{HOME}/{'x' * 201}.py", "its name is too long"),
        (f"{HOME}/{'é' * 101}.py", "its name is too long"),
        (f"{HOME}/{'d/' * 9}evil.py", "in folders too deep"),
    ],
)
def test_names_that_go_elsewhere(
    lms: Any, hand_in: Callable[..., str], name: str, problem: str
) -> None:
    said = hand_in((name, b"evil"))
    assert problem in said
    assert all(c.isprintable() or c == "\n" for c in said), "nothing may act on the terminal"
    assert lms.submitted("501") == {"shop.ipynb": lms.notebook()}


@pytest.mark.parametrize(
    ("mode", "problem"),
    [
        (stat.S_IFLNK | 0o777, "a link"),
        (stat.S_IFIFO | 0o644, "not a regular file"),
        (stat.S_IFCHR | 0o644, "not a regular file"),
        (stat.S_IFDIR | 0o755, "not a regular file"),
    ],
)
def test_members_that_are_no_files(
    lms: Any, hand_in: Callable[..., str], mode: int, problem: str
) -> None:
    assert problem in hand_in((info(f"{HOME}/solution.py", mode), b"/etc/passwd"))
    assert list(lms.submitted("501")) == ["shop.ipynb"]


def test_a_link_in_place_of_the_notebook(lms: Any, tmp_path: Path, archive: Any) -> None:
    link = info(f"{HOME}/shop.ipynb", stat.S_IFLNK | 0o777)
    target = f"{lms.root}/source/shop/shop.ipynb".encode()
    said = lms.course("collect", archive(tmp_path / "a.zip", [(link, target)]), code=1)
    assert "a link" in said
    assert not lms.everything()


def test_a_file_that_swells(lms: Any, hand_in: Callable[..., str]) -> None:
    said = hand_in((f"{HOME}/bomb.csv", bytes(60 << 20)), (f"{HOME}/b.ipynb", bytes(65 << 20)))
    assert "larger than 50 MB" in said
    assert "larger than 64 MB" in said
    assert list(lms.submitted("501")) == ["shop.ipynb"]


class Endless(io.RawIOBase):
    """A member that unpacks to more than there is memory."""

    def read(self, size: int = -1) -> bytes:
        assert 0 < size < 100 << 20, "everything at once"
        return bytes(size)


@pytest.mark.parametrize("name", ["bomb.csv", "bomb.ipynb"])
def test_a_file_without_end(name: str) -> None:
    bomb = archives.Entry("a.zip", name, Endless)
    with pytest.raises(archives.UnreadableError, match="larger than"):
        bomb.read()


def test_many_files_that_swell_together(lms: Any, hand_in: Callable[..., str]) -> None:
    said = hand_in(*((f"{HOME}/{n}.csv", bytes(30 << 20)) for n in range(5)))
    assert "more than 114 MB in all: the rest is left out" in said
    assert len(lms.submitted("501")) == 4


def test_a_class_that_swells(
    lms: Any, tmp_path: Path, archive: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collect, "SPARE", 1000)
    pairs: list[tuple[str, bytes]] = []
    for n in range(3):
        home = f"Student_{n}_assignsubmission_file_"
        pairs += [(f"{home}/shop.ipynb", lms.notebook()), (f"{home}/x.csv", bytes(5 << 20))]
    made = archive(tmp_path / "a.zip", pairs)
    assert "zip bomb" in lms.course("collect", made, code=2)


def test_sizes_that_lie(lms: Any, tmp_path: Path, archive: Any) -> None:
    """The list says 10 bytes, the member unpacks to more: no more than is said is believed."""
    pairs = [(f"{HOME}/shop.ipynb", lms.notebook()), (f"{HOME}/lie.csv", bytes(1 << 20))]
    made = archive(tmp_path / "a.zip", pairs)
    size = struct.pack("<L", 1 << 20)
    made.write_bytes(made.read_bytes().replace(size, struct.pack("<L", 10)))
    said = lms.course("collect", made, code=1)
    assert "damaged: Bad CRC-32" in said
    assert list(lms.submitted("501")) == ["shop.ipynb"]


def test_members_that_overlap(lms: Any, tmp_path: Path, archive: Any) -> None:
    """Two members of the list share their bytes, as in the densest bombs."""
    names = (f"{HOME}/a.csv", f"{HOME}/b.csv")
    pairs = [*((name, os.urandom(2000)) for name in names), (f"{HOME}/shop.ipynb", lms.notebook())]
    made = archive(tmp_path / "a.zip", pairs)
    data = bytearray(made.read_bytes())
    with zipfile.ZipFile(made) as opened:
        second = opened.infolist()[1].header_offset
    at = data.index(names[1].encode(), data.index(b"PK\x01\x02")) - 4
    assert struct.unpack_from("<L", data, at) == (second,)
    struct.pack_into("<L", data, at, 0)
    made.write_bytes(data)
    said = lms.course("collect", made, code=1)
    assert "damaged: " in said
    assert "b.csv" not in lms.submitted("501")


def test_encrypted_and_odd_members(lms: Any, tmp_path: Path, archive: Any) -> None:
    strange = info(f"{HOME}/b.csv")
    strange.compress_type = zipfile.ZIP_LZMA
    pairs = [(f"{HOME}/shop.ipynb", lms.notebook()), (f"{HOME}/a.csv", b"1"), (strange, b"2")]
    made = archive(tmp_path / "a.zip", pairs)
    data = bytearray(made.read_bytes())
    name = f"{HOME}/a.csv".encode()
    data[data.index(name) - 24] |= 1  # the flags, before the member and in the list of them
    data[data.rindex(name) - 38] |= 1
    made.write_bytes(data)
    said = lms.course("collect", made, code=1)
    assert re.search(r"a\.csv +encrypted", said)
    assert "damaged" not in said, "no member is opened that must not be"
    assert "compressed in a way that is not read" in said
    assert list(lms.submitted("501")) == ["shop.ipynb"]


@pytest.mark.filterwarnings("ignore:Duplicate name")  # zipfile warns its writer: the test is one
def test_names_twice_and_in_other_case(lms: Any, hand_in: Callable[..., str]) -> None:
    said = hand_in(
        (f"{HOME}/a.csv", b"first"),
        (f"{HOME}/a.csv", b"second"),
        (f"{HOME}/A.csv", b"third"),
        (f"{HOME}/same.csv", b"same"),
        (f"{HOME}/same.csv", b"same"),
        (f"{HOME}/caf\u00e9.csv", b"composed"),
        (f"{HOME}/cafe\u0301.csv", b"decomposed"),
    )
    assert "twice: the first is kept" in said
    assert "differs from a.csv only in case: the first is kept" in said
    assert lms.submitted("501") == {
        "shop.ipynb": lms.notebook(),
        "a.csv": b"first",
        "same.csv": b"same",
        "caf\u00e9.csv": b"composed",
    }


@pytest.mark.filterwarnings("ignore:Duplicate name")  # as above
def test_two_notebooks_of_one_name(lms: Any, tmp_path: Path, archive: Any) -> None:
    pairs = [(f"{HOME}/shop.ipynb", lms.notebook()), (f"{HOME}/shop.ipynb", b"{}")]
    said = lms.course("collect", archive(tmp_path / "a.zip", pairs), code=1)
    assert "nothing says which of them is newer" in said
    assert not lms.everything()


def test_a_file_that_is_a_folder_too(lms: Any, hand_in: Callable[..., str]) -> None:
    said = hand_in(
        (f"{HOME}/data", b"file"), (f"{HOME}/data/a.csv", b"1"), (f"{HOME}/shop.ipynb/x", b"2")
    )
    assert said.count("both a file and a folder: left out") == 2
    assert sorted(lms.submitted("501")) == ["data", "shop.ipynb"]


def test_a_time_of_the_students_own(lms: Any, hand_in: Callable[..., str]) -> None:
    said = hand_in((f"{HOME}/Timestamp.TXT", b"2020-01-01 00:00:00 UTC"), code=0)
    assert "left out its own timestamp.txt" in said
    assert list(lms.submitted("501")) == ["shop.ipynb"]


def test_archives_of_a_student_that_attack(
    lms: Any, hand_in: Callable[..., str], zipped: Callable[..., bytes]
) -> None:
    crowd = zipped({f"{n}.csv": b"" for n in range(600)})
    said = hand_in(
        (f"{HOME}/slip.zip", zipped({"../../../evil.py": b"evil", "ok.csv": b"1"})),
        (f"{HOME}/crowd.zip", crowd),
        (f"{HOME}/deep.zip", zipped({"inner.zip": zipped({"x": b""})})),
        (f"{HOME}/swell.zip", zipped({"big.csv": bytes(60 << 20)})),
        (f"{HOME}/cut.zip", crowd[:-10]),
        (f"{HOME}/none.zip", b""),
    )
    for problem in (
        "its name leaves its folder",
        "an archive of more than 500 files",
        "an archive within an archive",
        "larger than 50 MB",
        "damaged: File is not a zip file",
    ):
        assert problem in said
    assert lms.submitted("501") == {"shop.ipynb": lms.notebook(), "ok.csv": b"1"}


def test_crowds(lms: Any, tmp_path: Path, archive: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [(f"{HOME}/shop.ipynb", lms.notebook())]
    pairs += [(f"{HOME}/{n}.csv", b"") for n in range(30)]
    made = archive(tmp_path / "a.zip", pairs)
    monkeypatch.setattr(archives, "MAX_ENTRIES", 20)
    assert "more than 20 files: collect it in parts" in lms.course("collect", made, code=2)
    monkeypatch.undo()
    monkeypatch.setattr(handin, "MAX_FILES", 10)
    said = lms.course("collect", made, code=1)
    assert "more than 10 files: the rest is left out" in said
    assert len(lms.submitted("501")) == 10


@pytest.mark.parametrize(
    "student", ["..", ".", ".hidden", "*", "a*b", "[a]", "a?", "-", "a/b", " ", "a\tb", "x" * 200]
)
def test_ids_that_are_no_folder(lms: Any, tmp_path: Path, archive: Any, student: str) -> None:
    pairs = [("Ada_501_assignsubmission_file_/shop.ipynb", lms.notebook())]
    (tmp_path / "ids.csv").write_text(f'lms,student\n501,"{student}"\n600,x\n')
    made = archive(tmp_path / "a.zip", pairs)
    said = lms.course("collect", made, "--students", tmp_path / "ids.csv", code=1)
    assert "cannot be a student's id" in said or "501 is not in ids.csv" in said
    assert not lms.everything()


def test_ids_that_differ_in_case(lms: Any, tmp_path: Path) -> None:
    for student in ("ada", "ben"):
        (tmp_path / f"{student}-shop.ipynb").write_bytes(lms.notebook())
    pattern = r"(?P<student_id>\w+)-(?P<file_id>.+)"
    lms.course("collect", tmp_path, "--pattern", pattern)
    (tmp_path / "ADA-shop.ipynb").write_bytes(lms.notebook())
    (tmp_path / "ada-shop.ipynb").unlink()
    said = lms.course("collect", tmp_path, "--pattern", pattern, code=1)
    assert "ADA differs from ada only in case" in said
    assert sorted(p.name for p in (lms.root / "submitted").iterdir()) == ["ada", "ben"]


def test_a_member_without_a_name(lms: Any, tmp_path: Path) -> None:
    member = b"PK\x03\x04" + bytes(26)
    listed = b"PK\x01\x02" + bytes(42)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(listed), len(member), 0)
    (tmp_path / "a.zip").write_bytes(member + listed + end)
    (tmp_path / "ada_12_60_shop.ipynb").write_bytes(lms.notebook())
    said = lms.course("collect", *tmp_path.glob("a*"), code=1)
    assert "its name leaves its folder" in said


NAMES = st.lists(
    st.sampled_from(
        [
            *("..", ".", "", "shop.ipynb", "SHOP.ipynb", "shop-1.ipynb", "data", "a.zip"),
            *("timestamp.txt", "C:", "x\x00y", "\x1b", "é", "e\u0301", "\u202e", "🦉", "x" * 300),
        ]
    ),
    min_size=1,
    max_size=4,
).map("/".join)
STARTS = st.sampled_from(["", "/", f"{HOME}/", "ada_12_60_", "../ada_12_60_", "x_99_888_b_12_60_"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(STARTS, NAMES, st.binary(max_size=3)), min_size=1, max_size=6))
def test_whatever_an_archive_holds(
    lms: Any, tmp_path: Path, files: list[tuple[str, str, bytes]]
) -> None:
    """It is collected or told of; the exit code is one of three; nothing else changes."""
    outside = {p for p in lms.root.rglob("*") if "submitted" not in p.parts}
    pairs = [((start + name).split("\0")[0] or "x", data) for start, name, data in files]
    made = archive_quietly(tmp_path / "a.zip", pairs)
    said_before = sorted(p.name for p in tmp_path.iterdir())
    code = cli.main(["collect", "shop", str(made), "--class", str(lms.root), "--replace"])
    assert code in {0, 1, 2}
    assert sorted(p.name for p in tmp_path.iterdir()) == said_before
    new = {p for p in lms.root.rglob("*") if "submitted" not in p.parts} - outside
    assert all("replaced" in p.parts for p in new)
    base = lms.root / "submitted"
    students = {p.name for p in base.iterdir()} if base.exists() else set()
    assert students <= {"501", "12", "99"}
    assert not any(p.is_symlink() for p in base.rglob("*"))


def archive_quietly(path: Path, pairs: list[tuple[str, bytes]]) -> Path:
    """Write an archive in which names may stand twice, of which ``zipfile`` warns its writer."""
    data = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(data, "w") as made:
        warnings.simplefilter("ignore", UserWarning)
        for name, content in pairs:
            made.writestr(name, content)
    path.write_bytes(data.getvalue())
    return path


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_bytes(lms: Any, tmp_path: Path, archive: Any, data: st.DataObject) -> None:
    """A download with broken bytes is refused in a line or collected, never a traceback."""
    whole = archive(tmp_path / "a.zip", [(f"{HOME}/shop.ipynb", b"{}"), (f"{HOME}/b.csv", b"12")])
    broken = bytearray(whole.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at] = data.draw(st.integers(0, 255))
    whole.write_bytes(broken[: data.draw(st.integers(1, len(broken)))] if at % 5 == 0 else broken)
    code = cli.main(["collect", "shop", str(whole), "--class", str(lms.root), "--replace"])
    assert code in {0, 1, 2}
