"""The command line: ``build``, ``run``, ``replicate``, ``diagrams``, ``notebooks``, ``pdf``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bookkit.project import BookError, Project


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand.

    Returns
    -------
    int
        0 on success, 1 where a page or the build failed, 2 for bad input.
    """
    parser = argparse.ArgumentParser(prog="bookkit", description="Build the book.")
    parser.add_argument("--root", type=Path, default=Path(), help="the book's folder")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    commands.add_parser("build", help="execute what changed, then build the site strictly")
    run = commands.add_parser("run", help="execute single pages and say what fails")
    run.add_argument("pages", nargs="+", type=Path, metavar="PAGE")
    again = commands.add_parser("replicate", help="run every claim's experiment on other seeds")
    again.add_argument("pages", nargs="*", type=Path, metavar="PAGE")
    launch = commands.add_parser("notebooks", help="write the notebooks that Binder and Colab open")
    launch.add_argument("target", type=Path, metavar="DIR")
    commands.add_parser("diagrams", help="draw the diagrams whose text has changed")
    commands.add_parser("pdf", help="print the whole book into one file")
    arguments = parser.parse_args(argv)
    try:
        project = Project(arguments.root.resolve())
        match arguments.command:
            case "build":
                return _build(project)
            case "run":
                return _run(project, arguments.pages)
            case "replicate":
                return _replicate(project, arguments.pages)
            case "notebooks":
                return _notebooks(project, arguments.target)
            case "diagrams":
                return _diagrams(project)
            case _:
                return _pdf(project)
    except BookError as error:
        sys.stderr.write(f"bookkit: {error}\n")
        return 2


def _build(project: Project) -> int:
    from bookkit.build import build

    return 0 if build(project) else 1


def _run(project: Project, pages: Sequence[Path]) -> int:
    from bookkit.execution import run_pages

    runs = run_pages(project, pages, force=True)
    failed = sum(bool(run.error) for run in runs)
    print(f"{len(runs) - failed} ok, {failed} failed")
    return 1 if failed else 0


def _replicate(project: Project, pages: Sequence[Path]) -> int:
    from bookkit.replication.run import replicate

    return 0 if replicate(project, pages) else 1


def _notebooks(project: Project, target: Path) -> int:
    from bookkit.launch import write_notebooks

    print(f"{write_notebooks(project, target)} notebooks written to {target}")
    return 0


def _diagrams(project: Project) -> int:
    from bookkit.diagrams import draw

    drawn = draw(project)
    print(f"Drawn: {', '.join(drawn)}" if drawn else "Every drawing is up to date.")
    return 0


def _pdf(project: Project) -> int:
    from bookkit.pdf import write_pdf

    return 0 if write_pdf(project) else 1
