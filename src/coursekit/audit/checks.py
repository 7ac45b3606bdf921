"""What the audit demands of an exercise set, question by question."""

import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from nbformat import NotebookNode

from coursekit.assignment.lessons import hidden_parts, lesson_at
from coursekit.audit.confirm import unconfirmed
from coursekit.audit.equivalents import Equivalent, read_equivalents
from coursekit.audit.hints import hint_problems
from coursekit.audit.lessons import lesson_problems
from coursekit.audit.mutants import Mutant, mutants
from coursekit.audit.runner import Outcome, Variant, cpu_limit, run_all, usable_backend
from coursekit.audit.sentences import Sentence, read_sentences, sentence_problems, statements
from coursekit.errors import CourseError
from coursekit.exercises.alternatives import Alternative, read_alternatives
from coursekit.exercises.hints import read_hints
from coursekit.exercises.notebooks import read_source, untouched
from coursekit.exercises.questions import Question, code_cells, questions, reach
from coursekit.exercises.sets import ExerciseSet

MIN_ACCEPTED = 3
MIN_REJECTED = 5
MIN_KILLED = 0.9
MAX_UNTAUGHT = 0.05
PROMISED = 30
"""CPU seconds that a cell may take, as the statements say."""

# A wrong idea is code that runs and computes something else; these say that the file is broken.
_BROKEN = {"NameError", "ImportError", "ModuleNotFoundError", "NotImplementedError"}

Progress = Callable[[Iterable[tuple[int, Outcome]], int], Iterable[tuple[int, Outcome]]]


@dataclass
class QuestionReport:
    """How one question's tests did.

    Attributes
    ----------
    name, points
        The question.
    accepted, rejected
        How many alternatives of each kind were judged rightly, and how many there are.
    killed, mutants
        How many of the mutants (without the equivalent ones) lose points, and how many there are.
    survivors
        The mutants that keep full marks and are not listed as equivalent.
    messages
        Name of a rejected alternative -> what its student would read.
    refused, untaught
        How many refused answers (rejected alternatives and killed mutants) there are, and which
        of them end in a hidden test without a lesson.
    """

    name: str
    points: float
    accepted: tuple[int, int] = (0, 0)
    rejected: tuple[int, int] = (0, 0)
    killed: int = 0
    mutants: int = 0
    survivors: list[Mutant] = field(default_factory=list)
    messages: dict[str, str] = field(default_factory=dict)
    refused: int = 0
    untaught: list[str] = field(default_factory=list)


@dataclass
class SetReport:
    """A set's questions, and every demand that it does not meet, one line each.

    `sentences` counts the sentences of the statements that have a test and a slip, `hints` the
    questions that have hints.
    """

    name: str
    questions: list[QuestionReport]
    problems: list[str] = field(default_factory=list)
    sentences: int = 0
    hints: int = 0

    @property
    def killed(self) -> int:
        """Mutants that lose points, over all questions."""
        return sum(q.killed for q in self.questions)

    @property
    def mutants(self) -> int:
        """Mutants that should lose points, over all questions."""
        return sum(q.mutants for q in self.questions)

    @property
    def refused(self) -> int:
        """Refused answers, over all questions."""
        return sum(q.refused for q in self.questions)

    @property
    def untaught(self) -> int:
        """Refused answers that end without a lesson, over all questions."""
        return sum(len(q.untaught) for q in self.questions)


@dataclass(frozen=True)
class _Plan:
    """Everything that will be run for a set, and what it was made from."""

    cells: list[NotebookNode]
    questions: list[Question]
    accepted: list[Alternative]
    rejected: list[Alternative]
    mutants: list[Mutant]
    equivalents: list[Equivalent]
    sentences: list[Sentence]
    statements: dict[str, str]

    def variants(self, seconds: dict[int, float], blank: dict[int, str]) -> list[Variant]:
        """Return the untouched release, then the accepted, the rejected and the mutants."""
        by_name = {question.name: question for question in self.questions}
        reaches = {q.name: reach(q, self.cells, self.questions) for q in self.questions}
        last = max(question.end for question in self.questions)

        def variant(
            name: str, question: Question, stop: int, source: str, mutant: bool, least: int = 0
        ) -> Variant:
            limit = cpu_limit(sum(seconds[i] for i in range(question.solution, stop)))
            limit = max(limit, least)
            replaced = {question.solution: source}
            return Variant(name, question.solution, stop, replaced, limit, mutant)

        return [
            Variant("untouched", 0, last, blank, cpu_limit(sum(seconds.values()))),
            *(
                variant(a.name, by_name[a.question], reaches[a.question], a.source, False, least)
                for alternatives, least in ((self.accepted, PROMISED), (self.rejected, 0))
                for a in alternatives
            ),
            *(
                variant(
                    m.after, by_name[m.question], by_name[m.question].end, m.source, mutant=True
                )
                for m in self.mutants
            ),
        ]


