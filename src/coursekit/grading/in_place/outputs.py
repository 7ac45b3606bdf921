"""What one cell displays, collected by the rules of stock's client (`nbclient`), and bounded.

What decides a score always has room: the first error, the first result and the first text on
standard error are kept however much else a cell displays.
"""

import base64
import io
import json
from typing import Any, Final

Output = dict[str, Any]

MAX_OUTPUTS: Final = 500
MAX_TEXT: Final = 200_000
MAX_RICH: Final = 4 << 20
MAX_LINES: Final = 60
"""Lines of a traceback that are kept, the last ones."""

LONGEST_PLAIN: Final = 2_000
"""Characters of a plain text that stands for a display that is too large."""


class Outputs:
    """The outputs of the cell that runs, in order, as nbformat has them.

    Attributes
    ----------
    cut
        Whether something had no room.
    """

    def __init__(self) -> None:
        self.clear_all()

    def clear_all(self) -> None:
        """Begin with another cell."""
        self._list: list[Output] = []
        self._waiting = self.cut = False
        self._text_left, self._rich_left = MAX_TEXT, MAX_RICH
        self._named: dict[str, list[Output]] = {}
        self._decisive: set[str] = set()

    def write(self, stream: str, text: str) -> None:
        """Add text of a stream to what it has written last, if nothing came between."""
        self._clear_if_due()
        if len(text) > self._text_left:
            self.cut, text = True, text[: self._text_left]
        self._text_left -= len(text)
        last = self._list[-1] if self._list else {}
        if last.get("name") == stream:
            last["text"].append(text)
        elif text or stream == "stderr":
            self._add({"output_type": "stream", "name": stream, "text": [text]}, stream)

    def show(
        self,
        kind: str,
        data: dict[str, Any],
        metadata: dict[str, Any],
        name: str | None = None,
        **more: Any,
    ) -> None:
        """Add a display or a result; `name` lets `update` find it again."""
        self._clear_if_due()
        output = {
            "output_type": kind, "data": self._bounded(data), "metadata": plain(metadata), **more,
        }  # fmt: skip
        if name is not None:
            self._named.setdefault(name, []).append(output)
        self._add(output, kind)

    def update(self, name: str, data: dict[str, Any], metadata: dict[str, Any]) -> None:
        """Let what was shown under a name show something else."""
        for output in self._named.get(name, ()):
            output["data"], output["metadata"] = self._bounded(data), plain(metadata)

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        """Add an error."""
        self._clear_if_due()
        lines = [str(line)[:MAX_TEXT] for line in traceback[-MAX_LINES:]]
        value = value[:MAX_TEXT]
        self._add({"output_type": "error", "ename": name, "evalue": value, "traceback": lines},
                  "error")  # fmt: skip

    def clear(self, wait: bool) -> None:
        """Do what ``clear_output`` asks for: at once, or when the next output comes."""
        if wait:
            self._waiting = True
        else:
            self._list.clear()

    def has_error(self, name: str) -> bool:
        """Whether an error of that name was shown."""
        return any(o["output_type"] == "error" and o["ename"] == name for o in self._list)

    def finished(self) -> list[Output]:
        """Return the outputs, each stream's text in one piece."""
        return [
            o | {"text": "".join(o["text"])} if o["output_type"] == "stream" else o
            for o in self._list
        ]

    def _clear_if_due(self) -> None:
        if self._waiting:
            self._list.clear()
            self._waiting = False

    def _add(self, output: Output, kind: str) -> None:
        decides = kind in {"error", "execute_result", "stderr"} and kind not in self._decisive
        if len(self._list) >= MAX_OUTPUTS and not decides:
            self.cut = True
            return
        self._decisive.add(kind)
        self._list.append(output)

    def _bounded(self, data: dict[str, Any]) -> dict[str, Any]:
        data = plain(data)
        size = sum(len(v) if isinstance(v, str) else 1_000 for v in data.values())
        if size > self._rich_left:
            self.cut = True
            return {"text/plain": str(data.get("text/plain", ""))[:LONGEST_PLAIN]}
        self._rich_left -= size
        return data


def plain(bundle: Any) -> dict[str, Any]:
    """Return a bundle of displays as JSON has it: pictures as base64."""
    made = {}
    for kind, value in dict(bundle).items():
        if isinstance(value, bytes):
            value = base64.b64encode(value).decode()
        elif not isinstance(value, str):
            value = json.loads(json.dumps(value, default=str))
        made[str(kind)] = value
    return made


class Stream(io.TextIOBase):
    """Stands in for ``sys.stdout`` or ``sys.stderr``."""

    encoding = "UTF-8"
    errors = None

    def __init__(self, name: str, descriptor: int, outputs: Outputs) -> None:
        self.name, self._descriptor, self._outputs = name, descriptor, outputs

    def fileno(self) -> int:
        """Return the descriptor that commands and C code write to."""
        return self._descriptor

    def isatty(self) -> bool:
        """Return False: no terminal."""
        return False

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, text: str) -> int:
        """Take text of the cell."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if text:
            self._outputs.write(self.name, text)
        return len(text)
