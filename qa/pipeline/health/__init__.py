"""Everything that `qa doctor` looks at, and what it repairs."""

from qa.pipeline.health.examination import examine
from qa.pipeline.health.finding import Finding

__all__ = ["Finding", "examine"]
