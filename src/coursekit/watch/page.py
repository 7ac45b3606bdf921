"""The state of the sets as a page for the instructor, on this machine alone."""

import html
import json
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jinja2

from coursekit.errors import CourseError

HOST = "127.0.0.1"
EVERY = 10
"""Seconds after which a browser loads the page again, unless it is asked to hold still."""

States = Callable[[], list[dict[str, Any]]]


def open_page(port: int, states: States) -> ThreadingHTTPServer:
    """Return a server of the page: ``/``, ``/still``, and as JSON ``/status.json``.

    Parameters
    ----------
    port
        0 for any that is free.

    Raises
    ------
    CourseError
        If the port is taken.
    """
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("coursekit.watch"), autoescape=True, trim_blocks=True
    )
    template = environment.get_template("page.html.j2")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer, unless a page of another host has sent the browser here."""
            own = {f"{name}:{server.server_port}" for name in (HOST, "localhost")}
            if self.headers.get("Host") not in own:
                self._answer(HTTPStatus.FORBIDDEN, "text/plain", "ask 127.0.0.1")
            elif self.path not in ("/", "/still", "/status.json"):
                self._answer(HTTPStatus.NOT_FOUND, "text/plain", "there is only / here")
            else:
                self._tell()

        def _tell(self) -> None:
            try:
                found = states()
            except CourseError as error:
                self._answer(HTTPStatus.SERVICE_UNAVAILABLE, "text/html", html.escape(str(error)))
                return
            if self.path == "/status.json":
                self._answer(HTTPStatus.OK, "application/json", json.dumps(found))
                return
            text = template.render(sets=found, live=self.path == "/", every=EVERY)
            self._answer(HTTPStatus.OK, "text/html", text)

        def _answer(self, code: HTTPStatus, kind: str, text: str) -> None:
            body = text.encode()
            self.send_response(code)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            if self.path == "/":
                self.send_header("Refresh", str(EVERY))
            self.send_header(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
            )
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Say nothing of requests."""

    try:
        server = ThreadingHTTPServer((HOST, port), Handler)
    except (OSError, OverflowError) as error:
        raise CourseError(f"no page on port {port}: {error}; choose another with --port") from error
    return server
