"""A region's supply of publicly funded care: from a folder of data to an assessment of it.

What `__all__` names is the public surface: it is documented in `docs/library.md`, and a version that
takes something away says so by its number. Names are loaded when first used, so that to import the
package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from geodata.assessment.assessment import Assessment, assess
    from geodata.checks import check
    from geodata.contract.errors import (
        DataProblemsError,
        DisclosureError,
        RegionError,
        SnapshotError,
        UnknownNameError,
    )
    from geodata.library.questions import new_scenario, what_if
    from geodata.library.regions import open_folder, open_published, write_demo
    from geodata.measures.registry import series as measure
    from geodata.region.changes import Change
    from geodata.region.region import Region
    from geodata.scenario.scenario import Scenario

_STANDS_IN: Final = {
    "Assessment": "assessment.assessment.Assessment",
    "Change": "region.changes.Change",
    "DataProblemsError": "contract.errors.DataProblemsError",
    "DisclosureError": "contract.errors.DisclosureError",
    "Region": "region.region.Region",
    "RegionError": "contract.errors.RegionError",
    "Scenario": "scenario.scenario.Scenario",
    "SnapshotError": "contract.errors.SnapshotError",
    "UnknownNameError": "contract.errors.UnknownNameError",
    "assess": "assessment.assessment.assess",
    "check": "checks.check",
    "measure": "measures.registry.series",
    "new_scenario": "library.questions.new_scenario",
    "open_folder": "library.regions.open_folder",
    "open_published": "library.regions.open_published",
    "what_if": "library.questions.what_if",
    "write_demo": "library.regions.write_demo",
}

__all__ = [
    "Assessment",
    "Change",
    "DataProblemsError",
    "DisclosureError",
    "Region",
    "RegionError",
    "Scenario",
    "SnapshotError",
    "UnknownNameError",
    "assess",
    "check",
    "measure",
    "new_scenario",
    "open_folder",
    "open_published",
    "what_if",
    "write_demo",
]


def __getattr__(name: str) -> Any:
    if name not in _STANDS_IN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, own_name = _STANDS_IN[name].rpartition(".")
    return getattr(import_module(f"{__name__}.{module}"), own_name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
