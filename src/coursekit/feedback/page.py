"""The page that a student gets back: points and lessons by question, above the notebook.

Stock starts a process and builds the template environment anew for every student; here one
exporter serves a worker's whole life, and what all students' notebooks share (the text of the
exercises, the tests) is rendered once.
"""

import functools
import html
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbgrader import utils
from traitlets.config import Config

from coursekit.alarm import TooLongError, alarm
from coursekit.assignment.outline import Asked
from coursekit.feedback.formulas import rendered
from coursekit.feedback.questions import Mark, summed

PATIENCE = 30.0
"""Seconds that a page may take."""

_PLAIN = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{name}</title></head>
<body><h1>{name}: {score} of {most} points</h1>
<p>This notebook cannot be shown as a page; ask your instructor about it.</p></body></html>
"""
_NO_ALT = re.compile(r"<img (?![^>]*\balt=)")
_TEMPLATES = Path(__file__).parent / "templates"


class _Exporter(HTMLExporter):
    """Renders the same text once: most of a notebook is the same for the whole class."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)  # type: ignore[no-untyped-call]  # nbconvert has few types
        highlighter: Any = Highlight2HTML
        paint = highlighter(pygments_lexer="ipython3", parent=self)

        @functools.lru_cache(maxsize=4096)
        def painted(source: str, language: str | None) -> str:
            return str(paint(source, language=language))

        def highlight(source: str, language: str | None = None, metadata: Any = None) -> str:
            del metadata
            return painted(source, language)

        self.filters = {**self.filters, "highlight_code": highlight}
        self._rendered: dict[str, str] = {}

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> Any:
        """Fill the template, without the pass over its HTML that takes longer than the filling.

        (It gives pictures an alternative text and makes cells of the newer templates
        focusable; the first is done here, the second does not concern this template.)
        """
        untyped: Any = self
        widgets: Any = WidgetsDataTypeFilter
        resources = untyped._init_resources(resources)
        shown = widgets(notebook_metadata={}, parent=self, resources=resources)
        untyped.register_filter("highlight_code", self.filters["highlight_code"])
        untyped.register_filter("filter_data_type", shown)
        page, resources = super(HTMLExporter, self).from_notebook_node(nb, resources, **kw)
        return _NO_ALT.sub('<img alt="An output of this notebook" ', page), resources

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Return Markdown as HTML, with formulas in MathML."""
        cell = context.get("cell", {})
        if cell.get("attachments"):
            return rendered(source, cell["attachments"])
        if source not in self._rendered:
            if len(self._rendered) > 4096:
                self._rendered.clear()
            self._rendered[source] = rendered(source, {})
        return self._rendered[source]


class Printer:
    """Turns graded notebooks into pages.

    Parameters
    ----------
    config
        The course's nbgrader configuration: a template of the course's own is honoured.
    site
        Address of the book that teaches the questions, for links to it; empty where unknown.
    """

    def __init__(self, config: Config, site: str = "") -> None:
        settings = Config(config)
        settings.Exporter.default_preprocessors = []
        if "template_name" not in config.HTMLExporter:
            settings.HTMLExporter.template_name = "questions"
        if "extra_template_basedirs" not in config.HTMLExporter:
            settings.HTMLExporter.extra_template_basedirs = [str(_TEMPLATES)]
        self._exporter: Any = _Exporter(config=settings)
        self._site = site
        self._style = (_TEMPLATES / "questions" / "style.css").read_text(encoding="utf-8")

    def page(
        self,
        name: str,
        text: str,
        asked: Sequence[Asked],
        marks: Mapping[str, Mark],
        penalty: float | None = None,
        **more: str,
    ) -> str:
        """Return the page of one notebook.

        Parameters
        ----------
        name
            The notebook's.
        text
            The autograded notebook, as JSON.
        asked
            The questions of the instructor's notebook.
        marks
            What each cell has earned.
        penalty
            Points off for being late.
        more
            ``student`` and ``assignment``, for a template of the course's own.
        """
        notebook = nbformat.from_dict(json.loads(text))
        for cell in notebook.cells:
            own = cell.metadata.get("nbgrader")
            if own is None:
                continue
            mark = marks.get(own.get("grade_id"), Mark(0.0))
            if utils.is_solution(cell) or utils.is_task(cell):
                own["comment"] = mark.comment
            if utils.is_grade(cell) or utils.is_task(cell):
                own["score"], own["waits"] = mark.score, mark.waits
                own["silent"] = mark.is_silent
        questions = summed(notebook.cells, asked, marks, self._site)
        earned = sum(q.earned for q in questions) - (penalty or 0.0)
        most = sum(q.most for q in questions)
        resources = {
            "nbgrader": {
                **more,
                "notebook": name,
                "score": earned,
                "max_score": most,
                "waiting": sum(q.waiting for q in questions),
                "late_penalty": penalty or 0.0,
                "questions": questions,
                "failed": [q for q in questions if q.messages],
            },
            "style": self._style,
            "unique_key": name,
            "output_files_dir": f"{name}_files",
        }
        try:
            with alarm(PATIENCE):
                page, _ = self._exporter.from_notebook_node(notebook, resources)
                return str(page)
        except (TooLongError, Exception):  # a student's text must not cost the student's points
            return _PLAIN.format(name=html.escape(name), score=f"{earned:g}", most=f"{most:g}")
