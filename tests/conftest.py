"""What every test may ask for."""

from importlib.util import find_spec

_WORLD = ("tests.world.postgres", "tests.world.chromium", "tests.world.fixtures", "tests.world.migrated")

pytest_plugins = [name for name in _WORLD if find_spec(name)]
