"""What was kept apart or set aside when the data was read: nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard.words.words import Words
from geodata.region.region import Account


def accounts_table(accounts: Sequence[Account], words: Words) -> html.Table | html.P:
    """Accounts of rows set apart: table, reason, handling, number of rows, amount and examples.

    Parameters
    ----------
    accounts : sequence of Account
    words : Words

    Returns
    -------
    html.Table, or html.P
        The latter says that there are none.
    """
    if not accounts:
        return html.P(words("ui.accounts_none"))
    headings = ("table", "reason", "handling", "rows", "amount", "examples")
    return html.Table(
        [
            html.Caption(words("ui.accounts"), className="unseen"),
            html.Thead(html.Tr([html.Th(words(f"ui.account.{key}")) for key in headings])),
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Td(words(f"account.table.{account.table}")),
                            html.Td(words(f"account.reason.{account.reason}")),
                            html.Td(words(f"account.handling.{account.handling}")),
                            html.Td(
                                "" if account.rows is None else words.count(account.rows),
                                className="is-number",
                            ),
                            html.Td(
                                words.count(account.amount) if account.amount else "", className="is-number"
                            ),
                            html.Td(", ".join(account.examples)),
                        ]
                    )
                    for account in accounts
                ]
            ),
        ]
    )
