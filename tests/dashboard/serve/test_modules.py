"""Scripts as modules: found by what imports them, kept for ever, and without what only tests need."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from dashboard import factory
from dashboard.drawing.engine import START
from dashboard.factory import ASSETS
from dashboard.serve.links import PAGES
from dashboard.serve.modules import COMMENT, imports, read_modules, serve_modules
from dashboard.serve.page_assets import page_tags

PROBES = Path(__file__).parents[2] / "e2e" / "probe"


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """Three modules: a imports b and c, b imports c."""
    (tmp_path / "app").mkdir()
    (tmp_path / "map").mkdir()
    (tmp_path / "app" / "main.js").write_text(
        '/* a */\nimport { b } from "./b.js";\nimport "../map/c.js";\nb();\n'
    )
    (tmp_path / "app" / "b.js").write_text('import { c } from "../map/c.js";\nexport const b = () => c;\n')
    (tmp_path / "map" / "c.js").write_text("/**\n * Told.\n */\nexport const c = 1; // kept\n  // gone\n")
    return tmp_path


def test_what_a_module_leads_to_comes_before_it_and_once(assets: Path) -> None:
    assert read_modules(assets).needed(["app/main.js"]) == ("map/c.js", "app/b.js", "app/main.js")


def test_an_import_that_leads_nowhere_is_an_error(assets: Path) -> None:
    (assets / "map" / "c.js").unlink()
    with pytest.raises(KeyError):
        read_modules(assets).needed(["app/main.js"])


def test_comments_on_lines_of_their_own_stay_at_home_and_lines_keep_their_numbers(assets: Path) -> None:
    source = read_modules(assets).sources["map/c.js"]
    assert source == "\n\n\nexport const c = 1; // kept\n\n"


def test_what_is_left_out_of_a_script_begins_in_none_of_its_texts() -> None:
    for file in ASSETS.rglob("*.js"):
        source = file.read_text(encoding="utf-8")
        for comment in COMMENT.finditer(source):
            code = COMMENT.sub("", source[: comment.start()])
            assert code.count("`") % 2 == 0, f"{file.name}: {comment[0]}"


def test_the_version_follows_any_change(assets: Path) -> None:
    before = read_modules(assets).version
    assert read_modules(assets).version == before
    (assets / "map" / "c.js").write_text("export const c = 2;\n")
    assert read_modules(assets).version != before


def test_a_module_is_kept_for_ever_under_its_version_and_not_under_another(assets: Path) -> None:
    server = Flask("small")
    modules = read_modules(assets)
    serve_modules(server, modules)
    client = server.test_client()
    kept = client.get(modules.address("map/c.js"))
    assert kept.mimetype == "text/javascript"
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/assets/modules/0123/map/c.js").headers["Cache-Control"] == "no-store"
    assert client.get(modules.address("map/d.js")).status_code == 404
    assert client.get(modules.address("../main.js")).status_code == 404


@pytest.mark.parametrize("path", PAGES.values())
def test_every_module_that_a_page_runs_is_fetched_ahead_and_each_once(path: str) -> None:
    modules = read_modules(ASSETS)
    scripts = page_tags(ASSETS, modules, "/assets/{}".format, path).scripts
    named = re.findall(r'(?:href|src)="/assets/modules/\w+/([^"]+)"', scripts)
    assert len(named) == len(set(named))
    assert "app/main.js" in named
    for name in named:
        reached = {
            str((Path("/", name).parent / found).resolve())[1:] for found in imports(modules.sources[name])
        }
        assert reached <= set(named)


def test_no_page_has_what_tests_look_at_unless_they_ask_for_it() -> None:
    plain = read_modules(ASSETS)
    assert not [name for name in plain.sources if "probe" in name]
    assert not [name for name, source in plain.sources.items() if "window.utbudskarta" in source]
    asked = read_modules(ASSETS, PROBES)
    for page, path in PAGES.items():
        assert "probe" not in page_tags(ASSETS, plain, "/assets/{}".format, path).scripts
        assert "/probe/main.js" in page_tags(ASSETS, asked, "/assets/{}".format, path).scripts, page


def test_every_script_is_run_by_some_page_or_places_pictures() -> None:
    modules = read_modules(ASSETS)
    run = {name for name in modules.sources if name.endswith("/main.js")}
    run |= {
        *re.findall(r'modules\.address\("([^"]+)"\)', Path(factory.__file__).read_text(encoding="utf-8"))
    }  # of forms
    run |= {START.relative_to(ASSETS).as_posix()}  # what pictures are placed by
    assert set(modules.needed(run)) == set(modules.sources)


def test_no_module_imports_itself_through_others() -> None:
    sources = read_modules(ASSETS).sources
    clear: set[str] = set()

    def follow(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " > ".join((*above, name))
        if name not in clear:
            for imported in imports(sources[name]):
                follow(str((Path("/", name).parent / imported).resolve())[1:], (*above, name))
            clear.add(name)

    for name in sources:
        follow(name, ())
