"""Forms of one word meet in the index, in every language; case, accents and separators don't matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search.stems import INDONESIAN, KOREAN, SLAVIC, STEMMERS, Stemmer
from generator.search.words import fold, words

SLAVIC_FORMS = """
    угода угоди угоду угодою угод угодах
    підписати підписали підписав підписання підписано підпис підписаний підписує
    переговори переговорів переговорах переговорами переговорам
    міст мости мостів мосту мостах
    річка річки річку річці річок
    Зеленський Зеленського Зеленському Зеленським Зеленский Зеленского Зеленскому
    Київ Києва Києві Киев Киева Киеве
    Львів Львова Львові Львов
    Харків Харкова Харкові Харьков Харькова
    солдат солдати солдатів солдатами солдаты солдатов солдатам
    військо війська військ військам військовий військові військових
    сапер сапери саперів сапёр сапёры сапёров саперы
    Курськ Курська Курську Курск Курска Курске
    Росія Росії Росію Росією Россия России Россию Россией
    Корея Кореї Корею Кореєю Кореи Корее
    объявил объявила объявили объявлять объявление объявления
    договор договора договоры договоров договором
    заявив заявила заявили заявляє заявити заявил заявляет заявить заявление
    погиб погибли погибших погибшие
    бригада бригади бригаду бригад
    полон полоні полону полонені полонених
    пленный пленные пленных
""".strip().splitlines()

INDONESIAN_FORMS = """
    umum diumumkan mengumumkan pengumuman mengumumkannya
    kerja pekerja bekerja pekerjaan mengerjakan dikerjakan
    bangun dibangun pembangunan membangun
    kirim mengirim dikirim pengiriman mengirimkan dikirimkan
    mengerahkan dikerahkan pengerahan
    menandatangani ditandatangani penandatanganan
    tentara tentaranya
    laporan melaporkan dilaporkan
    serangan menyerang diserang penyerangan
    pertempuran bertempur tempur
    perkiraan memperkirakan diperkirakan
    nyata menyatakan pernyataan dinyatakan
    latihan dilatih melatih pelatihan
    sedikitnya sedikit
    pasukan pasukannya
""".strip().splitlines()

KOREAN_FORMS = """
    정부는 정부가 정부의 정부를 정부
    발표했다 발표하였다 발표한 발표
    군인들이 군인들을 군인 군인은
    병력을 병력이 병력
""".strip().splitlines()


@pytest.mark.parametrize("forms", SLAVIC_FORMS)
def test_slavic_forms_of_one_word_share_a_stem(forms: str) -> None:
    """Ukrainian and Russian, with the changes inside their roots."""
    assert 1 == len({SLAVIC.stem(fold(form)) for form in forms.split()})


@pytest.mark.parametrize("forms", INDONESIAN_FORMS)
def test_indonesian_forms_of_one_root_share_a_stem(forms: str) -> None:
    """Prefixes that melt into the root, and suffixes."""
    assert 1 == len({INDONESIAN.stem(form) for form in forms.split()})


@pytest.mark.parametrize("forms", KOREAN_FORMS)
def test_korean_particles_and_endings_come_off(forms: str) -> None:
    """A noun is the same with any particle, a verb made of one with any ending."""
    assert 1 == len({KOREAN.stem(form) for form in forms.split()})


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Zelenskyy’s", "en", "zelensky"),
        ("ZELENSKYJ", "de", "zelensky"),
        ("Ålesund Straße Łódź İstanbul", "en", "alesund strasse lodz istanbul"),
        ("п’ять пʼять", "uk", "пять"),
        ("3,000 3.000 3 000 3 000", "en", "3000 3 000"),
        ("Kim Jong-un", "en", "kim jong un"),
        ("국회의사당에서", "ko", "국회의사당 의사당"),
        ("특수작전군", "ko", "특수작전군 작전군"),
        ("1천500여명", "ko", "1천500여명 여명"),
        ("北朝鮮軍の兵士", "ja", "北朝鮮軍の兵 朝鮮軍の兵士 兵士"),
        ("ＫＣＮＡ", "en", "kcna"),
        ("sedikitnya", "id", "sedikitnya 0dikit0"),
        ("sedikitnya", "id-ID", "0dikit0"),
        ("Києва", "uk", "києва 0киев0"),
    ],
)
def test_words_of_a_text(text: str, language: str, found: str) -> None:
    """What is looked for is among what the index holds."""
    assert set() == set(found.split()) - set(words(text, language))


def test_english_words_get_no_indonesian_stems() -> None:
    """The script alone does not tell the language."""
    assert ["meeting"] == list(words("meeting", "en"))


def test_single_letters_are_left_out_but_syllables_are_not() -> None:
    """A lone letter is noise, a lone syllable or number may be a word."""
    assert ["군", "7"] == list(words("a 군 7 И", "ko"))


@given(st.text())
def test_any_text_gives_words_that_pagefind_takes_as_they_are(text: str) -> None:
    """One word of ours is one position of Pagefind: no spaces, nothing it would split or drop."""
    for word in words(text, "id"):
        assert word
        assert word.split() == [word]
        assert word.isalnum()


@given(st.text(min_size=1))
def test_folding_twice_changes_nothing(text: str) -> None:
    """What was folded into the index is found when it is typed back."""
    assert fold(text) == fold(fold(text))


@pytest.mark.parametrize("stemmer", STEMMERS)
@given(word=st.text(alphabet="абвгдеєжзиіїйклмнопрстуфхцчшщьюяaeiounkmpstgy정부는했다의", min_size=1))
def test_a_stem_keeps_something_of_the_word(stemmer: Stemmer, word: str) -> None:
    """Nothing but soft signs is stripped to nothing: that would find everything."""
    if stemmer.reads(fold(word), "id"):
        assert len(stemmer.stem(fold(word))) > 2 * len(stemmer.mark) or set(word) <= {"ь"}
