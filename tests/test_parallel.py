"""The parallel run that ``make test`` starts."""

import os

import pytest


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="not a parallel run")
@pytest.mark.xdist_group("together")
def test_tests_of_a_group_are_sent_to_one_process(request):
    """Else each process makes anew what a module's tests share: the run takes twice as long."""
    assert request.node.nodeid.endswith("@together")
