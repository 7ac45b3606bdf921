"""Helpers, data and simulated worlds behind the book *Data Before Models*."""
