"""A host with a JupyterHub, accounts, an exchange and a class: made from nothing, taken down."""

import contextlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent
PYTHON = "/usr/bin/python3"
"""An interpreter that every account may run."""

PREFIX = "hub-"
TEACHER = f"{PREFIX}teacher"
LAB, SERVER = ("formgrader", "create-assignment", "course-list"), ("formgrader", "course_list")
"""What of nbgrader is for instructors alone: in JupyterLab, and in its server."""

NEWS = "@jupyterlab/apputils-extension:announcements"
"""Asks each newcomer whether to look for news on the web."""

CONFIG = """c = get_config()
c.CourseDirectory.course_id = "data-before-models"
c.Exchange.root = "{exchange}"
"""


@dataclass
class Host:
    """The folder that all lies in, and who has an account."""

    folder: Path
    students: Sequence[str]
    port: int
    password: str = field(default_factory=lambda: secrets.token_hex(8))

    @property
    def address(self) -> str:
        """Where people sign in."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def people(self) -> list[str]:
        """Everybody who has an account."""
        return [TEACHER, *self.students]

    @property
    def klass(self) -> Path:
        """The instructor's course directory."""
        return home(TEACHER) / "my-class"

    def bin(self, name: str) -> str:
        """Return a program of the host's environment."""
        return str(self.folder / "venv" / "bin" / name)

    def install(self) -> None:
        """Install what the host needs, once for each folder."""
        ready = self.folder / "ready"
        if ready.exists():
            return
        venv, source = self.folder / "venv", self.folder / "source"
        shutil.rmtree(source, ignore_errors=True)
        source.mkdir(parents=True)
        archive = run(["git", "-C", REPOSITORY, "archive", "HEAD"], capture_output=True).stdout
        run(["tar", "-x", "-C", source], input=archive)
        run([PYTHON, "-m", "venv", "--clear", venv])
        pip = [venv / "bin" / "python", "-m", "pip", "install", "--quiet"]
        run([*pip, "--no-deps", "-r", source / "requirements.txt"])
        # The lock itself cannot be a constraint: its hashes would be asked of JupyterHub, too.
        pins = self.folder / "pins.txt"
        pins.write_bytes(run([*pip[:3], "freeze"], capture_output=True).stdout)
        run([*pip, "-c", pins, "jupyterhub"])
        run([*pip, "--no-deps", "--no-build-isolation", source])
        run(["npm", "install", "--prefix", self.folder / "node", "configurable-http-proxy"])
        ready.touch()

    def configure(self) -> None:
        """Give everybody the same exchange; leave the instructor's tools to instructors."""
        etc = self.folder / "venv" / "etc" / "jupyter"
        exchange = self.folder / "exchange"
        exchange.mkdir()
        exchange.chmod(0o777)
        (etc / "nbgrader_config.py").write_text(CONFIG.format(exchange=exchange))
        _tools(etc, on=False)

    def open_class(self, name: str) -> None:
        """Make the class of a set in the instructor's home, and release the set."""
        own = home(TEACHER) / ".jupyter"
        _tools(own, on=True)
        (own / "nbgrader_config.py").write_text(
            f'c = get_config()\nc.CourseDirectory.root = "{self.klass}"\n'
        )
        run(["chown", "-R", f"{TEACHER}:{TEACHER}", own])
        source = self.folder / "source"
        self.teach("course", "new", self.klass, "--set", name, cwd=source)
        self.teach("nbgrader", "release_assignment", name)

    def teach(self, program: str, *words: str | Path, cwd: Path | None = None) -> None:
        """Run a command as the instructor."""
        run(as_user(TEACHER, [self.bin(program), *words]), cwd=cwd or self.klass)

    @contextlib.contextmanager
    def accounts(self) -> Iterator[None]:
        """Make an account for each, with the same password, and remove them in the end."""
        made = []
        try:
            for person in self.people:
                run(["useradd", "--create-home", "--shell", "/bin/bash", person])
                made.append(person)
            lines = "".join(f"{person}:{self.password}\n" for person in self.people)
            run(["chpasswd"], input=lines.encode())
            yield
        finally:
            for person in made:
                run(["userdel", "--remove", "--force", person], capture_output=True)

    @contextlib.contextmanager
    def hub(self) -> Iterator[None]:
        """Keep the hub, its proxy and the people's servers running."""
        (self.folder / "hub").mkdir(exist_ok=True)
        told = {"HUB_FOLDER": self.folder, "HUB_PORT": self.port, "HUB_PEOPLE": self.people}
        words = {k: " ".join(v) if isinstance(v, list) else str(v) for k, v in told.items()}
        config = HERE / "jupyterhub_config.py"
        with self.running(
            [self.bin("jupyterhub"), "--config", config],
            "hub",
            env={**os.environ, **words, "PATH": f"{self.bin('')}:{os.environ['PATH']}"},
        ) as process:
            until(lambda: answers(f"{self.address}/hub/login"), process, self.log("hub"))
            yield

    @contextlib.contextmanager
    def watch(self, name: str, port: int) -> Iterator[None]:
        """Keep ``course watch`` running as the instructor."""
        words = [self.bin("course"), "watch", name, "--port", str(port)]
        with self.running(as_user(TEACHER, words), "watch", cwd=self.klass) as process:
            log = self.log("watch")
            until(lambda: f"{name}: ready" in log.read_text(), process, log)
            yield

    @contextlib.contextmanager
    def running(self, words: Sequence[object], name: str, **more: object) -> Iterator["Process"]:
        """Run a program until the block ends; what it says goes to its log."""
        with self.log(name).open("w") as log:
            process = subprocess.Popen(list(map(str, words)), stdout=log, stderr=log, **more)  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.terminate()
            process.wait(60)

    def log(self, name: str) -> Path:
        """Return the file that a program's output goes to."""
        return self.folder / f"{name}.log"


