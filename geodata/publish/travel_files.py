"""What rests on a way of travelling as files of a version: minutes, roads, choice models; usual or other."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from geodata.contract.errors import SnapshotError
from geodata.contract.settings import RegionSettings
from geodata.network.roads import ARRAYS, Roads, arrays_of
from geodata.publish.array_files import mapped, read_matrix, save_matrix
from geodata.publish.map_documents import compact_json
from geodata.publish.plain_json import from_plain_json, to_plain_json
from geodata.publish.points_files import read_point_minutes, write_point_minutes
from geodata.region.choice_model import ChoiceModel
from geodata.region.in_mode import ModeTravel
from geodata.region.region import Account
from geodata.transit import timetable

ACCOUNTS: Final = "travel_accounts.json"
"""Accounts of another way than the usual, whose stand among those of the region."""


def files_of(folder: Path, settings: RegionSettings) -> dict[str, TravelFiles]:
    """The files of each way by its key, "" of the usual, in the order of the settings."""
    ways = settings.travel_modes or (settings.travel,)
    found = {"": TravelFiles(folder)}
    for way in ways[1:]:
        same = None if not way.variant_of else "" if way.variant_of == ways[0].key else way.variant_of
        found[way.key] = TravelFiles(folder, way.key, same)
    return found


@dataclass(frozen=True)
class TravelFiles:
    """The files of one way in the folder of a version.

    Attributes
    ----------
    folder : Path
    mode : str
        Key of a way that is not the usual; "" of the usual.
    network_of : str, optional
        Mode whose roads and timetable are its own too, and are not written again.
    """

    folder: Path
    mode: str = ""
    network_of: str | None = None

    def name(self, name: str) -> str:
        """What one of them is called."""
        return f"{self.mode}.{name}" if self.mode else name

    def write(self, travel: ModeTravel) -> None:
        """Write all there is of a way."""
        save_matrix(self.folder, self.name("minutes"), travel.minutes)
        if travel.point_minutes is not None:
            write_point_minutes(self.folder, self.name("point_minutes"), travel.point_minutes)
        if self.network_of is None:
            self._write_network(travel)
        if travel.choice_models:
            self._save("choice_models.json", {"choice_models": to_plain_json(travel.choice_models)})
        if self.mode and travel.accounts:
            self._save(ACCOUNTS, {"accounts": to_plain_json(travel.accounts)})

    def _write_network(self, travel: ModeTravel) -> None:
        if travel.roads is not None:
            for name, array in arrays_of(travel.roads).items():
                np.save(self.folder / self.name(f"roads.{name}.npy"), array)
            self._save("roads.json", {"mode": travel.roads.mode, "about": travel.roads.about})
        if travel.timetable is not None:
            for name in timetable.ARRAYS:
                np.save(self.folder / self.name(f"timetable.{name}.npy"), getattr(travel.timetable, name))
            self._save("timetable.json", {"names": list(travel.timetable.names)})

    def read(self, files: Container[str], shape: tuple[int, int]) -> ModeTravel:
        """Read them, arrays mapped.

        Parameters
        ----------
        files : container of str
            Names of the files that the version has.
        shape : tuple of int
            (areas, units).
        """
        points = self.name("point_minutes")
        network = TravelFiles(self.folder, self.mode if self.network_of is None else self.network_of)
        return ModeTravel(
            minutes=read_matrix(self.folder, self.name("minutes"), shape),
            point_minutes=read_point_minutes(self.folder, points, shape[1])
            if f"{points}.data.npy" in files
            else None,
            roads=network._roads(files) if network.name("roads.json") in files else None,
            timetable=network._timetable() if network.name("timetable.json") in files else None,
            choice_models=self._records("choice_models", ChoiceModel, files),
            accounts=self._records("accounts", Account, files, ACCOUNTS) if self.mode else (),
        )

    def _save(self, name: str, content: Mapping[str, object]) -> None:
        (self.folder / self.name(name)).write_bytes(compact_json(content))

    def _roads(self, files: Container[str]) -> Roads:
        if any(self.name(f"roads.{name}.npy") not in files for name in ARRAYS):
            raise SnapshotError(
                f"Version {self.folder.name} has roads by another version of the program; build it again"
            )
        header = json.loads((self.folder / self.name("roads.json")).read_bytes())
        arrays = (mapped(self.folder, self.name(f"roads.{name}")) for name in ARRAYS)
        return Roads(header["mode"], header["about"], *arrays)

    def _timetable(self) -> timetable.Timetable:
        names = json.loads((self.folder / self.name("timetable.json")).read_bytes())["names"]
        arrays = (mapped(self.folder, self.name(f"timetable.{name}")) for name in timetable.ARRAYS)
        return timetable.Timetable(tuple(names), *arrays)

    def _records[T](self, key: str, kind: type[T], files: Container[str], name: str = "") -> tuple[T, ...]:
        file = self.name(name or f"{key}.json")
        if file not in files:
            return ()
        content = json.loads((self.folder / file).read_bytes())[key]
        found: tuple[T, ...] = from_plain_json(tuple[kind, ...], content)  # type: ignore[valid-type]
        return found
