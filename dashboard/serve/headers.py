"""Headers that keep the page to itself: what may run, be framed, be asked of the device."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Response, request

EMBEDDED = "/inbadda"
"""Where a page begins that others may show in a frame."""


def secure_answers(server: Flask, script_hashes: Sequence[str], frame_ancestors: str = "none") -> None:
    """Add the security headers to every answer.

    Parameters
    ----------
    server : Flask
        Before its first request.
    script_hashes : sequence of str
        Of the inline scripts that may run: `Dash.csp_hashes()`, once all callbacks are registered.
    frame_ancestors : str
        Who may show pages below `EMBEDDED` in a frame: origins with spaces between, or "none".
    """
    policy = "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *script_hashes)),
            "style-src 'self' 'unsafe-inline'",  # React and Leaflet place elements by style attributes
            "img-src 'self' data: blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
    everything = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    pages = {
        "Content-Security-Policy": policy,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
    }
    # Opened by itself, anything else is shown and runs nothing. Short: a page is made of fifty files.
    others = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}

    nobody = "frame-ancestors 'none'"
    framed = (
        policy if frame_ancestors == "none" else policy.replace(nobody, f"frame-ancestors {frame_ancestors}")
    )

    @server.after_request
    def secure(answer: Response) -> Response:
        if answer.mimetype == "text/html" and f"{request.path}/".startswith(f"{EMBEDDED}/"):
            answer.headers.setdefault("Content-Security-Policy", framed)
            answer.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
        for name, value in {**everything, **(pages if answer.mimetype == "text/html" else others)}.items():
            answer.headers.setdefault(name, value)
        return answer