def _tools(config: Path, on: bool) -> None:
    """Switch the instructor's tools on or off for all who read this folder of configuration."""
    lab = {f"@jupyter/nbgrader:{name}": not on for name in LAB} | {NEWS: True}
    server = {f"nbgrader.server_extensions.{name}": on for name in SERVER}
    (config / "labconfig").mkdir(parents=True, exist_ok=True)
    page = config / "labconfig" / "page_config.json"
    page.write_text(json.dumps({"disabledExtensions": lab}))
    settings = {"ServerApp": {"jpserver_extensions": server}}
    (config / "jupyter_server_config.json").write_text(json.dumps(settings))


Process = subprocess.Popen[bytes]


def home(person: str) -> Path:
    return Path("/home") / person


def as_user(person: str, words: Sequence[object]) -> list[object]:
    """Return a command that another account runs, in an environment of its own."""
    path = f"PATH={Path(str(words[0])).parent}:/usr/bin:/bin"
    threads = ["OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1"]
    rights = ["setpriv", f"--reuid={person}", f"--regid={person}", "--init-groups"]
    return [*rights, "env", "-i", f"HOME={home(person)}", f"USER={person}", path, *threads, *words]


def run(words: Sequence[object], **more: object) -> "subprocess.CompletedProcess[bytes]":
    """Run a command that has to succeed."""
    done = subprocess.run(list(map(str, words)), check=False, **more)  # type: ignore[call-overload]
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, words))}: ended with {done.returncode}")
    return done


def answers(address: str) -> bool:
    """Whether a server answers."""
    try:
        urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own server
    except OSError:
        return False
    return True


def until(done: object, process: Process, log: Path, seconds: float = 300.0) -> None:
    """Wait for something that a program brings about."""
    deadline = time.monotonic() + seconds
    while not done():  # type: ignore[operator]
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"it does not come about:\n{log.read_text()[-3000:]}")
        time.sleep(0.2)


def may_run() -> str:
    """Return why this machine cannot be such a host, an empty text if it can."""
    if os.getuid() != 0:
        return "accounts are made and removed: run it as root, on a machine to be thrown away"
    for program in ("useradd", "setpriv", "npm", "bwrap"):
        if shutil.which(program) is None:
            return f"there is no {program}"
    if shutil.which("chromium") is None and shutil.which("google-chrome") is None:
        return "there is no chromium"
    if sys.platform != "linux":
        return "Linux only"
    return ""
