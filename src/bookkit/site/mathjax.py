"""Mathematics without another host: the parts of MathJax 3 that the book's pages need.

The files come out of the pinned package sphinx-mathjax-offline (MathJax 3.2.2, Apache License
2.0). Its ready-made bundles carry a menu and a speech engine that weigh more than all the rest;
here the components are loaded one by one, with MathML for screen readers.
"""

import shutil
from importlib.util import find_spec
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

COMPONENTS = ["core", "input/tex", "output/chtml", "a11y/assistive-mml"]
FILES = (
    "startup.js",
    *(f"{name}.js" for name in COMPONENTS),
    "input/tex/extensions",
    "output/chtml/fonts",
)


def configure(app: Sphinx, config: Config) -> None:
    """Point Sphinx's math at the site's own copy."""
    del app
    config["mathjax_path"] = "mathjax/startup.js"
    config["mathjax_options"] = {"defer": "defer"}
    config["mathjax3_config"] = {
        "loader": {"load": COMPONENTS},
        "chtml": {"displayAlign": "left"},
    }


def copy_files(site: Path) -> None:
    """Copy the components into a site."""
    package = find_spec("sphinx-mathjax-offline")
    if package is None or package.origin is None:
        raise RuntimeError("sphinx-mathjax-offline is not installed: make the environment anew")
    source = Path(package.origin).parent / "static" / "mathjax"
    target = site / "_static" / "mathjax"
    for name in FILES:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, dirs_exist_ok=True)
        else:
            shutil.copyfile(source / name, target / name)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("config-inited", configure, priority=100)
