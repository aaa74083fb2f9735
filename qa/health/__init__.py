"""Everything that `qa doctor` looks at, and what it repairs."""

from qa.health.examining import examine
from qa.health.finding import Finding

__all__ = ["Finding", "examine"]
