"""What Min enhet is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from dashboard.serve.links import FORM_PAGES, page_href
from dashboard.submissions.case import Case, Draft
from dashboard.submissions.checks import Wrong
from dashboard.submissions.files import CaseFile
from dashboard.unit_page.form import Entry
from dashboard.words.words import Words
from geodata.region.region import Region


@dataclass(frozen=True)
class UnitView:
    """What the page is made from.

    Attributes
    ----------
    region : Region
    words : Words
    unit : str
        Id; "" of one that is applied for.
    units : sequence of str
        Those that the reader answers for.
    tab : {"facts", "cases", "how"}
    entry : Entry
        The form as it stands.
    draft : Draft
        What it stands for.
    wrong : mapping of str to Wrong
    open_case : Case or None
        The draft, or the returned case, that the form is of.
    cases : sequence of Case
        Of the unit, the newest first.
    account : int
        Of the reader.
    token, csrf : str
        The form's own words.
    confirmation : str
        What has just been done, in words.
    refused : str
        What could not be, in words.
    search : str
        The address's query.
    tried : bool
        Whether the form has been sent, and shows what is wrong with it.
    under_way : mapping of str to int
        How many cases of each unit are under way; "" of what is applied for.
    files : mapping of int to sequence of CaseFile
        Of each case that has any, by its id.
    files_lost : bool
        Whether the form brought files that were not kept.
    place_script : str
        Address of the script by which a place is pressed on a map.
    """

    region: Region
    words: Words
    unit: str
    units: Sequence[str]
    tab: str
    entry: Entry
    draft: Draft
    wrong: Mapping[str, Wrong]
    open_case: Case | None
    cases: Sequence[Case]
    account: int
    token: str
    csrf: str
    confirmation: str = ""
    refused: str = ""
    search: str = ""
    tried: bool = False
    under_way: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[int, Sequence[CaseFile]] = field(default_factory=dict)
    files_lost: bool = False
    place_script: str = ""

    @property
    def name(self) -> str:
        """Of the unit."""
        return str(self.region.units.at[self.unit, "name"]) if self.unit else self.words("my_unit.new_unit")

    @property
    def action(self) -> str:
        """Address that the forms are sent to."""
        return page_href(FORM_PAGES["unit"], self.words.language, urlencode(self._place))

    @property
    def _place(self) -> dict[str, str]:
        return {"unit": self.unit} if self.unit else {"new": "1"}
