"""Who is who, what is left and what is masked too much in files as practitioners write them."""

from __future__ import annotations

import pytest

from analyser.model import CaseFile, Note, Person
from analyser.redact import redact_case, redact_text


def _redacted(people: list[Person], *texts: str) -> list[str]:
    notes = tuple(Note(f"n{i}", text) for i, text in enumerate(texts))
    return [n.text for n in redact_case(CaseFile("file", notes, tuple(people))).notes]


@pytest.mark.parametrize(
    ("adult", "carer", "text", "said"),
    [
        ("Desmond Eastwood", "Valerie Eastwood", "Mr Eastwood rang.", "Adult1 rang."),
        ("Desmond Eastwood", "Valerie Eastwood", "Mrs Eastwood fell.", "Carer1 fell."),
        ("Janet Hale", "Robert Hale", "Mr Hale rang. Mrs Hale fell.", "Carer1 rang. Adult1 fell."),
        ("Costel Radu", "Fatima Radu", "Ms Radu cried. Mr Radu left.", "Carer1 cried. Adult1 left."),
        # No list tells: whom the file is about comes first.
        ("Pat Hale", "Alex Hale", "Mr Hale rang.", "Adult1 rang."),
        ("Robert Hale", "Terry Hale", "Mr Hale rang.", "Adult1 rang."),
        # A first name that is of the other side is no reason to invent somebody.
        ("Chris Hale", "Ruth Obi", "Mrs Hale rang.", "Adult1 rang."),
    ],
)
def test_of_a_couple_the_title_fits_the_one_whose_first_name_does(adult: str, carer: str, text: str, said: str) -> None:
    people = [Person("adult_at_risk", adult), Person("carer", carer)]
    assert _redacted(people, text) == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Rose Mutassa went home.", "Child1 went home."),
        ("Card from Faith Mutassa.", "Card from Mother."),
        ("Faith Mutasa and Rose Mutasa.", "Mother and Child1."),
        ("Rose Mutenda is another.", "Person1 is another."),
    ],
)
def test_a_first_name_and_a_surname_misspelt_are_whoever_has_the_first_name(text: str, said: str) -> None:
    assert _redacted([Person("mother", "Faith Mutasa"), Person("child", "Rose Mutasa")], text) == [said]


def test_miss_is_not_the_woman_whom_the_file_calls_mrs() -> None:
    people = [Person("adult_at_risk", "Stanley Arkwright"), Person("carer", "Edna Arkwright")]
    texts = ("Mrs Arkwright with him.", "Miss Arkwright phoned.")
    assert _redacted([*people, Person("relative", "Susan Arkwright")], *texts) == [
        "Carer1 with him.",
        "Relative1 phoned.",
    ]
    assert _redacted(people, *texts) == ["Carer1 with him.", "Carer1 phoned."]
    assert _redacted([*people, Person("relative", "Tom Arkwright")], *texts) == ["Carer1 with him.", "Carer1 phoned."]


def test_short_words_for_a_daughter_stay_and_say_who_she_is() -> None:
    assert redact_text("Dau Rosemary rang from Perth.").text == "Dau Relative1 rang from Place1."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("RADU Costel intox.", "Father intox."),
        ("RADU, Costel arrested.", "Father arrested."),
        ("RADU Ionela gave a statement.", "Mother gave a statement."),
        ("Seen: Ionela, Costel.", "Seen: Mother, Father."),
        ("Mr Radu, Ionela and Costel's brother came.", "Father, Mother and Father's brother came."),
    ],
)
def test_a_surname_before_the_first_name_is_one_person(text: str, said: str) -> None:
    assert _redacted([Person("mother", "Ionela Radu"), Person("father", "Costel Radu")], text) == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "PETRAUSKAS Gintaras held. PETRAUSKAS in custody. GINTARAS PETRAUSKAS left. Gintaras rang.",
            "Person1 held. Person1 in custody. Person1 left. Person1 rang.",
        ),
        ("Suspect BOND, Darren at large. BOND ran.", "Suspect Person1 at large. Person1 ran."),
        ("CARTMELL Toni rang. Toni is her aunt.", "Person1 rang. Person1 is her aunt."),
        ("CARTMELL Leanne and TONI came.", "Mother and Person1 came."),
        ("HUSSAIN, OKONKWO and Darren came.", "Person1, Person2 and Person3 came."),
    ],
)
def test_a_surname_in_capitals_before_the_first_name_of_somebody_unlisted(text: str, said: str) -> None:
    assert _redacted([Person("mother", "Leanne Cartmell")], text) == [said]


