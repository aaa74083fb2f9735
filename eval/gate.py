"""`--fail-under metric=value`: figures that must be reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.bootstrap import Estimate
from eval.datasets import GoldError
from eval.metrics import LOWER_IS_BETTER, METRICS


@dataclass(frozen=True, slots=True)
class Bound:
    """The value that a metric must reach: at least it, or at most where lower is better."""

    metric: str
    value: float

    @classmethod
    def parse(cls, given: str) -> "Bound":
        """From "recall@5=0.99". Raises GoldError."""
        name, equals, value = given.partition("=")
        if name not in METRICS:
            raise GoldError(f"--fail-under {given}: there is no metric {name!r}; there are: {', '.join(METRICS)}")
        try:
            return cls(name, float(value))
        except ValueError:
            shown = repr(value) if equals else "nothing"
            raise GoldError(f"--fail-under {given}: {shown} is no number; write for example {name}=0.9") from None

    def failure(self, metrics: Mapping[str, Estimate]) -> str | None:
        """One line where it isn't reached."""
        found = metrics[self.metric].value
        if found is None:
            return f"{self.metric} could not be measured on this set, and must be {self._asked}"
        missed = found > self.value if self.metric in LOWER_IS_BETTER else found < self.value
        return f"{self.metric} is {found:.4g}, and must be {self._asked}" if missed else None

    @property
    def _asked(self) -> str:
        return f"{'at most' if self.metric in LOWER_IS_BETTER else 'at least'} {self.value:g}"


def failures(bounds: Sequence[Bound], metrics: Mapping[str, Estimate]) -> list[str]:
    return [failure for bound in bounds if (failure := bound.failure(metrics)) is not None]
