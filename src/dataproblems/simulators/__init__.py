"""Worlds with known truth, for the questions that logged data cannot answer."""
