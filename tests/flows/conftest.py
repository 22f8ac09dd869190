"""Flows are tried on both engines, on databases made as those of the store's tests."""

from tests.store.conftest import database, migrated_file, migrated_template

__all__ = ["database", "migrated_file", "migrated_template"]
