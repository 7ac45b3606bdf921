"""The book as a reader and a writer meet it, beside a stock Jupyter Book of the same theme.

    python benchmarks/book.py            # site weight, rebuild times; needs a built book
    python benchmarks/book.py --cold     # also executes the whole book from nothing

Rebuilds run in a copy of the repository, so that nothing here is touched. The stock book holds
one page of the same kind (code, table, figure, mathematics) under Jupyter Book's own defaults.
"""

import argparse
import gzip
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from playwright.sync_api import Browser, Request, sync_playwright

ROOT = Path(__file__).parents[1]
COPIED = (
    "book",
    "exercises",
    "src",
    "_config.yml",
    "_toc.yml",
    "requirements.txt",
    "pyproject.toml",
    "README.md",
)
STOCK_PAGE = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# A page

$$ x_i = \\frac{1}{n} \\sum_j y_j $$

```{code-cell} ipython3
import matplotlib.pyplot as plt
import pandas as pd

pd.DataFrame({"a": range(5)})
```

```{code-cell} ipython3
plt.plot([1, 2, 3]);
```
"""


def seconds(command: list[str], folder: Path) -> float:
    """Run a command that must succeed and return how long it took."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start


def first_view(browser: Browser, page_file: Path) -> dict[str, float]:
    """Open a page from its folder, without scrolling, and say what it asked for."""
    asked: list[Request] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("request", lambda request: asked.append(request))
    page.goto(page_file.as_uri(), wait_until="networkidle")
    urls = {request.url.split("?")[0] for request in asked}
    context.close()
    local = [Path(url.removeprefix("file://")) for url in urls if url.startswith("file:")]
    weight = sum(len(gzip.compress(path.read_bytes(), 6)) for path in local if path.is_file())
    return {
        "kB compressed": weight / 1000,
        "requests": len(asked),
        "to other hosts": sum(not url.startswith(("file:", "data:")) for url in urls),
    }


def stock_book(folder: Path) -> Path:
    """Build one page with Jupyter Book's defaults and return it."""
    folder.mkdir()
    (folder / "_config.yml").write_text("title: Stock\n")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (folder / "index.md").write_text(STOCK_PAGE)
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    seconds([str(jupyter_book), "build", "."], folder)
    return folder / "_build" / "html" / "index.html"


def weights(browser: Browser, stock: Path) -> pd.DataFrame:
    """Compare first views: every page of the book against the stock page."""
    site = ROOT / "_build" / "html"
    pages = [*(site / "book").rglob("*.html"), *(site / "exercises").rglob("*.html")]
    ours = pd.DataFrame([first_view(browser, page) for page in pages])
    table = pd.DataFrame(
        {
            "median page": ours.median(),
            "heaviest page": ours.max(),
            "stock page": pd.Series(first_view(browser, stock)),
        }
    ).T
    table["weight against stock"] = table["kB compressed"] / table["kB compressed"]["stock page"]
    return table.round(2)


def rebuilds(copy: Path, *, cold: bool) -> pd.DataFrame:
    """Time builds in a copy of the repository."""
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, copy / name)
    build = [sys.executable, "-m", "bookkit", "build"]
    rows = {}
    if cold:
        rows["cold: every page executed"] = seconds(build, copy)
    else:
        shutil.copytree(ROOT / "_build", copy / "_build")
        (copy / "_build" / "state.json").unlink()
        seconds(build, copy)  # the folder is another one: read the pages anew, run none
    rows["nothing changed"] = statistics.median(seconds(build, copy) for _ in range(3))
    page = copy / "book" / "index.md"
    page.write_text(page.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
    rows["a change of prose"] = seconds(build, copy)
    return pd.DataFrame({"seconds": rows}).round(1)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cold", action="store_true", help="execute the whole book from nothing")
    arguments = parser.parse_args()
    if not (ROOT / "_build" / "html" / "index.html").is_file():
        sys.exit("there is no built book: run 'make book' first")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        stock = stock_book(Path(folder, "stock"))
        chromium = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
        if chromium is None:
            sys.exit("this needs Chromium or Chrome on the path")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        print("First view of a page\n", weights(browser, stock).to_string(), "\n")
        browser.close()
        copy = Path(folder, "copy")
        copy.mkdir()
        print("Builds\n", rebuilds(copy, cold=arguments.cold).to_string())


if __name__ == "__main__":
    main()
