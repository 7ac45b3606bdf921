"""Files and folders written beside their place, then renamed; what lies in one of feedback."""

import shutil
from collections.abc import Mapping
from pathlib import Path

BESIDE = ("timestamp.txt", "submission_secret.txt")
"""What ``nbgrader release_feedback`` needs beside the pages."""


def feedback(pages: Mapping[str, str], handed_in: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a folder of feedback: pages by notebook, and what belongs beside them."""
    made = {f"{name}.html": page.encode() for name, page in pages.items() if page}
    return made | {name: handed_in[name] for name in BESIDE if name in handed_in}


def put(folder: Path, files: Mapping[str, bytes], permissions: int) -> None:
    """Put `files` in place of whatever was in `folder`, all at once."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    try:
        for name, data in files.items():
            target = fresh / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            target.chmod(permissions)
        if folder.exists():
            shutil.rmtree(folder)
        fresh.rename(folder)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def put_file(path: Path, data: bytes) -> None:
    """Put `data` in place of whatever was in the file, all at once."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
