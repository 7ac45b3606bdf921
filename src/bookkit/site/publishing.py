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
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import nbformat
from docutils import nodes
from jupyter_cache import get_cache
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.osutil import relative_uri

from bookkit.execution import commit
from bookkit.notebooks import read_notebook
from bookkit.site import wheel
from bookkit.takeaway.compose import compose


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


def install_source(root: Path) -> str:
    """Return what ``pip install`` takes to run the pages; empty without a repository."""
    repository = os.environ.get("BOOK_REPOSITORY_URL", "").rstrip("/")
    if not repository:
        return ""
    source = f"git+{repository}@{commit(root).removesuffix('-dirty')}"
    return f"data-before-models[chapters] @ {source}"


def notebook_of(app: Sphinx, docname: str, body: str, doctree: nodes.document) -> str | None:
    """Return the notebook to try a page with: complete by itself, or an exercise's release."""
    source = Path(app.env.doc2path(docname))
    if source.suffix == ".ipynb":
        return source.read_text("utf-8")
    notebook = read_notebook(source)
    if notebook is None:
        return None
    # myst-nb leaves its own copy without outputs when they come from the cache.
    _, executed = get_cache(app.config.nb_execution_cache_path).merge_match_into_notebook(notebook)
    cells = doctree.findall(nodes.container)
    shown = [cell["cell_index"] for cell in cells if "cell_index" in cell]
    page = app.builder.get_target_uri(docname)
    composed = compose(executed, body, shown, _addresses(page), install_source(Path(app.srcdir)))
    return str(nbformat.writes(composed))


def _addresses(page: str) -> Callable[[str], str]:
    """Return what turns a link of a page into one that leads there from the page's notebook."""
    site = os.environ.get("BOOK_BASE_URL", "").rstrip("/")

    def address(link: str) -> str:
        if urlsplit(link).scheme:
            return link
        target = urljoin(page, link) or page
        # Without an address the notebook lies in the site's own folder: notebooks/<page>.ipynb.
        return f"{site}/{target}" if site else relative_uri(f"notebooks/{page}", target)

    return address


def offer_notebook(
    app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Offer each page that runs code as a notebook: to download, or to launch."""
    del template
    if doctree is None or docname not in app.env.all_docs:
        return
    notebook = notebook_of(app, docname, context["body"], doctree)
    if notebook is None:
        return
    copy = Path(app.outdir, "notebooks", f"{docname}.ipynb")
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(notebook, "utf-8")
    with ZipFile(copy.with_suffix(".zip"), "w", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo(copy.name), notebook)
    page = app.builder.get_target_uri(docname)
    address = relative_uri(page, f"notebooks/{docname}.ipynb")
    links = [f'<a href="{address}" download>Download this page as a notebook</a>']
    links += [
        f'<a href="{url}" rel="noopener">Open it in {service}</a>'
        for service, url in launch_links(docname).items()
    ]
    package = wheel.address(Path(app.srcdir))
    alone = package and docname.startswith("exercises/")
    start = _start(docname, address, relative_uri(page, package)) if alone else ""
    offer = f'<p class="try-it"><strong>Try it.</strong> {" · ".join(links)}</p>'
    heading_end = context["body"].find("</h1>") + len("</h1>")
    if start and heading_end >= len("</h1>"):
        context["body"] = context["body"][:heading_end] + start + context["body"][heading_end:]
    context["body"] += offer
    _offer_in_header(context, address)


def _offer_in_header(context: dict[str, Any], address: str) -> None:
    """Put the notebook first among the downloads of the page's header."""
    for group in context.get("header_buttons", []):
        if group.get("label") == "download-buttons":
            button = {
                "type": "link", "url": address, "text": ".ipynb", "icon": "fas fa-code",
                "tooltip": "Download this page as a notebook", "label": "download-notebook-button",
            }  # fmt: skip
            group["buttons"].insert(0, button)


def _start(docname: str, address: str, package: str) -> str:
    site = os.environ.get("BOOK_BASE_URL", "").rstrip("/")
    file = f"{wheel.FOLDER}/{Path(package).name}"
    needs = (
        f"it needs the package that <code>pip install {site}/{file}</code> installs."
        if site
        else f'it needs <a href="{package}" download>the book\'s package</a>, which '
        f"<code>pip install {Path(package).name}</code> installs where you saved it."
    )
    return (
        '<div class="admonition tip try-it"><p class="admonition-title">How to start</p>'
        "<p>In a copy of the repository, two commands set up Python and open this notebook:</p>"
        '<div class="highlight"><pre tabindex="0">make setup\n'
        f".venv/bin/jupyter lab {docname}.ipynb</pre></div>"
        f'<p>Or <a href="{address}" download>download the notebook</a> alone: {needs} '
        "Its visible tests say what is missing; "
        "<em>Validate</em>, in JupyterLab's toolbar (or <code>nbgrader validate</code> and the "
        "notebook's name), runs all of them and lists what still fails. Your instructor's grader "
        "runs more.</p></div>"
    )


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.setup_extension("sphinxext.opengraph")
    if os.environ.get("BOOK_BASE_URL"):
        app.setup_extension("sphinx_sitemap")
    app.connect("config-inited", configure, priority=100)
    # After the theme has made its header's buttons.
    app.connect("html-page-context", offer_notebook, priority=900)
