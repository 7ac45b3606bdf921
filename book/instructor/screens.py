"""Make the pictures of the instructor's guide: ``python book/instructor/screens.py``.

A made-up class is graded and reported on, stock nbgrader's formgrader is opened on it, and a
browser takes the pictures. They go to ``book/instructor/screens/``.
"""

import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path
from socket import create_server

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from coursekit.cli import main as course

PICTURES = Path(__file__).with_name("screens")
SET, STUDENTS = "drift", 40
SIZE = {"width": 1000, "height": 620}


def main() -> None:
    """Make the class, grade it, take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder) / "my-class"
        course(["new", str(room), "--set", SET, "--practice", str(STUDENTS)])
        for command in ("grade", "report"):
            if course([command, SET, "--class", str(room)]) == 2:
                raise SystemExit(f"no pictures without `course {command}`")
        PICTURES.mkdir(exist_ok=True)
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        with sync_playwright() as playwright, formgrader(room) as address:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page(viewport=SIZE)
            take(page, f"{address}/gradebook/{SET}/{SET}", "waiting", "text=Submission #1")
            page.locator("a:has-text('Submission #1')").first.click()
            essay = page.locator(".nbgrader_cell:has(.score)").last
            essay.wait_for()
            essay.scroll_into_view_if_needed()
            save(page, "essay")
            page.goto((room / "reports" / f"{SET}.html").as_uri())
            page.get_by_role("heading", name="All questions").evaluate("e => e.scrollIntoView()")
            save(page, "report")
            page.set_viewport_size({**SIZE, "height": 960})
            page.goto(taught(room / "feedback").as_uri())
            save(page, "feedback")
            browser.close()


def taught(feedback: Path) -> Path:
    """Return the first student's page that tells what a hidden test tries."""
    pages = sorted(feedback.glob(f"*/{SET}/{SET}.html"))
    return next(page for page in pages if "A hidden test did not pass. It " in page.read_text())


@contextmanager
def formgrader(room: Path) -> Iterator[str]:
    """Serve the class's formgrader on a free port."""
    with closing(create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += ["--IdentityProvider.token=", f"--ServerApp.port={port}"]
    address = f"http://127.0.0.1:{port}/formgrader"
    with subprocess.Popen(command, cwd=room, stderr=subprocess.DEVNULL) as server:  # noqa: S603 - our own words
        try:
            for _ in range(120):
                time.sleep(0.5)
                try:
                    urllib.request.urlopen(address, timeout=5).close()
                    break
                except OSError:
                    continue
            yield address
        finally:
            server.terminate()


def take(page: Page, address: str, name: str, shown: str) -> None:
    """Open a page, wait for `shown`, and take its picture."""
    page.goto(address)
    page.locator(shown).first.wait_for()
    save(page, name)


def save(page: Page, name: str) -> None:
    """Save what the browser shows, in few colours."""
    page.wait_for_timeout(1500)
    picture = Image.open(BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(64).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
