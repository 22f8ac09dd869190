"""The command line: one small file per group of commands."""

from maildesk.cli.program import main

__all__ = ["main"]