def audit(
    exercises: ExerciseSet,
    progress: Progress = lambda runs, _: runs,
    only: Collection[str] = (),
) -> SetReport:
    """Audit one exercise set.

    Parameters
    ----------
    exercises
        The set.
    progress
        Wraps the stream of finished runs, given their number.
    only
        Names of the questions to audit; all if there are none. An author who changes one question
        need not wait for the others.

    Raises
    ------
    CourseError
        If a file of the set cannot be read or breaks its format, or has no question of a name.
    """
    notebook = read_source(exercises)
    cells = code_cells(notebook)
    names = [question.name for question in questions(cells)]
    if unknown := sorted(set(only) - set(names)):
        raise CourseError(
            f"{exercises.name} has no question {', '.join(unknown)}; it has {', '.join(names)}"
        )
    found = [q for q in questions(cells) if not only or q.name in only]
    chosen = [question.name for question in found]
    plan = _Plan(
        cells,
        found,
        [a for a in read_alternatives(exercises.accepted, names) if a.question in chosen],
        [a for a in read_alternatives(exercises.rejected, names) if a.question in chosen],
        [m for q in found for m in mutants(q.name, cells[q.solution].source)],
        [e for e in read_equivalents(exercises.equivalents) if e.question in chosen],
        [s for s in read_sentences(exercises.sentences) if s.question in chosen],
        statements(notebook),
    )
    report = SetReport(exercises.name, [QuestionReport(q.name, q.points) for q in found])
    report.problems += lesson_problems(notebook)
    hints = read_hints(exercises.hints)
    report.problems += hint_problems(notebook, hints, exercises.root)
    report.hints = len(hints)
    report.sentences = len(plan.sentences)
    # The variants are many and small: threads inside each would only fight for the cores.
    os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})

    [(_, reference)] = run_all(cells, [Variant("reference", 0, len(cells))])
    report.problems += _reference_problems(plan, reference)
    if report.problems:
        return report
    blank = {
        question.solution: code_cells(untouched(exercises))[question.solution].source
        for question in found
    }
    variants = plan.variants(reference.seconds, blank)
    outcomes = dict(progress(run_all(cells, variants), len(variants)))
    if len(outcomes) < len(variants):
        raise RuntimeError("a process that ran variants died; its error is printed above")
    _judge(plan, [outcomes[index] for index in range(len(variants))], report)
    if not report.problems:  # what is wrong in place needs no second judge
        report.problems += unconfirmed(cells, blank, found, plan.accepted, usable_backend())
    return report


def _reference_problems(plan: _Plan, reference: Outcome) -> list[str]:
    problems = [
        f"the solution itself loses points in {plan.cells[test].id}: {_message(reference, test)}"
        for question in plan.questions
        for test in _lost(question, reference)
    ]
    problems += [
        f"cell {plan.cells[index].id} fails with the solution: {' '.join(error)}"
        for index, error in reference.errors.items()
        if not any(index in question.tests for question in plan.questions)
    ]
    return problems


