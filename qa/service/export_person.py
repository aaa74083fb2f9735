"""A person as the API and the command line give them."""

from typing import Any

from qa.attribution.answers import Person


def person_json(found: Person, limit: int | None = None) -> dict[str, Any]:
    """At most `limit` of each list. The markers of the citations mean nothing here."""
    return {
        "name": found.name,
        "namesakes": list(found.namesakes),
        "documents": found.documents,
        "quoted": found.quoted,
        "first": found.first,
        "last": found.last,
        "introductions": [
            {"role": each.role, "documents": each.documents, "citation": each.cited.to_json()}
            for each in found.introductions[:limit]
        ],
        "said": [excerpt.cite(1).to_json() for excerpt in found.said[:limit]],
        "of_them": [cited.to_json() for cited in found.of_them[:limit]],
    }
