"""The choice model of every care form, worked out once for a version."""

from __future__ import annotations

from geodata.assessment.assessment import Assessment
from geodata.choice.calibration import choice_model
from geodata.contract.errors import ChoiceModelError
from geodata.region.choice_model import ChoiceModel
from geodata.region.region import Region
from geodata.scenario.scenario import care_forms, parse


def choice_models(region: Region) -> tuple[ChoiceModel, ...]:
    """Models of the care forms whose visits can tell one, by the visits that a map opens with.

    Parameters
    ----------
    region : Region
        With minutes and neighbours.

    Returns
    -------
    tuple of ChoiceModel
        In the order of the care forms.
    """
    found = []
    for care_form in care_forms(region):
        assessment = Assessment(region, parse(region, {"care_form": care_form}))
        use, supply = assessment.use, assessment.supply
        if not supply.available.any() or use.flows is None:
            continue
        try:
            found.append(
                choice_model(
                    region,
                    care_form,
                    assessment.scenario.period,
                    use.flows,
                    use.choice_supply,
                    supply.placed & ~supply.outside,
                )
            )
        except ChoiceModelError:  # a map of this care form says so where it would show the model
            continue
    return tuple(found)
