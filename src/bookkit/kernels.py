"""Kernels that fork from one process which has loaded the libraries.

A kernel of its own takes about four seconds of CPU to start and to import what every page
imports, which is a quarter of a whole build. Here the standard library's fork server does that
once. No code of the project is loaded in it, so that a page always runs the helpers as they are.
"""

import multiprocessing
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess
from multiprocessing.forkserver import ensure_running
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

if TYPE_CHECKING:
    from jupyter_client.connect import KernelConnectionInfo
    from jupyter_client.manager import KernelManager

# One thread a kernel: more in each would make the pages wait for one another. The debugger's
# check would otherwise print to standard error.
KERNEL_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}
# Not duckdb, which looks once, as it is loaded, whether it is in a notebook.
LOADED = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",  # which every kernel loads as it starts
    "jupyter_client.provisioning.local_provisioner",
    "altair",
    "matplotlib.pyplot",
    "pandas",
    "pandera.pandas",
    "sklearn.linear_model",
)
# On macOS the system's own libraries may not survive a fork.
POSSIBLE = sys.platform == "linux"


def fork_kernels(manager: "KernelManager") -> None:
    """Have a manager's kernel fork from the loaded process, on Linux.

    Parameters
    ----------
    manager
        Before it has started its kernel.
    """
    if POSSIBLE:
        manager.kernel_id = str(uuid4())
        manager.provisioner = ForkProvisioner(
            kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec, parent=manager
        )


class ForkProvisioner(LocalProvisioner):
    """Starts a kernel as a fork, and is in all else Jupyter's own."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> "KernelConnectionInfo":
        """Fork a kernel: ``cmd`` is ``python -m ipykernel_launcher`` with its arguments."""
        _load_once()
        context = multiprocessing.get_context("forkserver")
        self.cwd = kwargs.get("cwd") or Path.cwd()
        process = context.Process(
            target=_serve, args=(cmd[3:], dict(kwargs["env"]), str(self.cwd)), daemon=True
        )
        process.start()
        self.process = cast("Any", _Forked(process))
        self.pid = cast("Any", process.pid)
        return self.connection_info


class _Forked:
    """The part of :class:`subprocess.Popen` that a provisioner asks for."""

    stdin = stdout = stderr = None

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, signum: int) -> None:
        if self.poll() is None:
            os.kill(cast("int", self._process.pid), signum)

    def kill(self) -> None:
        self._process.kill()

    def terminate(self) -> None:
        self._process.terminate()


def _load_once() -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(LOADED))
    with _environment(KERNEL_ENVIRONMENT):  # numpy counts its threads when it is loaded
        ensure_running()


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _serve(arguments: list[str], environment: dict[str, str], folder: str) -> None:
    """Run a kernel in this fork, until it is shut down."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    import pandas as pd
    from ipykernel.kernelapp import launch_new_instance

    pd.set_option("display.max_columns", 20)  # as in a notebook: it was loaded outside of one
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"  # a kernel ends when its parent does
    launch_new_instance(argv=[*arguments, parent])
