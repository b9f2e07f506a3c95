from __future__ import annotations

import pytest

from dashboard.serve.whole_questions import GATHERED_MOST, HEAD_MOST, RefusedError, frame_of

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


def post(*lines: bytes, body: bytes = b"") -> bytes:
    return b"\r\n".join((b"POST / HTTP/1.1", *lines, b"", body))


@pytest.mark.parametrize(
    ("sent", "body"),
    [
        (GET, 0),
        (GET + GET, 0),
        (post(b"Content-Length: 12", body=b"abc"), 12),
        (post(b"content-length:12"), 12),
        (post(b"Content-Length: 12", b"Content-Length: 12"), 12),
        (post(b"X: Content-Length: 7"), 0),
    ],
)
def test_a_question_is_as_long_as_its_head_says(sent: bytes, body: int) -> None:
    frame = frame_of(sent)
    assert frame is not None
    assert frame.body == body
    assert sent[: frame.head].endswith(b"\r\n\r\n")
    assert frame.whole == frame.head + body


def test_a_head_that_has_not_come_is_waited_for_and_one_without_end_is_not() -> None:
    for at in range(len(GET)):
        assert frame_of(GET[:at]) is None
    with pytest.raises(RefusedError, match="431"):
        frame_of(b"GET / HTTP/1.1\r\nX: " + b"a" * HEAD_MOST)


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ((b"Transfer-Encoding: chunked",), "411"),
        ((b"transfer-encoding : gzip", b"Content-Length: 3"), "411"),
        ((b"Content-Length: 3", b"Content-Length: 4"), "400"),
        *(
            ((b"Content-Length: " + odd,), "400")
            for odd in (b"-1", b"", b"3, 3", b"0x3", "³".encode("latin-1"))
        ),
        ((b"Content-Length: 9999999999999999",), "400"),
        ((b"Content-Length: 0000000000002000",), "400"),
    ],
)
def test_what_does_not_say_how_long_it_is_is_refused(lines: tuple[bytes, ...], status: str) -> None:
    with pytest.raises(RefusedError, match=status):
        frame_of(post(*lines))


def test_a_body_larger_than_any_page_sends_is_a_file() -> None:
    files = [frame_of(post(b"Content-Length: %d" % size)) for size in (1, GATHERED_MOST, 10**14)]
    assert [each is not None and each.is_file for each in files] == [False, True, True]


def test_a_body_that_waits_to_be_asked_for_is_known() -> None:
    frame = frame_of(post(b"Content-Length: 3", b"Expect: 100-continue"))
    assert frame is not None
    assert frame.expecting
