"""Self-check questions that work on the static page: ``{quiz}``.

How to write one, in a page's Markdown::

    :::{quiz}
    You remove every user with fewer than 20 ratings. What happens to the measured recall?

    - ( ) It falls, because there is less to train on.

      There is less, but what was removed was the hardest part of the test set too.
    - (x) It rises, although nobody is served better.

      The users who are left are the easy ones: the metric now describes them alone.
    :::

Text before the list is the question. Each list item is a choice: ``(x)`` marks a right one,
``( )`` a wrong one; its first paragraph is the choice, whatever follows is the explanation that
the reader sees on picking it. Every choice needs an explanation: the wrong ones teach most.
Choices are the browser's own disclosure widgets, so they answer to keyboard and screen reader
and need no script; in print all explanations show.
"""

from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

MARKERS = {"(x)": True, "( )": False}


class Quiz(nodes.General, nodes.Element):  # type: ignore[misc]  # docutils has no types
    """A question with its choices."""


class Choice(nodes.General, nodes.Element):  # type: ignore[misc]  # docutils has no types
    """A choice: its first child is what the reader picks, the rest explains."""


class QuizDirective(SphinxDirective):
    """Parse a question and its choices."""

    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return the quiz's node."""
        content = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, content)
        lists = [child for child in content if isinstance(child, nodes.bullet_list)]
        if len(lists) != 1 or content.children[-1] is not lists[0] or len(content) < 2:
            raise self.error("a quiz is a question followed by one list of choices")
        number = self.env.new_serialno("quiz") + 1
        quiz = Quiz(ids=[f"quiz-{number}"])
        quiz += content.children[:-1]
        quiz += [self._choice(item, quiz["ids"][0]) for item in lists[0]]
        if not any(choice["right"] for choice in quiz.findall(Choice)):
            raise self.error("a quiz needs a right choice, marked (x)")
        self.set_source_info(quiz)
        return [quiz]

    def _choice(self, item: nodes.list_item, name: str) -> Choice:
        first = item.next_node(nodes.Text)
        marker = str(first)[:3] if first is not None else ""
        if marker not in MARKERS:
            raise self.error(f"a choice starts with (x) or ( ); this one with {marker!r}")
        if len(item) < 2:
            raise self.error(f"the choice {item.astext()!r} has no explanation")
        first.parent.replace(first, nodes.Text(str(first)[3:].lstrip()))
        return Choice("", *item.children, right=MARKERS[marker], name=name)


def visit_quiz(self: HTML5Translator, node: Quiz) -> None:
    """Open the box and name it, so that a screen reader announces what it is."""
    name = node["ids"][0]
    self.body.append(f'<div class="quiz" id="{name}" role="group" aria-labelledby="{name}-title">')
    self.body.append(f'<p class="quiz-title" id="{name}-title">Check yourself</p>\n')


def depart_quiz(self: HTML5Translator, node: Quiz) -> None:
    """Close the box."""
    del node
    self.body.append("</div>\n")


def visit_choice(self: HTML5Translator, node: Choice) -> None:
    """Write a choice as a disclosure widget; one of a name is open at a time."""
    kind = "right" if node["right"] else "wrong"
    answer = "Right." if node["right"] else "Not quite."
    self.body.append(f'<details class="quiz-choice quiz-{kind}" name="{node["name"]}"><summary>')
    node[0].walkabout(self)
    self.body.append('</summary><div class="quiz-explanation">')
    self.body.append(f'<p><strong class="quiz-answer">{answer}</strong></p>')
    for child in node[1:]:
        child.walkabout(self)
    self.body.append("</div></details>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_node(Quiz, html=(visit_quiz, depart_quiz))
    app.add_node(Choice, html=(visit_choice, None))
    app.add_directive("quiz", QuizDirective)
