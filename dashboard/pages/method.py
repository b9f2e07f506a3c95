"""Metod och källor: what every figure means, which rules apply, where the data comes from."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from dashboard.components.accounts import accounts_table
from dashboard.components.text_page import text_page
from dashboard.kpis.meta import meta_of
from dashboard.layers import layers_of
from dashboard.layers.access import border_told
from dashboard.pages.choice_model import choice_models_section
from dashboard.pages.payment_method import payment_section
from dashboard.serve.links import page_href
from dashboard.texts.travel_names import mode_name
from dashboard.words.disclosure import disclosure_sentence, release_sentence
from dashboard.words.kpis import kpi_about, kpi_name, kpi_source
from dashboard.words.layers import layer_words
from dashboard.words.source_line import source_date
from dashboard.words.travel import homes_sentence, roads_account, travel_sentence
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment, assess
from geodata.contract.settings import Source
from geodata.measures.measure import Measure
from geodata.measures.registry import measures_of
from geodata.region.in_mode import OF_TRAVEL, modes_of
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario


def method_page(region: Region, words: Words, search: str) -> html.Div:
    """Method page: plain text from the catalogues and the region's own settings."""
    assessment = assess(region, default_scenario(region))
    notice = region.settings.notice
    return text_page(
        region,
        words,
        "method",
        search,
        [
            html.P(words.of(notice), className="message") if notice else None,
            html.P(
                words(
                    "ui.method.intro",
                    region=words.of(region.settings.name),
                    version=region.version,
                    date=words.date(region.built[:10]),
                )
            ),
            html.H2(words("ui.method.travel")),
            *_travel(region, words),
            *choice_models_section(region, words),
            *payment_section(region, words),
            html.H2(words("ui.method.rules")),
            *_rules(region, assessment, words),
            html.H2(words("ui.method.layers")),
            *_layers(region, assessment, words),
            html.H2(words("ui.method.figures")),
            *_figures(region, assessment, words),
            html.H2(words("ui.method.counts")),
            html.P(disclosure_sentence(region, words)),
            *_protection(region, words),
            html.H2(words("ui.accounts")),
            html.P(words("ui.accounts_about")),
            accounts_table(region.accounts, words),
            *_accounts_by_mode(region, words),
            html.H2(words("ui.method.sources")),
            _sources(region, words),
            html.P(html.A(words("ui.page.data"), href=page_href("/data", words.language))),
        ],
    )


def _travel(region: Region, words: Words) -> Iterable[html.P]:
    """Each way of travelling, the usual first, and what it rests on."""
    for mode in modes_of(region):
        there = region.in_mode(mode)
        yield html.P([travel_sentence(there, words), " ", homes_sentence(there, words)])
        if account := roads_account(there, words):
            yield html.P(account)
        yield html.P(words.of(there.settings.travel.source))


def _accounts_by_mode(region: Region, words: Words) -> Iterable[Component]:
    """What another way than the usual could not place; where that is told already, nothing."""
    told_of = set(region.accounts)
    for mode in modes_of(region)[1:]:
        there = region.in_mode(mode)
        own = [each for each in there.accounts if each.reason in OF_TRAVEL and each not in told_of]
        told_of |= set(own)
        if own:
            yield html.H3(words("ui.accounts_by_mode", mode=mode_name(there)))
            yield accounts_table(own, words)


def _protection(region: Region, words: Words) -> Iterable[html.P]:
    if region.visits is not None and region.visits.protected:
        for key in ("noise", "same", "frozen", "sums", "shares", "costs", "after"):
            yield html.P(words(f"ui.protection.{key}"))
        if release := release_sentence(region, words):
            yield html.P(release)


def _rules(region: Region, assessment: Assessment, words: Words) -> Iterable[html.P | html.H3]:
    if assessment.lacking.unruled:
        yield html.P(words(f"empty.{assessment.lacking.unruled}"))
    for rule in region.settings.rules.values():
        if rule.on:
            yield html.H3(words(f"rule.{rule.key}.name"))
            yield html.P([words(f"rule.{rule.key}.about"), " ", words.of(rule.source)])
        if rule.on and rule.key == "too_little" and (border := border_told(assessment)):
            edges = int((assessment.access.at_edge & assessment.lacking.rules[rule.key]).sum())
            number = words("ui.method.edges", count=edges) if edges else ""
            yield html.P(f"{words(border)} {number}".strip())


def _layers(region: Region, assessment: Assessment, words: Words) -> Iterable[html.P | html.H3]:
    for layer in layers_of(region):
        yield html.H3(layer_words(layer, "name", words))
        missing = "" if layer.available(assessment) else f" {words('ui.method.not_here')}"
        yield html.P(layer_words(layer, "about", words) + missing)


def _figures(region: Region, assessment: Assessment, words: Words) -> Iterable[html.P | html.H3 | html.H4]:
    """Every measure that is shown anywhere, by family."""
    families: dict[str, list[Measure]] = {}
    for measure in measures_of(region).values():
        families.setdefault(measure.family, []).append(measure)
    for family, measures in families.items():
        yield html.H3(words(f"family.{family}"))
        for measure in measures:
            meta = meta_of(measure, assessment)
            yield html.H4(kpi_name(measure, meta, words))
            yield html.P([" ".join(kpi_about(measure, meta, words)), " ", kpi_source(meta, words)])


def _sources(region: Region, words: Words) -> html.Table:
    columns = ("title", "publisher", "licence", "date", "covers")
    return html.Table(
        [
            html.Caption(words("ui.method.sources"), className="unseen"),
            html.Thead(html.Tr([html.Th(words(f"ui.source_column.{key}")) for key in columns])),
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Td(source.title),
                            html.Td(source.publisher),
                            html.Td(source.licence),
                            html.Td(source_date(source, words)),
                            html.Td([words.of(source.covers), *_notes(source, words)]),
                        ]
                    )
                    for source in region.settings.sources
                ]
            ),
        ]
    )


def _notes(source: Source, words: Words) -> list[Component]:
    """What whoever answers for a source says must be read with its figures."""
    if not source.notes:
        return []
    listed = html.Ul([html.Li(note) for note in source.notes])
    return [html.Details([html.Summary(words("ui.source_notes")), listed])]
