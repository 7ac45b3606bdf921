"""Every work is listed once, and every listed work is cited."""

import re
from collections import Counter
from pathlib import Path

BOOK = Path(__file__).parents[2] / "book"


def listed() -> Counter[str]:
    files = (BOOK / "references").glob("*.bib")
    return Counter(
        key
        for file in files
        for key in re.findall(r"^@\w+\{([^,\s]+),", file.read_text("utf-8"), re.M)
    )


def cited() -> set[str]:
    roles = [re.findall(r"\{cite:\w+\}`([^`]+)`", p.read_text("utf-8")) for p in BOOK.rglob("*.md")]
    return {key.strip() for page in roles for keys in page for key in keys.split(",")}


def test_no_work_is_listed_twice() -> None:
    twice = [key for key, times in listed().items() if times > 1]
    assert not twice, f"move what two chapters cite to references/common.bib: {twice}"


def test_what_is_listed_is_cited_and_what_is_cited_is_listed() -> None:
    assert listed().keys() == cited()
