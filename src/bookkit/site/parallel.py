"""Read and write pages in several processes: what Sphinx has to be told for that.

Sphinx forks, as the kernels do, so it does so on Linux only. Its main process resolves the
references while others write, hence one more process than processors.
"""

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from bookkit.execution import WORKERS
from bookkit.kernels import POSSIBLE

JOBS = WORKERS + 1 if POSSIBLE else 1
MULTITOC = "sphinx_multitoc_numbering"


def vouch(app: Sphinx, _env: BuildEnvironment, _docnames: list[str]) -> None:
    """Declare an extension safe that does not say so: it acts once all pages have been read."""
    if MULTITOC in app.extensions:
        app.extensions[MULTITOC].parallel_read_safe = True


def setup(app: Sphinx) -> None:
    """Connect to Sphinx, which decides right after this event how to read.

    It is also after Jupyter Book has loaded the extension.
    """
    app.connect("env-before-read-docs", vouch)
