"""Hints in stages, for the page of a set on the site: never in the notebook that is graded.

``solutions/<set>/hints.yml`` holds, by question::

    density:
      page: book/netflix/sparsity
      idea: A pair counts once, however many events it has.
      step: Count the different pairs, then divide by users times items.
      code: 'log.groupby(["user", "item"]).ngroups'

and by written answer two samples, of full marks and of less, each with what it earns: of `five`
and `two` points, or of `two` and `one`::

    interview:
      page: book/netflix/interviews
      five: {memo: ..., why: ...}
      two: {memo: ..., why: ...}
"""

from pathlib import Path
from typing import Any

import yaml

from coursekit.errors import CourseError

STAGES = ("idea", "step", "code")
WRITTEN = (("five", "two"), ("two", "one"))
"""The samples of a written answer: of five points, or of two."""

_KEYS = ({"page", *STAGES}, *({"page", *pair} for pair in WRITTEN))


def read_hints(path: Path) -> dict[str, dict[str, Any]]:
    """Read ``hints.yml``; a missing file holds none.

    Returns
    -------
    dict
        By question its entry, in the form shown at the top of this module.

    Raises
    ------
    CourseError
        If the file does not have that form.
    """
    if not path.is_file():
        return {}
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as error:
        raise CourseError(f"{path}: not YAML: {error}") from error
    for question, entry in found.items() if isinstance(found, dict) else [("the file", found)]:
        if not _is_entry(entry):
            raise CourseError(
                f"{path}: {question}: needs the texts page, {', '.join(STAGES)}; a written answer "
                f"page, {' or '.join(' and '.join(pair) for pair in WRITTEN)}, each with memo and why"
            )
    return dict(found)


def _is_entry(entry: Any) -> bool:
    if not isinstance(entry, dict) or set(entry) not in _KEYS:
        return False
    samples = {key for pair in WRITTEN for key in pair} & set(entry)
    texts = [entry[key] for key in entry if key not in samples]
    for sample in (entry[key] for key in samples):
        if not isinstance(sample, dict) or set(sample) != {"memo", "why"}:
            return False
        texts += sample.values()
    return all(isinstance(text, str) and text.strip() for text in texts)
