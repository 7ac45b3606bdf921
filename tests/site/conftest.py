"""A real browser, the site served as GitHub Pages would, and what no page may do."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = [
    "--no-sandbox",  # a container runs as root, where Chromium's own sandbox refuses to start
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: the site was not tried in a browser")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(site: Path, home: Path) -> Iterator[str]:
    (home / "data-before-models").symlink_to(site, target_is_directory=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(home)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/data-before-models/"
    server.shutdown()


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Serve a site from a sub-path, as a project's page on GitHub is; return its address."""
    with ExitStack() as servers:
        yield lambda site: servers.enter_context(serving(site, tmp_path_factory.mktemp("www")))


@pytest.fixture(scope="session")
def served(site: Path, serve: Callable[[Path], str]) -> str:
    return serve(site)


SETTLED = """async () => {
  const runs = a => a.playState === "running" && a.effect.getComputedTiming().endTime !== Infinity;
  const name = a => a.animationName ?? a.transitionProperty;
  let calm = 0, moving = [];
  // A promise of the next frame, or of an animation's end, may never be kept: a clock's is.
  for (let turn = 0; calm < 3; turn++) {
    if (turn > 400) throw new Error(`still moving: ${moving.map(name)}`);
    await new Promise(done => setTimeout(done, 25));
    moving = document.getAnimations().filter(runs);
    calm = moving.length ? 0 : calm + 1;
  }
}"""


@pytest.fixture(scope="session")
def settle() -> Callable[[Page], None]:
    """Wait until all that fades or slides has ended, however busy the machine is."""
    return lambda page: page.evaluate(SETTLED)


@pytest.fixture
def asked() -> list[str]:
    """Every address that the visited pages ask for."""
    return []


@pytest.fixture
def visit(browser: Browser, asked: list[str]) -> Iterator[Callable[..., Page]]:
    """Open a page; the test fails if it asks another host for anything or logs an error."""
    contexts, faults, homes = [], [], []

    def open_page(address: str, *, viewport=DESKTOP, theme="light", script=True) -> Page:
        context = browser.new_context(
            viewport=viewport, color_scheme=theme, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        homes.append("{0.scheme}://{0.netloc}/".format(urlsplit(address)))
        page.on("request", lambda r: asked.append(r.url))
        if script:  # without scripts, the browser gives up those that the page announced
            page.on("requestfailed", lambda r: faults.append(f"failed {r.url}"))
        page.on("response", lambda r: r.status < 400 or faults.append(f"{r.status} {r.url}"))
        page.on("pageerror", lambda error: faults.append(f"error {error}"))
        page.on("console", lambda m: m.type not in ("error", "warning") or faults.append(m.text))
        page.goto(address, wait_until="load")
        return page

    yield open_page
    faults += [url for url in asked if not url.startswith((*homes, "data:", "blob:"))]
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="session")
def scroll_through() -> Callable[[Page], None]:
    """Scroll a page from top to bottom, so that whatever waits to be seen appears."""

    def scroll(page: Page) -> None:
        for chart in page.locator(".chart").all():
            chart.scroll_into_view_if_needed()
            chart.locator("[role=img] svg").last.wait_for()
        page.keyboard.press("End")
        page.evaluate("scrollTo(0, 0)")
        page.wait_for_function("!window.MathJax || !!MathJax.startup?.promise")
        page.evaluate("window.MathJax ? MathJax.startup.promise.then(() => 0) : 0")

    return scroll