def _judge(plan: _Plan, outcomes: list[Outcome], report: SetReport) -> None:
    runs = iter(outcomes)
    blank = next(runs)
    for question in plan.questions:
        if gained := sum(blank.scores.get(test, 0) for test in question.tests):
            report.problems.append(f"the untouched release earns {gained:g} for {question.name}")
    reports = {q.name: q for q in report.questions}
    questions_by_name = {q.name: q for q in plan.questions}
    lost_cells: dict[str, set[str]] = {}
    for alternatives, kind in ((plan.accepted, "accepted"), (plan.rejected, "rejected")):
        for alternative in alternatives:
            outcome = next(runs)
            problems = _alternative_problems(alternative, kind, plan, outcome)
            report.problems += [f"{kind}/{alternative.name}.py {text}" for text in problems]
            of = reports[alternative.question]
            right, total = getattr(of, kind)
            setattr(of, kind, (right + (not problems), total + 1))
            if kind == "rejected" and not problems:
                lost = _lost(questions_by_name[alternative.question], outcome)
                lost_cells[alternative.name] = {plan.cells[test].id for test in lost}
                test = lost[0]
                of.messages[alternative.name] = _message(outcome, test)
                _note_lesson(of, alternative.name, plan.cells, test, outcome)
    listed = {(e.question, e.before, e.after) for e in plan.equivalents}
    alive = set()
    for mutant in plan.mutants:
        outcome = next(runs)
        lost = _lost(questions_by_name[mutant.question], outcome)
        survives = not lost
        key = (mutant.question, mutant.before, mutant.after)
        if survives and key in listed:
            alive.add(key)
            continue
        of = reports[mutant.question]
        of.mutants += 1
        of.killed += not survives
        if survives:
            of.survivors.append(mutant)
        else:
            _note_lesson(of, mutant.after, plan.cells, lost[0], outcome)
    for key in sorted(listed - alive):
        report.problems.append(f"equivalent.yml is stale: no mutant survives as {' / '.join(key)}")
    report.problems += sentence_problems(plan.sentences, plan.statements, lost_cells)
    report.problems += _count_problems(report)


def _alternative_problems(
    alternative: Alternative, kind: str, plan: _Plan, outcome: Outcome
) -> list[str]:
    problems = []
    for question in plan.questions:
        lost = _lost(question, outcome)
        if question.name != alternative.question:
            in_reach = any(test in outcome.scores for test in question.tests)
            if lost and in_reach:
                problems.append(
                    f"also loses points in {question.name}: {_message(outcome, lost[0])}"
                )
        elif kind == "accepted" and lost:
            problems.append(f"is not accepted: {_message(outcome, lost[0])}")
        elif kind == "rejected":
            if question.solution in outcome.errors:
                problems.append(f"does not run: {' '.join(outcome.errors[question.solution])}")
            elif not lost:
                problems.append("is not rejected: it earns full marks")
            elif outcome.errors.get(lost[0], ("", ""))[0] in _BROKEN:
                problems.append(f"is broken rather than wrong: {_message(outcome, lost[0])}")
    return problems


def _count_problems(report: SetReport) -> list[str]:
    problems = []
    for question in report.questions:
        for kind, least in (("accepted", MIN_ACCEPTED), ("rejected", MIN_REJECTED)):
            total = getattr(question, kind)[1]
            if total < least:
                problems.append(f"{question.name} has {total} {kind} answers; it needs {least}")
    if report.killed < MIN_KILLED * report.mutants:
        problems.append(
            f"only {report.killed} of {report.mutants} mutants lose points; {MIN_KILLED:.0%} must"
        )
    if report.untaught > MAX_UNTAUGHT * report.refused:
        problems.append(
            f"{report.untaught} of {report.refused} refused answers end without a lesson; "
            f"at most {MAX_UNTAUGHT:.0%} may"
        )
    return problems


def _note_lesson(
    report: QuestionReport, name: str, cells: list[NotebookNode], test: int, outcome: Outcome
) -> None:
    """Count a refused answer: it is taught by an open test's message, or by a lesson."""
    report.refused += 1
    source = cells[test].source
    line = outcome.lines.get(test, 0)
    hidden = any(first <= line <= last for first, last in hidden_parts(source))
    if hidden and lesson_at(source, line) is None:
        report.untaught.append(name)


def _lost(question: Question, outcome: Outcome) -> list[int]:
    """Return the question's test cells that did not give all their points."""
    return [t for t, points in question.tests.items() if outcome.scores.get(t, 0) < points]


def _message(outcome: Outcome, test: int) -> str:
    if test in outcome.errors:
        kind, text = outcome.errors[test]
        return text if kind in {"AssertionError", ""} else f"{kind}: {text}"
    return "partial credit" if test in outcome.scores else outcome.died
