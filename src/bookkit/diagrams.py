"""Draw the book's diagrams from their text: ``bookkit diagrams`` (which is ``make diagrams``).

A diagram is a Graphviz file in ``book/diagrams``. No package of the lock brings Graphviz along, so
the drawings are committed beside their text, and the book is built without it. Each drawing
carries the digest of the text and the style that it was made from: :func:`stale` names those that
are of an older one, and a test refuses them.
"""

import re
import shutil
import subprocess
from pathlib import Path

from bookkit.project import BookError, Project, digest

FOLDER = Path("book", "diagrams")
STYLE = "style.gv"
_DIGEST = re.compile(r"<!-- drawn from ([0-9a-f]{64}) -->")


def sources(project: Project) -> list[Path]:
    """Return the texts of all diagrams."""
    folder = project.root / FOLDER
    return sorted(path for path in folder.glob("*.gv") if path.name != STYLE)


def source_digest(source: Path) -> str:
    """Return the digest of a diagram's text with the style that all diagrams share."""
    return digest([source.read_bytes(), (source.parent / STYLE).read_bytes()])


def stale(project: Project) -> list[str]:
    """Name the diagrams whose drawing is missing or was made from another text."""
    found = []
    for source in sources(project):
        drawing = source.with_suffix(".svg")
        told = _DIGEST.search(drawing.read_text("utf-8")) if drawing.is_file() else None
        if told is None or told[1] != source_digest(source):
            found.append(source.stem)
    return found


def draw(project: Project) -> list[str]:
    """Draw the diagrams that are stale and return their names.

    Raises
    ------
    BookError
        If Graphviz is not installed, or does not understand a text.
    """
    names = stale(project)
    dot = shutil.which("dot")
    if names and dot is None:
        raise BookError("drawing needs Graphviz: install it (Debian: apt install graphviz)")
    for name in names:
        source = project.root / FOLDER / f"{name}.gv"
        style = (source.parent / STYLE).read_text("utf-8")
        head, brace, body = source.read_text("utf-8").partition("{")
        run = subprocess.run(  # noqa: S603  (the tool found above, on our own text)
            [str(dot), "-Tsvg"],
            input=f"{head}{brace}\n{style}\n{body}",
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode or not brace:
            raise BookError(f"{source.name} cannot be drawn: {run.stderr.strip()}")
        drawn = run.stdout[run.stdout.index("<svg") :]
        mark = f"<!-- drawn from {source_digest(source)} -->\n"
        source.with_suffix(".svg").write_text(mark + drawn, "utf-8")
    return names
