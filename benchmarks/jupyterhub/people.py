"""What people do in their browsers, with pictures taken on the way."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

PATIENCE = 240_000
"""Milliseconds: a busy machine is no failure."""

SIZE = {"width": 1000, "height": 620}


class Person:
    """Somebody signed in to the hub."""

    def __init__(self, context: BrowserContext, hub: str, name: str, password: str) -> None:
        context.set_default_timeout(PATIENCE)
        self.name, self._hub = name, hub
        self.page = context.new_page()
        self.page.goto(f"{hub}/hub/login")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill(password)
        self.page.locator("#login_submit").click()
        self.page.locator("#jp-main-dock-panel, .jp-LabShell").first.wait_for()

    def open(self, path: str) -> Page:
        """Open a page of the person's own server."""
        self.page.goto(f"{self._hub}/user/{self.name}/{path}")
        return self.page


class Student(Person):
    """Somebody who hands in through nbgrader's list of assignments."""

    def list_assignments(self) -> None:
        """Choose Nbgrader > Assignment List."""
        self.page.locator(".lm-MenuBar-itemLabel", has_text="Nbgrader").click()
        self.page.locator(".lm-Menu-itemLabel", has_text="Assignment List").click()
        self.page.locator("#released_assignments_list").wait_for()

    def row(self, part: str, name: str) -> Locator:
        """Return the row of a set in one of the list's three parts."""
        return self.page.locator(f"#{part}_assignments_list .list_item", has_text=name).first

    def fetch(self, name: str) -> None:
        """Press Fetch."""
        self.row("released", name).get_by_role("button", name="Fetch").click()
        self.row("fetched", name).get_by_role("button", name="Submit").wait_for()

    def submit(self, name: str) -> None:
        """Press Submit."""
        before = self.stamps()
        self.row("fetched", name).get_by_role("button", name="Submit").click()
        expect(self.page.locator("#submitted_assignments_list")).not_to_have_text(before)

    def stamps(self) -> str:
        """Return what the list of hand-ins says."""
        return self.page.locator("#submitted_assignments_list").inner_text()

    def fetch_feedback(self, name: str) -> None:
        """Press Fetch Feedback."""
        self.row("submitted", name).get_by_role("button", name="Fetch Feedback").click()

    def view_feedback(self, name: str) -> None:
        """Open the folder of an attempt's feedback, and the page in it."""
        self.row("submitted", name).get_by_text("(view feedback)").first.click()
        self.page.locator(".jp-DirListing-item", has_text=f"{name}.html").dblclick()
        frame = self.page.frame_locator(".jp-HTMLViewer iframe")
        frame.get_by_role("heading").first.wait_for()


def save(page: Page, where: Path, look: Callable[[Page], object] | None = None) -> None:
    """Save what a browser shows, in few colours."""
    if look is not None:
        look(page)
    page.wait_for_timeout(1500)
    picture = Image.open(BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(64).save(where, optimize=True)
