"""The audit's report, for a terminal."""

from coursekit.audit.checks import QuestionReport, SetReport

_HEAD = ("question", "points", "accepted", "rejected", "mutants killed")


def report_text(report: SetReport, verbose: bool = False) -> str:
    """Format a set's table and problems; ``verbose`` adds survivors and what students read."""
    rows = [_HEAD, *(_row(question) for question in report.questions)]
    total = (
        "all",
        f"{sum(q.points for q in report.questions):g}",
        _of([q.accepted for q in report.questions]),
        _of([q.rejected for q in report.questions]),
        _killed(report.killed, report.mutants),
    )
    rows.append(total)
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = [report.name, ""]
    for row in rows:
        first, *rest = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        lines.append("  ".join([f"  {first}", *rest]).rstrip())
    if verbose:
        for question in report.questions:
            lines += _details(question)
    if report.refused:
        lines += ["", f"  {_summary(report)}"]
    lines += [""] + [f"  PROBLEM: {problem}" for problem in report.problems]
    if not report.problems:
        lines.append("  The tests tell right from wrong.")
    return "\n".join(lines) + "\n"


def _summary(report: SetReport) -> str:
    """Return the set's figures in one line."""
    share = report.untaught / report.refused
    return (
        f"{report.name}: accepted {_of([q.accepted for q in report.questions])}, rejected "
        f"{_of([q.rejected for q in report.questions])}, mutants {report.killed} of "
        f"{report.mutants}; {report.sentences} sentences with a test and a slip; hints for "
        f"{report.hints} questions; {report.untaught} of {report.refused} refused answers "
        f"({share:.1%}) end without a lesson."
    )


def _row(question: QuestionReport) -> tuple[str, ...]:
    return (
        question.name,
        f"{question.points:g}",
        _of([question.accepted]),
        _of([question.rejected]),
        _killed(question.killed, question.mutants),
    )


def _of(counts: list[tuple[int, int]]) -> str:
    return f"{sum(right for right, _ in counts)} of {sum(total for _, total in counts)}"


def _killed(killed: int, total: int) -> str:
    return f"{killed} of {total}" + (f" ({killed / total:.0%})" if total else "")


def _details(question: QuestionReport) -> list[str]:
    lines = ["", f"  {question.name}"]
    for mutant in question.survivors:
        lines += [f"    survives - {line}" for line in mutant.before.splitlines()]
        lines += [f"             + {line}" for line in mutant.after.splitlines()]
    lines += [f"    no lesson: {' '.join(name.split())}" for name in question.untaught]
    for name, message in question.messages.items():
        lines.append(f"    {name}: {message.splitlines()[0] if message else '(no message)'}")
    return lines
