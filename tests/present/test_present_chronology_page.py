from __future__ import annotations

import re

from analyser.model import Analysis, Chronology, Event, Order, Precision, RedactedCase, RedactedNote, Span, TaggedCase
from analyser.present.chronology import _page


def test_a_chronology_by_itself_leads_nowhere_that_is_not_on_its_page() -> None:
    case = RedactedCase("c", (RedactedNote("n1", "Core group held. Mother came."),))
    events = (
        Event("e1", "core_group", "2024-03-05", Precision.DAY, (Span("n1", 0, 15),), "Core group held"),
        Event("e2", "contact", "2024-03-05", Precision.DAY, (Span("n1", 17, 28),), "Mother came", outcome="kept"),
    )
    html = _page(Analysis(Chronology(TaggedCase(case, ()), events), (), Order(0, 0.0, ())))
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert {"e1", "e2"} <= links <= set(re.findall(r'id="([^"]+)"', html))
