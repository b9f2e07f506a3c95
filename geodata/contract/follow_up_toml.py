"""What `region.toml` says of follow-up: `[terms.KEY]`, and the day in `[follow_up]`."""

from __future__ import annotations

from geodata.contract.follow_up_settings import FollowUp, Term
from geodata.contract.parts import keyed
from geodata.contract.toml_reader import TomlReader

TERMS_MOST = 60
"""Terms of a region: the page has a bar for each."""


def read_follow_up(top: TomlReader) -> FollowUp:
    """Terms of contracts, and the day that follow-ups are judged on."""
    reader = top.table("follow_up")
    day = reader.day("as_of")
    reader.finish()
    terms = {key: _term(key, each) for key, each in top.tables("terms")}
    if len(terms) > TERMS_MOST:
        top.problem("impossible_number", "terms", len(terms), "0", str(TERMS_MOST))
    return FollowUp(terms, day)


def _term(key: str, reader: TomlReader) -> Term:
    name = reader.words("name", required=True)
    term = Term(
        key=keyed(key, reader),
        name=name,
        about=reader.words("about", {"sv": "", "en": ""}, empty=True),
        source=reader.words("source", {"sv": "", "en": ""}, empty=True),
    )
    reader.finish()
    return term
