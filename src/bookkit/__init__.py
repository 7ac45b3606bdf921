"""Builds the book: executes pages in parallel, then runs Sphinx strictly."""
