"""The page that a student gets back: stock nbgrader's, from one cached template.

Stock starts a process and builds the template environment anew for every student; here one
exporter serves a worker's whole life, and what all students' notebooks share (the text of the
exercises, the tests) is rendered once.
"""

import functools
import html
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import nbgrader.server_extensions.formgrader as formgrader
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader import utils
from traitlets.config import Config

from coursekit.alarm import TooLongError, alarm
from coursekit.submission.results import PaperResult

PATIENCE = 30.0
"""Seconds that a page may take."""

_PLAIN = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{name}</title></head>
<body><h1>{name} (Score: {score} / {most})</h1>
<p>This notebook cannot be shown as a page; ask your instructor about it.</p></body></html>
"""
_NO_ALT = re.compile(r"<img (?![^>]*\balt=)")
_FORMGRADER = Path(formgrader.__file__).parent


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
        self._inlining: Any = None

    def _preprocess(self, nb: Any, resources: Any) -> Any:
        """Add the styles; without a course's own steps there is nothing to copy or check for."""
        if not all(isinstance(step, CSSHTMLHeaderPreprocessor) for step in self._preprocessors):
            return super()._preprocess(nb, resources)  # type: ignore[no-untyped-call]
        if self._inlining is None:
            self._inlining = self._preprocessors[-1](nb, resources)[1]["inlining"]
        resources["inlining"] = self._inlining
        return nb, resources

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
        cell = context.get("cell", {})
        if cell.get("attachments"):
            return str(super().markdown2html(context, source))
        if source not in self._rendered:
            if len(self._rendered) > 4096:
                self._rendered.clear()
            self._rendered[source] = str(super().markdown2html(context, source))
        return self._rendered[source]


class Printer:
    """Turns graded notebooks into pages.

    Parameters
    ----------
    config
        The course's nbgrader configuration: a template of the course's own is honoured.
    """

    def __init__(self, config: Config) -> None:
        settings = Config(config)
        settings.Exporter.default_preprocessors = []
        if "template_name" not in config.HTMLExporter:
            settings.HTMLExporter.template_name = "feedback"
        if "extra_template_basedirs" not in config.HTMLExporter:
            settings.HTMLExporter.extra_template_basedirs = [str(_FORMGRADER / "templates")]
        css = _FORMGRADER / "static" / "node_modules" / "bootstrap" / "dist" / "css"
        settings.HTMLExporter.extra_template_paths = [str(css)]
        exporter: Any = _Exporter(config=settings)
        self._exporter = exporter
        exporter.register_preprocessor(CSSHTMLHeaderPreprocessor, enabled=True)

    def page(
        self,
        student: str,
        assignment: str,
        paper: PaperResult,
        before: dict[str, dict[str, Any]],
    ) -> str:
        """Return the page of one notebook.

        Parameters
        ----------
        before
            What graders have set by hand: per cell ``manual``, ``extra`` and ``comment``.
        """
        notebook = nbformat.from_dict(json.loads(paper.notebook))
        total = most = 0.0
        for cell in notebook.cells:
            marks = cell.metadata.get("nbgrader", {})
            name = marks.get("grade_id")
            by_hand = before.get(name, {})
            if utils.is_solution(cell) or utils.is_task(cell):
                marks["comment"] = by_hand.get("comment") or paper.comments.get(name)
            if utils.is_grade(cell) or utils.is_task(cell):
                score = by_hand.get("manual")
                if score is None:
                    score = paper.scores.get(name) or 0.0
                marks["score"] = score + (by_hand.get("extra") or 0.0)
                total += marks["score"]
                most += marks["points"]
        penalty = paper.late_penalty or 0.0
        resources = {
            "nbgrader": {
                "student": student,
                "assignment": assignment,
                "notebook": paper.name,
                "score": total - penalty,
                "max_score": most,
                "late_penalty": penalty,
            },
            "unique_key": paper.name,
            "output_files_dir": f"{paper.name}_files",
        }
        try:
            with alarm(PATIENCE):
                page, _ = self._exporter.from_notebook_node(notebook, resources)
                return str(page)
        except (TooLongError, Exception):  # a student's text must not cost the student's points
            return _PLAIN.format(
                name=html.escape(paper.name), score=f"{total - penalty:g}", most=f"{most:g}"
            )
