"""A class's day on a JupyterHub of this machine: ``python benchmarks/jupyterhub/run.py``.

It installs JupyterHub, its proxy, nbgrader and this project in a folder of its own, makes accounts
for an instructor and three students, releases a set, starts ``course watch`` beside the hub, and
has students fetch, submit and fetch feedback in a browser, hostile work among it. In the end it
says who waited how long, and takes everything down. It has to run as root, on a machine that
may be thrown away. ``--folder DIR`` keeps what is installed for the next time; ``--pictures DIR``
takes the pictures of the instructor's guide.
"""

import argparse
import json
import shutil
import socket
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import nbformat
from host import TEACHER, Host, home, may_run
from people import Person, Student, save
from playwright.sync_api import Browser, sync_playwright

from coursekit.exercises.practice import hand_in
from coursekit.exercises.sets import chosen_sets

SET = "drift"
ADA, BEN, CYD = "hub-ada", "hub-ben", "hub-cyd"
LOOP = "while True:\n    pass"
SIZE = {"width": 1000, "height": 620}
PATIENCE = 600.0


class Day:
    """What happens, and where it is seen.

    Parameters
    ----------
    port
        Of the watch's page.
    """

    def __init__(self, host: Host, browser: Browser, port: int, pictures: Path | None) -> None:
        self._host, self._browser, self._pictures = host, browser, pictures
        self._watch = f"http://127.0.0.1:{port}"
        (exercises,) = chosen_sets([SET])
        notebooks = sorted((n for _, n in hand_in(exercises, 12)), key=_length)
        self._weak, self._strong = notebooks[0], notebooks[-1]

    def pass_by(self) -> list[dict[str, Any]]:
        """Let it pass; return what the watch says of each attempt."""
        ada, ben, cyd = (self._sign_in(Student, name) for name in (ADA, BEN, CYD))
        for student, notebook in (
            (ada, self._weak),
            (ben, self._strong),
            (cyd, _hostile(self._strong)),
        ):
            student.list_assignments()
            student.fetch(SET)
            self._answer(student, notebook)
        for student in (cyd, ada, ben):
            student.submit(SET)
        self._picture(ada, "hub-submit")
        self._until(lambda told: _of(told, ADA) and _of(told, BEN))
        ada.fetch_feedback(SET)
        ada.view_feedback(SET)
        self._picture(ada, "hub-feedback")
        ada.list_assignments()
        self._answer(ada, self._strong)
        ada.submit(SET)
        told = self._until(lambda told: len(_of(told, ADA)) == 2 and _of(told, CYD))
        for student in (ada, ben, cyd):
            student.fetch_feedback(SET)
            student.page.wait_for_timeout(3000)
        teacher = self._sign_in(Person, TEACHER)
        teacher.open(f"formgrader/gradebook/{SET}/{SET}").get_by_text("Submission #1").wait_for()
        self._picture(teacher, "hub-formgrader")
        watching = self._browser.new_page(viewport=SIZE)
        watching.goto(f"{self._watch}/still")
        if self._pictures:
            save(watching, self._pictures / "hub-watch.png")
        return told

    def _sign_in(self, kind: type[Any], name: str) -> Any:
        context = self._browser.new_context(viewport=SIZE)
        return kind(context, self._host.address, name, self._host.password)

    def _answer(self, student: Student, notebook: Any) -> None:
        """Write answers into the notebook that the student has fetched."""
        work = home(student.name) / SET / f"{SET}.ipynb"
        nbformat.write(notebook, work)
        shutil.chown(work, student.name, student.name)

    def _picture(self, person: Person, name: str) -> None:
        if self._pictures:
            save(person.page, self._pictures / f"{name}.png")

    def _until(self, done: Any) -> list[dict[str, Any]]:
        deadline = time.monotonic() + PATIENCE
        while True:
            with urllib.request.urlopen(f"{self._watch}/status.json", timeout=60) as answer:  # noqa: S310 - our own
                (state,) = json.load(answer)
            told = [a for a in state["newest"] if a["returned"]]
            if done(told):
                return told
            if time.monotonic() > deadline:
                raise SystemExit(f"no results: {state}")
            time.sleep(0.5)


def _of(told: list[dict[str, Any]], student: str) -> list[dict[str, Any]]:
    return [attempt for attempt in told if attempt["student"] == student]


def _length(notebook: Any) -> int:
    """Return how many answers of the reference are in a made-up notebook."""
    return sum(len(cell.source) for cell in notebook.cells)


def _hostile(notebook: Any) -> Any:
    copy = nbformat.from_dict(json.loads(json.dumps(notebook)))
    for cell in copy.cells:
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = LOOP
    return copy


def main() -> None:
    """Make the host, let the day pass, take it down."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, help="install here, and leave it")
    parser.add_argument("--pictures", type=Path, help="take pictures into this folder")
    arguments = parser.parse_args()
    why = may_run()
    if why:
        raise SystemExit(why)
    with tempfile.TemporaryDirectory(prefix="hub-") as temporary:
        folder = (arguments.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        shutil.rmtree(folder / "exchange", ignore_errors=True)
        host = Host(folder, (ADA, BEN, CYD), _free_port())
        host.install()
        with host.accounts():
            host.configure()
            host.open_class(SET)
            port = _free_port()
            with host.hub(), host.watch(SET, port), sync_playwright() as playwright:
                chromium = shutil.which("chromium") or shutil.which("google-chrome")
                browser = playwright.chromium.launch(
                    executable_path=chromium, args=["--no-sandbox"]
                )
                told = Day(host, browser, port, arguments.pictures).pass_by()
                browser.close()
            tell(told)


def tell(told: list[dict[str, Any]]) -> None:
    """Say who got what, and check it against the files that students have."""
    for a in sorted(told, key=lambda a: (a["student"], a["attempt"])):
        print(f"{a['student']}: attempt {a['attempt']}: {a['score']:g} of {a['most']:g} points, "
              f"{a['waited']} s after it arrived {a['reason']}".rstrip())  # fmt: skip
    for student in (ADA, BEN, CYD):
        pages = list((home(student) / SET / "feedback").glob(f"*/{SET}.html"))
        attempts = len(_of(told, student))
        print(f"{student}: {attempts} attempts, {len(pages)} pages of feedback fetched")
        if len(pages) != attempts:
            raise SystemExit("feedback is missing")


def _free_port() -> int:
    """Return a port that is free, as are the two after it as far as can be told."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
