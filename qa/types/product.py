"""Which version of this product runs."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def product_version() -> str:
    try:
        return version("citedqa")
    except PackageNotFoundError:
        return "unknown"
