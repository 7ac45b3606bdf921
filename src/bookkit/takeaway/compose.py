"""Put a page's text, code and results together into one notebook."""

from collections.abc import Callable, Iterator, Sequence

import nbformat
from nbformat import NotebookNode, v4

from bookkit.takeaway.code import standalone
from bookkit.takeaway.pictures import png
from bookkit.takeaway.prose import CellMark, Piece, pieces

SVG, PNG = "image/svg+xml", "image/png"
KEPT_OUTPUT = (PNG, "text/html", "text/latex", "text/plain", "application/vnd.vegalite.v5+json")
INSTALL = """\
# On Colab only: install the package that this page imports.
import sys

if "google.colab" in sys.modules:
    %pip install --quiet "{source}"
"""


def compose(
    executed: NotebookNode,
    body: str,
    shown: Sequence[int],
    address: Callable[[str], str],
    source: str,
) -> NotebookNode:
    """Return a page as a notebook that needs nothing but the package installed.

    Parameters
    ----------
    executed
        The page's notebook with its outputs.
    body
        The page's article as HTML.
    shown
        Indices of the cells of ``executed`` that the page shows, in its order.
    address
        Turns a link of the page into one that leads there from a notebook.
    source
        What ``pip install`` is given to install the package; empty where no repository is known.

    Raises
    ------
    ValueError
        If the page shows another number of cells than ``shown`` names.
    """
    notebook: NotebookNode = v4.new_notebook(metadata=executed.metadata)
    notebook.metadata.pop("source_map", None)
    notebook.cells = [*_opening(source), *_body(executed, body, shown, address)]
    for number, cell in enumerate(notebook.cells):  # else each build gives them random names
        cell.id = f"cell-{number}"
    nbformat.validate(notebook)
    return notebook


def _opening(source: str) -> Iterator[NotebookNode]:
    told = (
        f'`pip install "{source}"`' if source else "`make setup` in a copy of the book's repository"
    )
    yield v4.new_markdown_cell(
        "*A page of **Data Before Models** as a notebook. Its numbers and figures are those of the "
        f"book until you run it. To run it, install the package that it imports: {told}.*"
    )
    if source:
        yield v4.new_code_cell(INSTALL.format(source=source))


def _body(
    executed: NotebookNode, body: str, shown: Sequence[int], address: Callable[[str], str]
) -> Iterator[NotebookNode]:
    """Yield the page's cells; those that it does not show stand before the next that it does."""
    waiting = [i for i, cell in enumerate(executed.cells) if cell.cell_type == "code"]
    expected = list(shown)
    for piece in pieces(body, address):
        if isinstance(piece, CellMark):
            if not expected:
                raise ValueError(f"the page shows more than the {len(shown)} cells named")
            last = expected.pop(0)
            while waiting and waiting[0] <= last:
                yield from _code(executed.cells[waiting.pop(0)])
        else:
            yield _text(piece)
    if expected:
        raise ValueError(f"the page does not show its cells {expected}")
    for index in waiting:
        yield from _code(executed.cells[index])


def _text(piece: Piece) -> NotebookNode:
    cell: NotebookNode = v4.new_markdown_cell(piece.markdown)
    if piece.pictures:
        cell.attachments = {name: {PNG: picture} for name, picture in piece.pictures.items()}
    return cell


def _code(cell: NotebookNode) -> Iterator[NotebookNode]:
    source = standalone(cell.source)
    if not source:
        return
    outputs = [_output(output) for output in cell.outputs if _is_shown(output)]
    yield v4.new_code_cell(source, outputs=outputs, execution_count=cell.execution_count)


def _is_shown(output: NotebookNode) -> bool:
    """Tell outputs from the numbers handed over to the text, which have a format of their own."""
    data = output.get("data", {})
    return output.output_type == "stream" or any(kind in data for kind in (*KEPT_OUTPUT, SVG))


def _output(output: NotebookNode) -> NotebookNode:
    if "data" not in output:
        return output
    data = {kind: value for kind, value in output.data.items() if kind in KEPT_OUTPUT}
    if SVG in output.data:
        data[PNG] = png(output.data[SVG])
    count = {"execution_count": output.execution_count} if "execution_count" in output else {}
    kept: NotebookNode = v4.new_output(output.output_type, data=data, metadata={}, **count)
    return kept
