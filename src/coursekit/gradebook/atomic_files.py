"""Files and folders written beside their place, then renamed: whole or not at all."""

import shutil
from collections.abc import Mapping
from pathlib import Path


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
