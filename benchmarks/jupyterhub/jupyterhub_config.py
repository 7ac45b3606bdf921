"""A JupyterHub for one class on one host: real accounts, one shared exchange."""

import os
from pathlib import Path

c = get_config()  # noqa: F821 - traitlets defines it while loading a configuration file

FOLDER, PORT = Path(os.environ["HUB_FOLDER"]), int(os.environ["HUB_PORT"])

c.JupyterHub.bind_url = f"http://127.0.0.1:{PORT}"
c.JupyterHub.hub_port = PORT + 1
c.JupyterHub.db_url = f"sqlite:///{FOLDER}/hub/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = f"{FOLDER}/hub/cookie_secret"
c.ConfigurableHTTPProxy.command = [f"{FOLDER}/node/node_modules/.bin/configurable-http-proxy"]
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{PORT + 2}"
c.ConfigurableHTTPProxy.pid_file = f"{FOLDER}/hub/proxy.pid"

# People sign in with the name and password of their account on this host (PAM).
c.Authenticator.allowed_users = set(os.environ["HUB_PEOPLE"].split())
c.PAMAuthenticator.open_sessions = False

c.Spawner.cmd = [f"{FOLDER}/venv/bin/jupyterhub-singleuser"]
c.Spawner.default_url = "/lab"
c.Spawner.environment = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
c.Spawner.start_timeout = c.Spawner.http_timeout = 300
