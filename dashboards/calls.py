"""The calls that a page makes: which bodies Dash is handed, and which it would stumble over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

# What a page sends to Dash in a call.
PARTS = {"output", "outputs", "inputs", "state", "changedPropIds", "parsedChangedPropsIds"}


class NotReadable(ValueError):  # noqa: N818 - what was sent, not a fault of the program
    """A body that is no JSON, or that nobody could answer."""


def read(body: bytes) -> Any:
    """What a body says. Raises NotReadable."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as failure:
        raise NotReadable from failure


def can_be_written(told: Any) -> bool:
    """Whether what was read is text throughout: JSON can hold half a letter (a lone surrogate)."""
    try:
        json.dumps(told, ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError):
        return False
    return True


def is_a_call(body: Any, callbacks: Mapping[str, Any]) -> bool:
    """Whether a body names a callback and brings the inputs, states and outputs that it has."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    known = callbacks.get(body["output"])
    # What scripts answer is known as well, but there is nothing to be called for it here.
    if known is None or "callback" not in known or not PARTS.issuperset(body):
        return False
    return (
        properties(body.get("inputs")) == properties(known["inputs"])
        and properties(body.get("state", [])) == properties(known["state"])
        and properties(outputs(body)) == names(body["output"])
        and are_texts(body.get("changedPropIds", []))
    )


def are_texts(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(text, str) for text in given)


def outputs(body: Mapping[str, Any]) -> Any:
    """One output comes by itself, several in a list."""
    given = body.get("outputs")
    return [given] if isinstance(given, dict) else given


def properties(parts: Any) -> list[str] | None:
    """The properties that a list names, as Dash writes them: id.property."""
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        return None
    return [f"{part.get('id')}.{part.get('property')}" for part in parts]


def names(output: str) -> list[str]:
    """What the name of a callback is made of: one property, or several between dots.

    >>> names("page.children"), names("..page.children...frame.data-title..")
    (['page.children'], ['page.children', 'frame.data-title'])
    """
    several = output.startswith("..") and output.endswith("..")
    return output[2:-2].split("...") if several else [output]