def test_letters_of_a_double_first_name_are_hers_though_a_service_has_them() -> None:
    notes = _redacted(
        [Person("child", "Lacey-Mae Orchard")], "LM woke 6.20, dry bed.", "Church. LM sang.", "Told LM no."
    )
    assert notes == ["Child1 woke 6.20, dry bed.", "Church. Child1 sang.", "Told Child1 no."]


@pytest.mark.parametrize(
    "text",
    [
        "Dad not present. Hope shy, watching Bluey.",
        "Hope not seen.",
        "Hope still at nursery.",
        "Hope very upset after contact.",
        "April on leave.",
        "Held till 3.15. April on leave.",
        "April back. T/C school.",
        "Will not at home. Mark asleep upstairs.",
        "School fine, hope poorly today.",
    ],
)
def test_names_of_the_list_that_are_words_before_what_somebody_is(text: str) -> None:
    people = [Person("child", "Hope Shaw"), Person("social_worker", "April Shaw")]
    people += [Person("father", "Will Shaw"), Person("sibling", "Mark Shaw")]
    (done,) = _redacted(people, text)
    assert not {"Hope", "hope", "April", "Will", "Mark"} & set(done.replace(".", " ").replace(",", " ").split())


@pytest.mark.parametrize(
    "text",
    [
        "Hope still to hear.",
        "Hope you are well.",
        "Will not present the case.",
        "Will still visit.",
        "Will back up the files.",
        "Will home visit next week.",
        "April home visits done.",
        "12 April on leave.",
        "Mark still visible.",
        "Some hope, hope still there.",
    ],
)
def test_the_same_words_where_they_are_no_names(text: str) -> None:
    people = [Person("child", "Hope Shaw"), Person("social_worker", "April Shaw")]
    people += [Person("father", "Will Shaw"), Person("sibling", "Mark Shaw")]
    assert _redacted(people, text) == [text]


def test_a_role_behind_a_comma_is_that_of_the_name_behind_it() -> None:
    (done,) = _redacted([], "Present: Zeynep Aksoy, Kerry Bates, HV Olamide Obi, Ruth Dale, SW Priya Nair.")
    assert done == "Present: Person1, Person2, HV HealthVisitor1, Person3, SW SocialWorker1."
    (done,) = _redacted([], "Present: Kerry Bates, Health Visitor, and Ruth Dale, Social Worker.")
    assert done == "Present: HealthVisitor1, Health Visitor, and SocialWorker1, Social Worker."


@pytest.mark.parametrize(
    "text",
    [
        "Given co-codamol 8pm, Co-amoxiclav stopped by GP.",
        "Takes Xarelto and Levemir daily, Aerochamber in place.",
        "Pt BO type 4, ZF x1, plan: TKR and review.",
        "TDS noted. QDS x2, aware.",
        "CSI attended, BWV on, VRI after.",
        "He plays Valorant and Brawlhalla at home.",
        "Maxi-Cosi seat, Tripp-Trapp chair.",
        "Elfbar on the table, and Frubes.",
        "C&F to be done. C&F. Thorn bush at the front to be cut.",
    ],
)
def test_medicines_devices_games_and_letters_of_the_services_stay(text: str) -> None:
    assert redact_text(text).text == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("jayden bck from skool. luvd the pool table", "Child1 bck from skool. luvd the pool table"),
        ("jayden smth hit him", "Child1 smth hit him"),
        ("jayden hd a bth thn tea", "Child1 hd a bth thn tea"),
        ("mr ng came", "Person1 came"),
        ("CIN visit Goole by Ffion Tudor.", "CIN visit Place1 by Person1."),
        ("mtg w mr doyle senco", "mtg w Person1 senco"),
    ],
)
def test_words_in_haste_and_roles_behind_a_name_belong_to_no_name(text: str, said: str) -> None:
    assert _redacted([Person("child", "Jayden Fairweather")], text) == [said]
