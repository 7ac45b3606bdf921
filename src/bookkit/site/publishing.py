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
from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from jupyter_cache import get_cache
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.osutil import relative_uri

from bookkit.notebooks import read_notebook


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


def notebook_of(app: Sphinx, docname: str) -> str | None:
    """Return the notebook to try a page with: the executed one, or an exercise's release."""
    source = Path(app.env.doc2path(docname))
    if source.suffix == ".ipynb":
        return source.read_text("utf-8")
    notebook = read_notebook(source)
    if notebook is None:
        return None
    # myst-nb leaves its own copy without outputs when they come from the cache.
    _, executed = get_cache(app.config.nb_execution_cache_path).merge_match_into_notebook(notebook)
    executed.metadata.pop("source_map", None)
    for number, cell in enumerate(executed.cells):  # each reading of a page gives random names
        cell.id = f"cell-{number}"
    return str(nbformat.writes(executed))


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
    copy.write_text(notebook, "utf-8")
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
        '<div class="highlight"><pre tabindex="0">make setup\n'
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
