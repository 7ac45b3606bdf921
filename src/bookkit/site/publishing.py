"""What depends on where the site is published: addresses, link previews, launch buttons.

Set for a deployment, and left out where unset (a book on one's own disk has no address):

``BOOK_BASE_URL``
    Address of the site; gives the sitemap, canonical links and absolute link previews.
``BOOK_REPOSITORY_URL``
    Address of the repository on GitHub; gives the launch buttons.
``BOOK_NOTEBOOK_BRANCH``
    Branch that holds the built notebooks (default ``notebooks``). Neither Binder nor Colab opens
    the book's Markdown, so the deployment puts the ``.ipynb`` files there.
"""

import os
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.osutil import relative_uri


def configure(app: Sphinx, config: Config) -> None:
    """Hand the site's address to the extensions that need it."""
    del app
    address = os.environ.get("BOOK_BASE_URL", "").rstrip("/")
    config["ogp_site_url"] = f"{address}/" if address else ""
    if address:
        config["html_baseurl"] = f"{address}/"
        config["sitemap_url_scheme"] = "{link}"


def launch_links(docname: str) -> dict[str, str]:
    """Return service -> address for a page's notebook; empty without a repository."""
    repository = os.environ.get("BOOK_REPOSITORY_URL", "").rstrip("/")
    if not repository.startswith("https://github.com/"):
        return {}
    owner_and_name = repository.removeprefix("https://github.com/").removesuffix(".git")
    branch = os.environ.get("BOOK_NOTEBOOK_BRANCH", "notebooks")
    return {
        "Binder": f"https://mybinder.org/v2/gh/{owner_and_name}/{branch}?urlpath=lab/tree/{docname}.ipynb",
        "Colab": f"https://colab.research.google.com/github/{owner_and_name}/blob/{branch}/{docname}.ipynb",
    }


def notebook_of(app: Sphinx, docname: str) -> Path | None:
    """Return the notebook to try a page with: the executed one, or an exercise's release."""
    source = Path(app.env.doc2path(docname))
    executed = Path(app.outdir).parent / "jupyter_execute" / f"{docname}.ipynb"
    if source.suffix == ".ipynb":
        return source
    return executed if executed.is_file() else None


def offer_notebook(
    app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Close each page that runs code with its notebook: to download, or to launch."""
    del template
    if doctree is None or docname not in app.env.all_docs:
        return
    notebook = notebook_of(app, docname)
    if notebook is None:
        return
    copy = Path(app.outdir, "notebooks", f"{docname}.ipynb")
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(notebook, copy)
    page = app.builder.get_target_uri(docname)
    address = relative_uri(page, f"notebooks/{docname}.ipynb")
    links = [f'<a href="{address}" download>Download this page as a notebook</a>']
    links += [
        f'<a href="{url}" rel="noopener">Open it in {service}</a>'
        for service, url in launch_links(docname).items()
    ]
    start = _start(docname, address) if docname.startswith("exercises/") else ""
    offer = f'<p class="try-it"><strong>Try it.</strong> {" · ".join(links)}</p>'
    heading_end = context["body"].find("</h1>") + len("</h1>")
    if start and heading_end >= len("</h1>"):
        context["body"] = context["body"][:heading_end] + start + context["body"][heading_end:]
    context["body"] += offer


def _start(docname: str, address: str) -> str:
    return (
        '<div class="admonition tip try-it"><p class="admonition-title">How to start</p>'
        "<p>In a copy of the repository, two commands set up Python and open this notebook:</p>"
        '<div class="highlight"><pre tabindex="0">make .venv/.ready\n'
        f".venv/bin/jupyter lab {docname}.ipynb</pre></div>"
        f'<p>Or <a href="{address}" download>download the notebook</a> alone. Its visible tests '
        "tell you what is missing; your instructor's grader runs more.</p></div>"
    )


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.setup_extension("sphinxext.opengraph")
    if os.environ.get("BOOK_BASE_URL"):
        app.setup_extension("sphinx_sitemap")
    app.connect("config-inited", configure, priority=100)
    app.connect("html-page-context", offer_notebook)
