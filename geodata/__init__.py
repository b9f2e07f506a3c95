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
    from geodata.measures.registry import series
    from geodata.region.changes import Change
    from geodata.region.region import Region
    from geodata.scenario.scenario import Scenario

_MODULE_OF: Final = {
    "Assessment": "assessment.assessment",
    "Change": "region.changes",
    "DataProblemsError": "contract.errors",
    "DisclosureError": "contract.errors",
    "Region": "region.region",
    "RegionError": "contract.errors",
    "Scenario": "scenario.scenario",
    "SnapshotError": "contract.errors",
    "UnknownNameError": "contract.errors",
    "assess": "assessment.assessment",
    "check": "checks",
    "new_scenario": "library.questions",
    "open_folder": "library.regions",
    "open_published": "library.regions",
    "series": "measures.registry",
    "what_if": "library.questions",
    "write_demo": "library.regions",
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
    "new_scenario",
    "open_folder",
    "open_published",
    "series",
    "what_if",
    "write_demo",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
