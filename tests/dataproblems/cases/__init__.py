"""The contracts of the helpers, one file for each module: see ``case`` and ``test_contracts``."""
