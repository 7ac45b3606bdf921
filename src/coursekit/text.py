"""Text from outside, fit for a terminal or a message."""


def shown(text: str, longest: int = 200) -> str:
    """Return text on one short line, without what could act on a terminal.

    A line break within it becomes a space.
    """
    safe = "".join(
        c if c.isprintable() else " " if c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text
    )
    return safe if len(safe) <= longest else f"{safe[: longest - 1]}…"
