"""``python -m bookkit``."""

import sys

from bookkit.cli import main

sys.exit(main())
