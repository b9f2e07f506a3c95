"""What `region.toml` says, as frozen records: names, tables, rules, travel model, sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from geodata.contract.access_settings import AccessSettings
from geodata.contract.connector_settings import ConnectorSettings
from geodata.contract.follow_up_settings import FollowUp
from geodata.contract.need_settings import NeedIndex
from geodata.contract.register_settings import RegisterSettings
from geodata.contract.reimbursement_settings import Reimbursement
from geodata.contract.transit_settings import TransitSettings
from geodata.contract.unit_facts import UnitFacts

Language = Literal["sv", "en"]
TravelModel = Literal["straight_line", "road_network", "public_transport", "table"]
Text = Mapping[str, str]
"""The same words in several languages, keyed `sv` and `en`."""

TIME_ZONE = "Europe/Stockholm"
OPERATORS = ("own", "contract", "choice")
"""Own-run (egenregi), contracted (entreprenad, LOU), of the resident's choice (privat, LOV)."""


@dataclass(frozen=True)
class TableSettings:
    """Location of one table and how its own names become ours."""

    file: str
    layer: str | None = None  # sheet or layer within the file; with * or ? a pattern
    header_row: tuple[int, ...] = ()  # rows that hold the header, as the user sees them; () is looked for
    header: tuple[str, ...] = ()  # names of the columns of a file that has no header
    skip_after: str | int | None = None  # what the first row below the table begins with, or how many such
    encoding: str | None = None  # of a text file; None is found out
    separator: str | None = None  # of a text file; None is found out
    crs: str | None = None  # of the coordinates, where the file does not say
    columns: Mapping[str, str] = field(default_factory=dict)  # ours -> the source's
    constants: Mapping[str, str] = field(default_factory=dict)  # ours -> value on every row
    recode: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # ours -> {theirs: ours}
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # source column -> kept values
    where_not: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # regular expressions
    where_like: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # regular expressions
    melt: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # wide column -> constants
    melt_like: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # pattern -> constants with \1
    duplicates: Literal["error", "first", "add"] = "error"
    incomplete: Literal["error", "set_aside"] = "error"
    unknown_area: Literal["error", "keep"] = "error"
    unknown_unit: Literal["error", "keep"] = "error"
    outside: Literal["error", "keep"] = "error"  # coordinates outside the region's surroundings
    recode_like: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # ours -> {pattern: ours}
    extract: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # ours -> column, pattern
    ignore: tuple[str, ...] = ()  # source columns left unread on purpose: regular expressions
    snap_m: float = 0.0  # a unit this close to an area, but in none, stands in it (a shore cut off)
    thousands: Mapping[str, str] = field(default_factory=dict)  # ours, or "" for all -> mark of thousands
    decimal: Mapping[str, str] = field(default_factory=dict)  # ours, or "" for all -> decimal mark
    null: tuple[str, ...] = ()  # texts that stand for nothing


@dataclass(frozen=True)
class CareForm:
    """One kind of service and the words it is spoken of in."""

    key: str
    name: Text  # "Vårdcentral"
    plural: Text  # "vårdcentraler"
    shape: Literal["circle", "square", "triangle", "diamond"]
    limit_min: float  # the published longest acceptable journey
    capacity_name: Text  # "läkare", "platser"; empty where capacity is not used
    visits_name: Text  # "besök", "listade"
    reach: Literal["visited", "visits_home"] = "visited"  # at home contracted areas decide, not distance
    visits_are: Literal["contacts", "listed"] = "contacts"  # listed: units outside count by their lists
    capacity_ceiling: float | None = None  # times the usual visits per capacity; no unit takes in more


@dataclass(frozen=True)
class AgeGroup:
    """Residents of some ages, both ends inclusive."""

    key: str
    age_from: int
    age_to: int | None
    name: Text


@dataclass(frozen=True)
class IndicatorSettings:
    """A quality indicator's definition: what it counts and which way is better."""

    key: str
    name: Text
    unit: Literal["share", "number", "minutes", "currency"]
    better: Literal["higher", "lower"]
    target: float | None
    threshold: float | None  # for authorisation; a unit on the wrong side is flagged
    source: str
    date: str
    description: Text
    exact: bool = False  # shares are divided, not rounded: how many cases, at least, can be told from them


@dataclass(frozen=True)
class Rule:
    """One published rule by which an area counts as lacking supply.

    `key` is too_far (limit in minutes; a care form's own limit where `limit` is None),
    too_little (share of the regional mean access), no_choice (organisations in reach) or
    too_few (share of the expected use).
    """

    key: Literal["too_far", "too_little", "no_choice", "too_few"]
    limit: float | None
    on: bool
    source: Text


@dataclass(frozen=True)
class PlaceKind:
    """A kind of place to set out from, with a straight line's detour and speed of its own."""

    key: str
    name: Text  # "tätort"
    from_per_km2: float  # residents per km2 from which an area is of this kind
    detour: float
    speed_kmh: float


@dataclass(frozen=True)
class TravelSettings:
    """Settings of the travel model."""

    mode: str  # "car", "bicycle", "foot"
    detour: float  # road distance / straight line
    speed_kmh: float
    longest_min: float  # journeys beyond this count as out of reach
    source: Text
    model: TravelModel | None = None  # unsaid: a table of travel times where there is one, else the line
    network: str | None = None  # a file that `utbudskarta network build` has made
    longest_snap_m: float = 1000.0  # a place further from any road is not on the network
    kinds: Mapping[str, PlaceKind] = field(default_factory=dict)  # straight line; other areas as above
    key: str = ""  # in addresses; "" in a region that has one way
    limits_min: Mapping[str, float] = field(default_factory=dict)  # by care form; empty: their own
    transit: TransitSettings | None = None  # day, window and walks of public transport
    variant_of: str = ""  # key of the way that this is at another percentile; "" of a way of its own


