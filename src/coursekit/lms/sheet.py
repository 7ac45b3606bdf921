"""CSV files that spreadsheets and learning management systems read and write."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.gradebook.atomic_files import put_file

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
MAX_BYTES = 64 << 20

# A cell is a formula if it begins so; a cell may also begin where a spreadsheet with another
# separator, in another country, would cut this one in two.
_FORMULA = re.compile(r"""(^|[,;\t\r\n])([\s"]*)(?=[=+\-@＝＋－＠])""")  # noqa: RUF001 - wide signs too
_NUMBER = re.compile(r"[+-]?[\d.,]*")


@dataclass
class Sheet:
    """A table of text.

    `header` names the columns; every row is as long as it.
    """

    header: list[str]
    rows: list[list[str]] = field(default_factory=list)
    separator: str = ","

    @classmethod
    def read(cls, path: Path) -> "Sheet":
        """Read a CSV file in UTF-8 or UTF-16, separated by commas, semicolons or tabs.

        Raises
        ------
        CourseError
            If it cannot be read as such a file.
        """
        text = _text(path)
        try:
            separator = max(SEPARATORS.values(), key=lambda s: len(next(_reader(text, s), [])))
            header, *rows = [row for row in _reader(text, separator) if any(map(str.strip, row))]
        except csv.Error as error:
            raise CourseError(f"{path} is no CSV file: {error}") from error
        except ValueError as error:
            raise CourseError(f"{path} is empty") from error
        for number, row in enumerate(rows, start=2):
            if any(row[len(header) :]):
                raise CourseError(
                    f"{path}: row {number} has more cells than the header has names; "
                    "put text with separators in quotes"
                )
            row[:] = (row + [""] * len(header))[: len(header)]
        return cls([name.strip() for name in header], rows, separator)

    def column(self, *names: str) -> int | None:
        """Return the position of the first of `names` that heads a column, in any case."""
        headed = {name.casefold(): place for place, name in reversed([*enumerate(self.header)])}
        return next((headed[n.casefold()] for n in names if n.casefold() in headed), None)

    def write(self, path: Path, mark: bool = True) -> None:
        """Write the table as UTF-8, by default with the byte order mark that Excel asks for.

        Raises
        ------
        CourseError
            If the file cannot be written; what was there is left as it is then.
        """
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=self.separator).writerows([self.header, *self.rows])
        try:
            put_file(path, text.getvalue().encode("utf-8-sig" if mark else "utf-8"))
        except OSError as error:
            raise CourseError(f"cannot write {path}: {error.strerror}") from error


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CourseError(f"cannot read {path}: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise CourseError(f"{path} is larger than {MAX_BYTES >> 20} MB: it is no list of a class")
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise CourseError(
            f"{path} is not in UTF-8: export it again, or save it as 'CSV UTF-8' in the spreadsheet"
        ) from error


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def harmless(text: str) -> str:
    """Return the text so that no spreadsheet runs it: an apostrophe before what is a formula.

    Numbers and lone signs stay as they are.
    """
    return text if _NUMBER.fullmatch(text) else _FORMULA.sub(r"\1\2'", text)


def number(text: str) -> float | None:
    """Return the value of a cell with a decimal point or comma, None if it is not a number."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if value - value == 0 else None


def points(value: float) -> str:
    """Write points so that every system reads them: a point, at most five decimals."""
    return f"{value:.5f}".rstrip("0").rstrip(".") if value else "0"
