"""Pages run in forks of one loaded process, and see nothing of that."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from bookkit.execution import run_cells
from bookkit.kernels import LOADED, POSSIBLE, fork_kernels
from bookkit.notebooks import read_notebook

pytestmark = pytest.mark.skipif(not POSSIBLE, reason="kernels fork on Linux alone")

CELLS = {
    "loaded": f"import sys\nall(name in sys.modules for name in {LOADED!r})",
    "helpers": "any(name.startswith('dataproblems') for name in sys.modules)",
    "given": "import os\nos.environ['GIVEN'], os.environ['OMP_NUM_THREADS'], os.listdir()",
    "columns": "import pandas as pd\npd.get_option('display.max_columns')",
    "figure": "import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])",
    "left": "os.environ['GIVEN'] = 'changed'\nsys.modules['left_behind'] = sys",
}


def completed(coroutine):
    """Run it in a thread of its own: a browser may hold this one's event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def run(tiny_book, cells):
    text = "".join(f"\n```{{code-cell}} ipython3\n{code}\n```\n" for code in cells)
    tiny_book.write("page", f"# A page\n{text}", notebook=True)
    page = tiny_book.root / "book" / "page.md"
    notebook = read_notebook(page)
    error = completed(run_cells(notebook, page, {"GIVEN": "a value"}))
    return error, [
        output.get("data", {})
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    ]


def test_a_fork_has_the_libraries_and_is_a_notebook_of_its_own(tiny_book):
    error, outputs = run(tiny_book, CELLS.values())
    assert not error
    texts = [output["text/plain"] for output in outputs]
    assert texts[:4] == ["True", "False", "('a value', '1', [])", "20"]
    assert "image/png" in outputs[4]
    again = "import sys, os\n'left_behind' in sys.modules, os.environ['GIVEN']"
    assert run(tiny_book, [again])[1] == [{"text/plain": "(False, 'a value')"}]


def test_a_fork_that_dies_is_told(tiny_book):
    error, _ = run(tiny_book, ["import os\nos._exit(3)"])
    assert "died" in error


def test_a_fork_can_be_killed(tmp_path):
    from jupyter_client.manager import AsyncKernelManager

    async def live_and_die():
        manager = AsyncKernelManager(transport="ipc", ip=str(tmp_path / "kernel"))
        fork_kernels(manager)
        await manager.start_kernel()
        alive = await manager.is_alive()
        await manager.shutdown_kernel(now=True)
        return alive, await manager.is_alive()

    assert completed(live_and_die()) == (True, False)
