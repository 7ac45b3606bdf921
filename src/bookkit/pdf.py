"""Print the whole book into one PDF: ``bookkit pdf``.

Sphinx writes the book as one page, which Chromium prints: with the site's own styles, figures and
mathematics, tagged for screen readers, and with an outline. No TeX is needed.
"""

import shutil

from playwright.sync_api import sync_playwright

from bookkit.build import build, run_sphinx
from bookkit.project import BookError, Project
from bookkit.site import front, mathjax

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def write_pdf(project: Project) -> bool:
    """Bring the site up to date and print it; return whether that succeeded.

    Raises
    ------
    BookError
        If there is no Chromium to print with.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise BookError("printing needs Chromium or Chrome on the path")
    if not build(project):
        return False
    one_page, root = project.build / "singlehtml", next(iter(project.pages))
    shutil.rmtree(one_page, ignore_errors=True)
    if not run_sphinx(project, one_page, "singlehtml"):
        return False
    mathjax.copy_files(one_page)
    # Sphinx puts the page where its landing page lies, but writes addresses as from the top.
    whole = (one_page / f"{root}.html").rename(one_page / "whole-book.html")
    target = project.build / "data-before-models.pdf"
    with sync_playwright() as playwright:
        # A container runs as root, where Chromium's own sandbox refuses to start.
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page()
        page.set_default_timeout(300_000)
        page.goto(whole.as_uri())
        page.evaluate("window.MathJax ? MathJax.startup.promise.then(() => 0) : 0")
        page.pdf(path=target, format="A4", print_background=True, tagged=True, outline=True)
        chromium.close()
    front.add_pdf(project.html, root, target)
    print(f"Printed {target}, and linked it from the landing page")
    return True
