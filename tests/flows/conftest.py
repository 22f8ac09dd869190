"""Flows are tried on both engines, on databases made as those of the store's tests."""

from tests.store.conftest import database

__all__ = ["database"]
