"""The state of a negotiation as JSON, described by schema/brackets.json."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TypeAlias

from draftkit.negotiate.moved import ParagraphMove
from draftkit.negotiate.standing import Standing, Wording
from draftkit.negotiate.state import ParagraphState, State
from draftkit.writers.text_hash import text_hash
from draftkit.writers.versions import Version

SCHEMA = "draftkit/brackets/1"

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"
Object: TypeAlias = dict[str, Json]


def state_json(versions: Sequence[Version]) -> str:
    """The state of the last version, with the figures of all."""
    last = versions[-1]
    found = last.state
    brackets = [bracket for one in found.paragraphs for bracket in (*one.brackets, *one.blanks)]
    whole: Object = {
        "schema": SCHEMA,
        **_figures(last),
        "title": last.title,
        "paragraphs": [_paragraph(one) for one in found.paragraphs],
        "brackets": [_bracket(bracket) for bracket in brackets],
        "delegations": [_delegation(found, name) for name in found.delegations],
        "pairs": [
            {"delegations": [pair.first, pair.second], "together": pair.together, "both": pair.both}
            for pair in found.pairs
        ],
        "moves": [_move(one) for one in found.moves],
        "clean": list(found.clean),
        "versions": [_figures(one) for one in versions],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _figures(one: Version) -> Object:
    found = one.state
    return {
        "file": one.name,
        "symbol": one.symbol,
        "text": text_hash(one.draft),
        "open": found.open,
        "blanks": found.blanks,
        "depth": found.depth,
        "words": found.words,
        "in_dispute": found.in_dispute,
        "paragraphs_in_all": len(found.paragraphs),
        "paragraphs_clean": len(found.clean),
    }


def _paragraph(one: ParagraphState) -> Object:
    return {
        "label": one.label,
        "open": len(one.brackets),
        "blanks": len(one.blanks),
        "depth": one.depth,
        "words": one.words,
        "in_dispute": one.in_dispute,
    }


def _bracket(bracket: Standing) -> Object:
    return {
        "address": bracket.address,
        "label_of_paragraph": bracket.label,
        "kind": bracket.kind.value,
        "form": bracket.form.value,
        "depth": bracket.depth,
        "alternatives": [
            _alternative(number, wording) for number, wording in enumerate(bracket.wordings, start=1)
        ],
    }


def _alternative(number: int, wording: Wording) -> Object:
    return {
        "number": number,
        "label": wording.label,
        "proponents": list(wording.proponents),
        "text": wording.text,
    }


def _move(one: ParagraphMove) -> Object:
    return {
        "from": one.went.address,
        "to": one.came.address,
        "same_words": one.same_words,
        "delegations": list(one.delegations),
    }


def _delegation(found: State, name: str) -> Object:
    return {
        "name": name,
        "positions": [
            {"address": stand.bracket.address, "alternative": stand.number, "text": stand.wording.text}
            for stand in found.stands
            if stand.delegation == name
        ],
    }
