"""``course release``: generate the students' notebooks from the solutions."""

import argparse
import sys

from coursekit.exercises.sets import chosen_sets


def configure(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command's arguments."""
    parser = subparsers.add_parser("release", help="generate exercises/ from solutions/")
    parser.add_argument("sets", nargs="*", metavar="SET", help="exercise sets (default: all)")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if a file is out of date"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write (or with ``--check`` compare) every chosen set's release."""
    chosen = chosen_sets(arguments.sets)
    # Importing nbgrader takes two seconds: only once the arguments are known to be good.
    from coursekit.exercises.notebooks import release, to_text

    stale = 0
    for exercises in chosen:
        text = to_text(release(exercises)).encode()
        path = exercises.release
        current = path.is_file() and path.read_bytes() == text
        shown = path.relative_to(exercises.root)
        if arguments.check:
            stale += not current
            if not current:
                sys.stderr.write(f"{shown} is out of date: run 'course release {exercises.name}'\n")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
            sys.stdout.write(f"{shown}: {'unchanged' if current else 'written'}\n")
    return 1 if stale else 0
