"""Headers that keep the page to itself: what may run, be framed, be asked of the device."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Response


def secure_answers(server: Flask, script_hashes: Sequence[str]) -> None:
    """Add the security headers to every answer.

    Parameters
    ----------
    server : Flask
        Before its first request.
    script_hashes : sequence of str
        Of the inline scripts that may run: `Dash.csp_hashes()`, once all callbacks are registered.
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

    @server.after_request
    def secure(answer: Response) -> Response:
        for name, value in {**everything, **(pages if answer.mimetype == "text/html" else others)}.items():
            answer.headers.setdefault(name, value)
        return answer