@dataclass(frozen=True)
class Theme:
    """A categorical map of areas or municipalities, such as a decision's status."""

    key: str
    name: Text
    description: Text
    date: str
    source: str
    categories: Mapping[str, Text]  # value -> words, in the legend's order
    colours: Mapping[str, str]  # value -> #rrggbb


@dataclass(frozen=True)
class OpeningSettings:
    """Time zone of all opening hours, and days when units are closed whatever their hours."""

    time_zone: str = TIME_ZONE
    closed_days: tuple[date, ...] = ()


@dataclass(frozen=True)
class Source:
    """Origin of figures or shapes, and the credit their licence requires."""

    title: str
    publisher: str
    licence: str
    date: str
    covers: Text  # what of the map it is the source of
    tables: tuple[str, ...] = ()  # the same, as names of tables: who is named beside a figure
    fetched: str = ""  # the day it was brought from the net; "" where somebody brought it
    address: str = ""  # where from
    notes: tuple[str, ...] = ()  # what whoever answers for it says must be read with it


@dataclass(frozen=True)
class Accessibility:
    """Facts the accessibility statement needs from the region; "" is a blank that the page shows as one."""

    body: str = ""  # the authority that answers for the map
    email: str = ""
    phone: str = ""
    url: str = ""  # where shortcomings are reported
    authority: Text | None = None  # who supervises; where `lov`, Digg unless said otherwise
    authority_url: str = ""  # where a complaint to it is made
    assessed: str = ""  # day of the latest assessment
    assessor: Text | None = None  # who made it, and how
    known_gaps: Text | None = None  # what does not work, and when it will


@dataclass(frozen=True)
class OpenData:
    """Publisher and licence of the open data; "" is not given."""

    publisher: Text | None = None  # the authority
    publisher_url: str = ""
    contact: Text | None = None  # whom to ask: "Statistikenheten"
    email: str = ""
    licence: str = ""  # its address
    licence_name: str = ""  # "CC0 1.0"


@dataclass(frozen=True)
class ChoiceGoals:
    """Goals of the system of choice, shares from 0 to 1."""

    goals: Mapping[str, float] = field(default_factory=dict)  # active_choice, private, re_choice
    since: date | None = None  # the day that before and after are told of


@dataclass(frozen=True)
class RegionSettings:
    """Everything `region.toml` says, checked."""

    id: str
    name: Text
    short: str
    crs: str
    language: Language
    currency: str
    notice: Text | None  # a sentence shown on every view and export, e.g. example data
    area_kind: Text
    residents_date: str
    tables: Mapping[str, TableSettings]
    care_forms: Mapping[str, CareForm]
    age_groups: Mapping[str, AgeGroup]
    indicators: Mapping[str, IndicatorSettings]
    rules: Mapping[str, Rule]
    underserved_from: int  # how many rules an area fails to count as underserved
    travel: TravelSettings
    themes: Mapping[str, Theme]
    sources: tuple[Source, ...]
    disclosure: Literal["public", "protected"] | None
    disclosure_reason: Text | None
    as_of: date | None  # "today" for which units count as open where there are no periods
    lov: bool = True  # whether units belong to systems of choice (wording only)
    not_choosing: Text | None = None  # what happens with a resident who does not choose
    choice_goals: ChoiceGoals = field(default_factory=ChoiceGoals)
    accessibility: Accessibility = field(default_factory=Accessibility)
    open_data: OpenData = field(default_factory=OpenData)
    opening: OpeningSettings = field(default_factory=OpeningSettings)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # a name -> what else people type
    ground: str | None = (
        None  # file of an OpenStreetMap extract, drawn beneath the map when it is looked at closely
    )
    key_file: str | None = None  # where the build finds its secret; never in a published version
    release: str = "1"  # what the versions are called that are of one draw of noise
    need_indices: Mapping[str, NeedIndex] = field(default_factory=dict)
    projection_variants: Mapping[str, Text] = field(default_factory=dict)  # as the table has them -> names
    reimbursement: Reimbursement = field(default_factory=Reimbursement)
    unit_facts: UnitFacts = field(default_factory=UnitFacts)
    follow_up: FollowUp = field(default_factory=FollowUp)
    register: RegisterSettings | None = None  # where visits are read from; never published
    connectors: Mapping[str, ConnectorSettings] = field(default_factory=dict)  # never published
    access: AccessSettings = field(default_factory=AccessSettings)  # nothing declared: all is public
    travel_modes: tuple[TravelSettings, ...] = ()  # all ways, `travel` among them; empty where there is one

    def in_mode(self, key: str) -> RegionSettings:
        """The settings with another way of travelling, and with its limits in place of the care forms' own.

        Parameters
        ----------
        key : str
            Of one of `travel_modes`.
        """
        travel = next(each for each in self.travel_modes if each.key == key)
        forms = {
            name: replace(form, limit_min=travel.limits_min.get(name, form.limit_min))
            for name, form in self.care_forms.items()
        }
        return replace(self, travel=travel, care_forms=forms)
