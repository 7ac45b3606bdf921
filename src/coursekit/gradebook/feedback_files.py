"""What lies in a folder of feedback: pages, and what nbgrader wants beside them."""

from collections.abc import Mapping

BESIDE = ("timestamp.txt", "submission_secret.txt")
"""What ``nbgrader release_feedback`` needs beside the pages."""


def feedback_files(pages: Mapping[str, str], handed_in: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a folder of feedback: pages by notebook, and what belongs beside them."""
    made = {f"{name}.html": page.encode() for name, page in pages.items() if page}
    return made | {name: handed_in[name] for name in BESIDE if name in handed_in}
