"""The whole way on honest work: the same scores as stock nbgrader, and its tools go on working."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml

RIGHT = {
    "squares-test": 2, "squares-error": 1, "squares-reused": 1, "stack-test": 2, "stack-error": 1,
    "streams-test": 3, "frames-test": 3, "models-test": 2, "draw-test": 2, "greet-test": 2,
    "derived-test": 1, "parts-test": 4,
}  # fmt: skip

VARIANTS: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "material" / "variants.yml").read_text()
)


def _hand_in(room: Any, student: str, changes: list[dict[str, str]]) -> None:
    notebook = json.loads(json.dumps(room.solved))
    for cell in notebook["cells"]:
        for change in changes:
            if cell["metadata"].get("nbgrader", {}).get("solution"):
                source = cell["source"]
                source = "".join(source) if isinstance(source, list) else source
                cell["source"] = source.replace(change["from"], change["to"])
    assert notebook != room.solved or not changes
    room.write(student, notebook)


def _student(variant: str) -> str:
    return variant.replace(" ", "-").replace("'", "").replace(",", "")


@pytest.fixture(scope="module")
def idioms(classroom: Callable[..., Any]) -> Any:
    room = classroom("idioms")
    for name, variant in VARIANTS.items():
        _hand_in(room, _student(name), variant["change"])
    _hand_in(room, "right", [])
    room.write("untouched", room.released)
    room.code = room.grade("--workers", "2")
    return room


def test_the_reference_solution_earns_everything(idioms: Any) -> None:
    assert idioms.code == 0
    scores = idioms.scores("right")
    assert {k: v for k, v in scores.items() if k in RIGHT} == RIGHT
    assert idioms.record("right")["detail"]["flags"] == []


@pytest.mark.parametrize("name", VARIANTS)
def test_every_idiom_is_judged_as_meant(idioms: Any, name: str) -> None:
    student = _student(name)
    scores = idioms.scores(student)
    told = idioms.record(student)["detail"]["notebooks"]["idioms"]["tests"]
    expected = {**RIGHT, **VARIANTS[name]["costs"]}
    assert {k: scores[k] for k in RIGHT} == expected, {
        k: t["detail"] for k, t in told.items() if scores[k] != expected[k]
    }


def test_untouched_work_earns_nothing_and_says_so(idioms: Any) -> None:
    scores = idioms.scores("untouched")
    assert {scores[k] for k in RIGHT} == {0.0}
    assert "No response." in idioms.page("untouched")


def test_feedback_names_the_mistake_and_no_hidden_test(idioms: Any) -> None:
    assert "did you forget a return?" in idioms.page("no-return")
    page = idioms.page("sorted-copy")
    assert "A hidden test did not pass" in page
    assert "numbers == [1, 2, 3]" not in page
    assert "0 of 3" in page


def test_what_stock_nbgrader_gives(
    classroom: Callable[..., Any], nbgrader: Callable[..., None], idioms: Any
) -> None:
    """Grade some of the class with stock nbgrader: question by question the same."""
    chosen = ["a-tuple", "equality-of-everything", "a-copy-normalised", "half-the-sign"]
    stock = classroom("idioms")
    for student in chosen:
        source = idioms.submission(student) / "idioms.ipynb"
        (stock.submission(student) / "idioms.ipynb").write_bytes(source.read_bytes())
    nbgrader(stock.root, "autograde", "idioms")
    for student in chosen:
        assert idioms.scores(student) == stock.scores(student), student


def test_autograded_notebooks_are_valid_and_laid_out_as_stock_does(idioms: Any) -> None:
    folder = idioms.root / "autograded" / "right" / "idioms"
    notebook = nbformat.read(folder / "idioms.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert (folder / "data" / "scores.csv").exists()
    given = [c.metadata.nbgrader.grade_id for c in notebook.cells if "nbgrader" in c.metadata]
    asked = [
        c["metadata"]["nbgrader"]["grade_id"]
        for c in idioms.released["cells"]
        if "nbgrader" in c["metadata"]
    ]
    assert given == asked
    pictures = [o for c in notebook.cells for o in c.get("outputs", ()) if "data" in o]
    assert pictures is not None


@pytest.fixture
def shop(classroom: Callable[..., Any]) -> Any:
    room = classroom("shop")
    for student in ("ada", "bob"):
        room.hand_in(student)
    room.hand_in("cyd", {"double": "def double(x): return 2 * x if x < 9 else 0"})
    assert room.grade("--workers", "1") == 0
    return room


def test_stock_tools_go_on_working(shop: Any, nbgrader: Callable[..., None]) -> None:
    nbgrader(shop.root, "generate_feedback", "shop", "--force")
    page = shop.page("cyd")
    assert "918273645" not in page
    assert "A hidden test did not pass" in page
    nbgrader(shop.root, "export")
    rows = (shop.root / "grades.csv").read_text().splitlines()
    assert len(rows) == 4
    assert re.search(r"cyd.*,7\.0,", next(r for r in rows if "cyd" in r))


def test_unchanged_work_is_not_graded_again(shop: Any, capsys: pytest.CaptureFixture[str]) -> None:
    first = {s: shop.record(s)["graded_at"] for s in ("ada", "bob", "cyd")}
    shop.hand_in("bob", {"double": "def double(x): return 0"})
    assert shop.grade("--workers", "1", "--json") == 0
    out = capsys.readouterr().out
    told = json.loads(out[out.index("{") :])
    assert (told["graded"], told["unchanged"]) == (1, 2)
    assert shop.record("ada")["graded_at"] == first["ada"]
    assert shop.scores("bob")["double-test"] == 0


def test_what_graders_set_by_hand_stays(shop: Any) -> None:
    with shop.gradebook() as gradebook:
        grade = gradebook.find_grade("words", "shop", "shop", "ada")
        grade.manual_score, grade.needs_manual_grade = 4.5, False
        gradebook.find_comment("words", "shop", "shop", "ada").manual_comment = "Well said."
        gradebook.db.commit()
    assert shop.grade("--workers", "1", "--force", "--student", "ada") == 0
    with shop.gradebook() as gradebook:
        grade = gradebook.find_grade("words", "shop", "shop", "ada")
        assert grade.manual_score == 4.5
        assert grade.needs_manual_grade
    assert "Well said." in shop.page("ada")
    assert "4.5 of 5" in shop.page("ada")


def test_lost_results_are_made_again(shop: Any) -> None:
    page = shop.root / "feedback" / "ada" / "shop" / "shop.html"
    page.unlink()
    assert shop.grade("--workers", "1") == 0
    assert page.exists()


def test_late_work_and_penalties(classroom: Callable[..., Any]) -> None:
    room = classroom("shop")
    (room.root / "late.py").write_text(
        "from nbgrader.plugins import BasePlugin\n"
        "class PerHour(BasePlugin):\n"
        "    def late_submission_penalty(self, student_id, score, total_seconds_late):\n"
        "        return total_seconds_late / 3600\n"
    )
    (room.root / "nbgrader_config.py").write_text(
        f"import sys\nsys.path.insert(0, {str(room.root)!r})\nimport late\n"
        "c = get_config()\nc.AssignLatePenalties.plugin_class = late.PerHour\n"
    )
    with room.gradebook() as gradebook:
        gradebook.update_or_create_assignment("shop", duedate="2026-01-01 12:00:00 UTC")
    room.hand_in("late")
    (room.submission("late") / "timestamp.txt").write_text("2026-01-01 14:00:00 UTC")
    assert room.grade("--workers", "1") == 0
    with room.gradebook() as gradebook:
        submission = gradebook.find_submission("shop", "late")
        assert submission.total_seconds_late == 7200
        assert submission.notebooks[0].late_submission_penalty == 2.0
    assert "Late submission penalty" in room.page("late")


def test_wrong_reference_is_told(
    classroom: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    room = classroom("shop")
    path = room.root / "source" / "shop" / "shop.ipynb"
    path.write_text(path.read_text().replace("return 2 * x", "return 3 * x"))
    room.hand_in("ada")
    assert room.grade("--workers", "1") == 3
    assert "the reference solution does not pass 'double-test'" in capsys.readouterr().out


def test_figures_reach_the_notebook(classroom: Callable[..., Any]) -> None:
    room = classroom("idioms")
    notebook = json.loads(json.dumps(room.solved))
    drawing = {"cell_type": "code", "metadata": {}, "source": "plt.plot([1, 2])\nscores"}
    notebook["cells"].append(drawing)
    room.write("ada", notebook)
    assert room.grade("--workers", "1") == 0
    last = json.loads(room.autograded("ada"))["cells"][-1]
    kinds = {mime for output in last["outputs"] for mime in output.get("data", ())}
    assert {"image/png", "text/html"} <= kinds
    assert "data:image/png" in room.page("ada")


def test_markup_of_students_cannot_act(classroom: Callable[..., Any]) -> None:
    room = classroom("shop")
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script><b>bold</b>"
    room.hand_in(
        "ada",
        {"double": f"from IPython.display import HTML, display\ndisplay(HTML({evil!r}))"},
    )
    room.grade("--workers", "1")
    last = json.dumps(
        [c["outputs"] for c in json.loads(room.autograded("ada"))["cells"] if "outputs" in c]
    )
    assert "<b>bold</b>" in last
    assert "onerror" not in last
    assert "<script" not in last


def test_only_one_student(classroom: Callable[..., Any], tmp_path: Path) -> None:
    del tmp_path
    room = classroom("shop")
    room.hand_in("ada")
    room.hand_in("bob")
    assert room.grade("--workers", "1", "--student", "bob") == 0
    with room.gradebook() as gradebook:
        assert [s.student.id for s in gradebook.assignment_submissions("shop")] == ["bob"]


def test_pasted_pictures_stay_with_the_answer(classroom: Callable[..., Any]) -> None:
    room = classroom("shop")
    notebook = json.loads(json.dumps(room.solved))
    essay = notebook["cells"][-1]
    essay["source"] = "![proof](attachment:proof.png)"
    essay["attachments"] = {"proof.png": {"image/png": "iVBORw0KGgo=", "text/html": "<script>"}}
    room.write("ada", notebook)
    assert room.grade("--workers", "1") == 0
    answer = json.loads(room.autograded("ada"))["cells"][-1]
    assert answer["attachments"] == {"proof.png": {"image/png": "iVBORw0KGgo="}}
    assert "data:image/png;base64,iVBORw0KGgo=" in room.page("ada")
