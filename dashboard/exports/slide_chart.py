"""How many areas stand in each class of the map: a bar chart that PowerPoint itself draws."""

from __future__ import annotations

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from dashboard.drawing.tokens import Palette
from dashboard.exports.slide_parts import FONT, Box, rgb
from dashboard.layers.base import Legend, Swatch
from dashboard.words.layers import legend_text, swatch_text
from dashboard.words.words import Words


def chart_rows(legend: Legend) -> list[Swatch]:
    """The swatches that count something; none where the legend counts nothing."""
    return [swatch for swatch in legend.swatches if swatch.count is not None and swatch.colour]


def add_chart(slide: Slide, legend: Legend, box: Box, light: Palette, words: Words) -> None:
    """A bar a class, in the legend's order from the top, in the map's own colours.

    Parameters
    ----------
    slide : Slide
    legend : Legend
        Whose counts are charted.
    box : Box
    light : Palette
    words : Words
    """
    rows = chart_rows(legend)
    data = CategoryChartData(number_format="#,##0")
    data.categories = [swatch_text(swatch, words) for swatch in rows]
    title = legend_text(legend, words)[0]
    data.add_series(words("export.slide.areas"), [swatch.count for swatch in rows])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box.emu, data)
    areas = words("export.slide.areas")
    name = title if areas.casefold() in title.casefold() else words("export.slide.chart", title=title)
    held = frame._element.find(qn("p:nvGraphicFramePr")).find(qn("p:cNvPr"))
    held.set("name", name)
    counted = "; ".join(f"{swatch_text(swatch, words)}: {words.count(swatch.count or 0)}" for swatch in rows)
    held.set("descr", f"{name}. {counted}")
    chart = frame.chart
    chart.has_legend = False
    chart.has_title = True
    chart.chart_title.text_frame.text = name
    run = chart.chart_title.text_frame.paragraphs[0].runs[0].font
    run.size, run.bold, run.name = Pt(10.5), True, FONT
    run.color.rgb = rgb(light.of("ink"))
    chart.font.size, chart.font.name = Pt(10), FONT
    chart.font.color.rgb = rgb(light.of("ink"))
    classes, values = chart.category_axis, chart.value_axis
    classes.reverse_order = True
    classes.format.line.color.rgb = rgb(light.of("line-strong"))
    classes.major_tick_mark = XL_TICK_MARK.NONE
    every = classes._element.makeelement(qn("c:tickLblSkip"), {"val": "1"})
    classes._element.find(qn("c:lblOffset")).addnext(every)  # no class without its name
    classes.tick_labels.font.size = Pt(10)
    # Level on purpose, without which LibreOffice leaves out labels that it thinks are too close.
    body = classes._element.find(qn("c:txPr")).find(qn("a:bodyPr"))
    body.set("rot", "0")
    body.set("vert", "horz")
    values.visible = values.has_major_gridlines = False
    values.minimum_scale = 0
    values.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    plot = chart.plots[0]
    plot.gap_width, plot.vary_by_categories = 35, False
    plot.has_data_labels = True
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "#,##0", False
    for at, swatch in enumerate(rows):
        point = plot.series[0].points[at].format
        point.fill.solid()
        point.fill.fore_color.rgb = rgb(light.resolve(swatch.colour))
        point.line.color.rgb = rgb(light.of("line-strong"))
        point.line.width = Pt(0.5)
