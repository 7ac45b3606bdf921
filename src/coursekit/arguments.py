"""Arguments that several subcommands share."""

import argparse
from pathlib import Path


def add_class(parser: argparse.ArgumentParser) -> None:
    """Add ``--class``, the course directory: by default the working directory."""
    parser.add_argument(
        "--class", dest="course", type=Path, default=Path(), metavar="DIR", help="course directory"
    )
