"""From a region's exact visits to the cells that may leave the build."""

from __future__ import annotations

from dataclasses import replace

from geodata.contract.errors import DisclosureError
from geodata.disclosure.listed_units import listed_by_lists
from geodata.disclosure.payments import protected_tables
from geodata.disclosure.protection import Protection
from geodata.disclosure.published_cells import published
from geodata.disclosure.release import release_of, secret_of
from geodata.disclosure.secret import read_secret
from geodata.region.region import Account, Region

COUNTING = ("visits", "lists", "production")
"""Tables whose rows are of few people, and so are the numbers of those that were set apart."""


def refuse_undisclosed(region: Region) -> None:
    """Stop where visits are neither declared public, with a reason, nor protected with a secret.

    Raises
    ------
    DisclosureError
        Saying what to write in `region.toml`, or how to make a secret.
    """
    declared = region.settings.disclosure
    exact = region.base is not None or region.exact_payments is not None
    if exact and declared is None:
        raise DisclosureError.of("visits_undeclared")
    if exact and declared == "public":
        raise DisclosureError("The visits are public, but their cells were not made: read the region again")
    if region.visits is not None and declared != "public" and not region.visits.protected:
        raise DisclosureError.of("visits_unprotected")
    if region.visits is not None and declared == "public" and not region.settings.disclosure_reason:
        raise DisclosureError.of("public_without_reason")
    if exact:
        read_secret(region.settings.key_file)


def disclosed(region: Region) -> Region:
    """The region with its visits as they may be published, and without the exact ones.

    Parameters
    ----------
    region : Region

    Returns
    -------
    Region
        The same where there is nothing to protect.

    Raises
    ------
    DisclosureError
        As `refuse_undisclosed`.
    """
    if region.base is None and region.exact_payments is None:
        return region
    refuse_undisclosed(region)
    secret = read_secret(region.settings.key_file)
    label = region.settings.release
    ids = region.areas.index.to_list(), region.units.index.to_list()
    protection = Protection(secret_of(secret, label), *ids)
    if region.exact_payments is not None:
        models = region.settings.reimbursement.models
        shown = protected_tables(region.exact_payments, protection, models)
        exact = region.exact_payments.lists
        hidden = () if exact is None else exact["unit"]
        region = replace(
            region,
            **vars(shown),
            units=listed_by_lists(region.units, shown.lists, hidden),
            exact_payments=None,
            payments_release=release_of(secret, label),
        )
    accounts = tuple(_shown(account, protection) for account in region.accounts)
    if region.base is None:
        return replace(region, accounts=accounts)
    visits = published(region.base, region.municipalities, protection)
    visits = replace(visits, release=release_of(secret, label))
    return replace(region, visits=visits, base=None, accounts=accounts)


def _shown(account: Account, protection: Protection) -> Account:
    """An account as it may be published: of visits no exact number, and no code that few may have.

    Those of visits that are kept are counted by the published cells instead, see `Region`.
    """
    if account.table not in COUNTING:
        return account
    what = "account", account.table, account.reason  # as many rows as visits are one number
    rows = None if account.rows is None else protection.count(account.rows, *what)
    amount = protection.count(account.amount, *what)
    return replace(account, rows=rows, amount=amount, examples=())
