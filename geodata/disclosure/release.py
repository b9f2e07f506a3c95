"""A release: all versions whose noise is one draw. Two draws of the same visits tell more than one."""

from __future__ import annotations

from geodata.contract.errors import DisclosureError
from geodata.disclosure.secret import derived
from geodata.region.release import Release

FIRST = "1"
"""The release of a region that names none, and of versions that older programs wrote."""

METHOD = "2"
"""How noise is drawn. Changed whenever the same secret and counts would give other numbers: then what is
published cannot be told from corrections, and a new release has to begin."""


def secret_of(secret: bytes, label: str) -> bytes:
    """The secret that a release draws by: another label draws anew, so that no single change is seen.

    Were the draw the same in two releases, every cell without corrections would be the same number in
    both, and one with a correction another.
    """
    return secret if label == FIRST else derived(secret, "release", label)


def release_of(secret: bytes, label: str) -> Release:
    """What a version says of the draw that it is of.

    Parameters
    ----------
    secret : bytes
        As the file of the key holds it.
    label : str
        As `[disclosure] release` says.

    Returns
    -------
    Release
    """
    return Release(label, derived(secret_of(secret, label), "fingerprint", METHOD)[:8].hex())


def goes_on(before: Release, after: Release) -> bool:
    """Whether a version is of the release that is published, so that what is published stays.

    Parameters
    ----------
    before, after : Release
        Of the version that is served, and of the one that is to be; "" is a key that is unknown.

    Returns
    -------
    bool
        False where a new release begins.

    Raises
    ------
    DisclosureError
        If it is to be the same release, but by another key.
    """
    if before.label != after.label:
        return False
    if before.key and after.key and before.key != after.key:
        raise DisclosureError(
            f"The visits that are published are of release {before.label} by the key {before.key}, and this "
            f"is the key {after.key}, or a program that draws noise otherwise. {_other_draw(before.label)}"
        )
    return True


def refuse_another_draw(differing: int, cells: int) -> None:
    """Stop where a version that names no key is of another draw, as its numbers show.

    Parameters
    ----------
    differing, cells : int
        How many of its cells would be another number now, and how many there are.

    Raises
    ------
    DisclosureError
        If more than half would.
    """
    if differing > cells / 2:
        raise DisclosureError(
            "The version that is published does not name its key, and most of its visits would be other "
            f"numbers now: by another key, or a program that draws noise otherwise. {_other_draw(FIRST)}"
        )


def another_release(label: str) -> str:
    """How a new release is begun, and what it costs."""
    return (
        f'Only if that cannot be, begin a new release: write another name for it than "{label}", as '
        'release = "...", under [disclosure] in region.toml. Then every count gets new noise, and who has '
        "kept a version of the release before knows more of every count from both than from one"
    )


def _other_draw(label: str) -> str:
    return (
        "Nothing is published: two draws of the same counts tell more than one. Build with the key that they "
        f"were published by. {another_release(label)}"
    )
