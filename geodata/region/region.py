"""A region: one frozen bundle of checked tables that agree with each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

import numpy as np
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from pandas import DataFrame
from scipy.sparse import csr_array

from geodata.contract.access_settings import EVERYTHING, RoleAccess
from geodata.contract.settings import RegionSettings
from geodata.ground.ground import Ground
from geodata.network.graph import Network
from geodata.network.roads import Roads
from geodata.overlay.rows import AppliedOverlay
from geodata.region.audience import Audience
from geodata.region.choice_model import ChoiceModel
from geodata.region.few_cases import without_few
from geodata.region.for_audience import for_audience
from geodata.region.in_mode import ModeTravel, in_mode
from geodata.region.municipalities import Municipalities, municipalities
from geodata.region.payment_tables import PaymentTables
from geodata.region.population_points import PopulationPoints
from geodata.region.release import Release
from geodata.region.version_news import VersionNews
from geodata.region.visits import Visits
from geodata.region.visits_apart import REASONS, visits_apart
from geodata.transit.stop_quality import StopQuality
from geodata.transit.timetable import Timetable


@dataclass(frozen=True)
class Account:
    """Rows that were kept apart on purpose: nothing is dropped without one of these.

    `reason` is one of: duplicate, incomplete, filtered, unknown_area, unknown_unit, parts, total, no_place,
    outside, no_residents, no_points, closed, few_cases, no_road, cut_off, roads_end; and of visits that are
    kept: no_residence, residence_outside, unknown_unit, unit_outside, unit_without_place, before_opening,
    after_closing.
    """

    table: str
    reason: str
    handling: Literal["set_aside", "kept"]
    rows: int | None  # None of protected visits: the cells count visits, and nothing else is told of them
    amount: int  # persons or visits on those rows; 0 for units and areas
    examples: tuple[str, ...]  # at most five ids or codes, or names with the ids


@dataclass(frozen=True, eq=False)
class Region:
    """Everything loaded for one deployment.

    Attributes
    ----------
    areas : GeoDataFrame
        Index `area_id` (text, ascending); `name`, `municipality_id`, `municipality`, `x`, `y`
        (where its residents are, metres in `settings.crs`), `geometry` in `settings.crs`.
    units : GeoDataFrame
        Index `unit_id` (text, ascending); `name`, `care_form`, `operator` (own, contract, choice or
        ""), `organisation`, `capacity` (float, NaN unknown), `opened`, `closed` (datetime64, NaT
        unknown or never), `services`, `languages` (";"-separated text), `accepts_new`, `step_free`
        ("yes", "no"), `opening`, `closures` (days, see `geodata.contract.day_spans`), `phone`, `url`,
        `address` ("" unknown), `area` (int32 position of the area it stands in, -1 outside or
        without a place), `geometry` (Point in `settings.crs`, None without a place); `listed` (float,
        NaN unknown) where the region says how many persons are listed with its units.
    population : DataFrame
        `area` (int32 position), `year`, `sex` ("" both, "1" men, "2" women), `age_from`, `age_to` (-1
        open), `persons`; nobody is counted on two rows of a year, so that any sum is of people.
    visits : Visits or None
        None where the region has no visits: then everything that needs them says so. Also None where
        they are to be protected, until `geodata.publish.build.computed` has done so.
    indicators : DataFrame
        `indicator`, `unit` (int32 position), `period`, `value`, `numerator`, `denominator`; `prevalence`
        (share of the listed whom it may be of, NaN unknown) where the region says it; `few` (bool): of so few
        cases that the rest is NaN, whatever was given, see `geodata.region.few_cases`.
    contracted : DataFrame
        `unit`, `area` (int32 positions): what the contract says; may be empty.
    themes : DataFrame
        `theme`, `area` (int32 position), `value`: one row an area and theme; may be empty.
    background : GeoDataFrame
        `kind` ("land" outside the region, "water"), geometry; may be empty.
    places : DataFrame
        `name`, `x`, `y`, `persons`: labels of the map; may be empty.
    accounts : tuple of Account
    minutes : csr_array or None, shape (areas, units)
        Travel minutes, at least 1e-4 where reachable; not stored where out of reach.
        None until `geodata.publish.build.computed` has filled it in.
    neighbours : csr_array or None, shape (areas, areas)
        1 where two areas share a border; None until computed.
    networks : mapping of str to Network
        The files that `[travel]` names, as they were read; empty in a published version, which has `roads`.
    roads : Roads or None
        Roads of the travel mode around the region; None until computed, and with other models. Those of
        walkers where one travels by public transport.
    timetable : Timetable or None
        Of the day and window that `[travel.transit]` names; None until computed, and with other models.
    version : str
        Twelve hexadecimal digits of the published version; "" before.
    built : str
        ISO 8601 moment of the build, "" before.
    stands_in : bool
        Whether it is served because what was published last cannot be read.
    base : DataFrame or None
        Exact visits that are to be protected, see `geodata.disclosure.published_cells`; None once they are,
        and in every published version.
    addresses : DataFrame or None
        `street`, `number`, `postcode`, `locality` ("" not told), `x`, `y`: what the search finds.
    beyond : DataFrame or None
        As `places`, those that stand outside the areas.
    news : VersionNews or None
        What differs from the version before; None until published, and where there was none before.
    extract : Path or None
        The OpenStreetMap extract that `[ground]` names; None in a published version.
    ground : Ground or None
        Squares of what is drawn beneath the map; None until `geodata.publish.build.with_ground` has read the
        extract, and in a published version, which has them as files.
    choice_models : tuple of ChoiceModel
        Of the care forms whose visits tell one; empty until computed, and in versions of older programs.
    drawn : array of MultiPolygon or None, shape (areas,)
        The areas as the map draws them, see `geodata.region.area_at`; None until published.
    points : PopulationPoints or None
        Where the residents of each area live; None where the region does not say.
    point_minutes : csr_array of float32 or None, shape (points, units)
        As `minutes`, from each population point; the nearest first in each row. None until computed, and
        without points.
    projections : DataFrame or None
        `municipality_id` ("" where the row is of an area), `area` (int32 position, -1 where it is of a
        municipality), `year`, `sex`, `age_from`, `age_to` (as in `population`), `variant` ("" the main
        one), `persons` (float); nobody is counted on two rows of a place, year and variant.
    life_expectancy : DataFrame or None
        `year`, `sex`, `age`, `years` (float: remaining at that age).
    prevalence : DataFrame or None
        `condition`, `sex`, `age_from`, `age_to`, `share` (0 to 1), `year` (0 unknown), `excess_use` (use by
        one who has it over use by one who has not; NaN unknown).
    need_variables : DataFrame or None
        `variable`, `area` (int32 position), `value`, `denominator` (NaN where the value is a share already).
    lists, unit_weights, production, payments : DataFrame or None
        See `geodata.region.payment_tables`; None also where they are to be protected, until
        `geodata.publish.build.computed` has done so. Protected lists and production are whole numbers with
        noise, and units of few have no rows in weights and payments.
    contracts : DataFrame or None
        `unit` (int32 position), `contract`, `unit_kind` ("" not known), `valid_from`, `valid_to` (datetime64,
        NaT open).
    terms : DataFrame or None
        `unit` (int32 position), `term`, `fulfilled` ("yes", "no", "" not known), `date` (datetime64, NaT not
        said).
    goals : DataFrame or None
        `indicator`, `measure` (one of them ""), `year` (int), `target` (in the unit of the figure),
        `care_form` ("" every one).
    follow_ups : DataFrame or None
        `unit` (int32 position), `kind`, `due`, `done` (datetime64, NaT not yet), `outcome`, `action`, `open`
        ("yes", "no" or "").
    exact_payments : PaymentTables or None
        Exact tables that are to be protected; None once they are, and in every published version.
    payments_release : Release or None
        Of which draw of noise protected lists and production are; None where there are none.
    overlay : AppliedOverlay or None
        What became of approved changes in force on the day of the build; None where none was.
    hidden : RoleAccess
        What those for whom the region is may not see, and what it therefore is without; nothing of a region
        as it was read or published.
    partly : frozenset of str
        Indicators that have values of some units alone, because others' are hidden.
    stops : StopQuality or None
        Of the first way by public transport; None until computed, and in regions without a timetable.
    other_modes : mapping of str to ModeTravel
        What rests on each way of travelling but the usual, by key; see `in_mode`. Empty until computed.
    usual : Region or None
        The same region in its usual way; None where it is in that.
    """

    settings: RegionSettings
    areas: GeoDataFrame
    units: GeoDataFrame
    population: DataFrame
    visits: Visits | None
    indicators: DataFrame
    contracted: DataFrame
    themes: DataFrame
    background: GeoDataFrame
    places: DataFrame
    travel_times: DataFrame | None
    accounts: tuple[Account, ...]
    minutes: csr_array | None = None
    neighbours: csr_array | None = None
    networks: Mapping[str, Network] = field(default_factory=dict)
    roads: Roads | None = None
    timetable: Timetable | None = None
    version: str = ""
    built: str = ""
    stands_in: bool = False
    base: DataFrame | None = None
    addresses: DataFrame | None = None
    beyond: DataFrame | None = None
    news: VersionNews | None = None
    extract: Path | None = None
    ground: Ground | None = None
    choice_models: tuple[ChoiceModel, ...] = ()
    drawn: NDArray[np.object_] | None = None
    points: PopulationPoints | None = None
    point_minutes: csr_array | None = None
    projections: DataFrame | None = None
    life_expectancy: DataFrame | None = None
    prevalence: DataFrame | None = None
    need_variables: DataFrame | None = None
    lists: DataFrame | None = None
    unit_weights: DataFrame | None = None
    production: DataFrame | None = None
    payments: DataFrame | None = None
    contracts: DataFrame | None = None
    terms: DataFrame | None = None
    goals: DataFrame | None = None
    follow_ups: DataFrame | None = None
    exact_payments: PaymentTables | None = None
    payments_release: Release | None = None
    overlay: AppliedOverlay | None = None
    hidden: RoleAccess = EVERYTHING
    partly: frozenset[str] = frozenset()
    other_modes: Mapping[str, ModeTravel] = field(default_factory=dict)
    stops: StopQuality | None = None
    usual: Region | None = None

    def __post_init__(self) -> None:
        """Hide what may not be told, whatever it is made of: raw tables, an old version, another region."""
        shown = without_few(self.indicators, self.settings.indicators, self.units)
        object.__setattr__(self, "indicators", shown)
        object.__setattr__(self, "accounts", tuple(self._by_cells()))

    def _by_cells(self) -> Iterator[Account]:
        """The accounts; protected visits that are kept as the cells count them, none where that is 0."""
        for account in self.accounts:
            apart = account.table == "visits" and account.handling == "kept" and account.reason in REASONS
            if self.visits is None or not self.visits.protected or not apart:
                yield account
            elif amount := visits_apart(self.visits, self.units, account.reason):
                yield replace(account, rows=None, amount=amount, examples=())

    def for_audience(self, audience: Audience) -> Region:
        """The region as an audience may see it; the very same where nothing is hidden from it."""
        return for_audience(self, audience)

    def in_mode(self, mode: str) -> Region:
        """The region travelled in another way, see `geodata.region.in_mode`."""
        return in_mode(self, mode)

    @property
    def network(self) -> Network | None:
        """The network that its way of travelling names, as it was read; None in a published version."""
        return self.networks.get(self.settings.travel.network or "")

    @property
    def protected(self) -> bool:
        """Whether counts of visits carry noise."""
        return self.visits is not None and self.visits.protected

    @property
    def has_follow_up(self) -> bool:
        """Whether it has anything of its own to follow up: terms, goals or follow-ups."""
        return any(table is not None for table in (self.terms, self.goals, self.follow_ups))

    @property
    def payment_tables(self) -> PaymentTables:
        """The tables of reimbursement that are protected together, as they are told."""
        return PaymentTables(self.lists, self.unit_weights, self.production, self.payments)

    def choice_model(self, care_form: str) -> ChoiceModel | None:
        """The choice model of a care form; None where its visits tell none."""
        return next((each for each in self.choice_models if each.care_form == care_form), None)

    @cached_property
    def municipalities(self) -> Municipalities:
        """The municipalities of its areas, and where units stand."""
        return municipalities(self.areas, self.units)
