"""Articles in German, French and Ukrainian: titles, sentences, and how days are written."""

from __future__ import annotations

from datetime import date
from random import Random

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
}

TITLES = {
    "de": ("Norland und Ostria einigen sich auf Luftabwehr", "Gespräche in Karsk enden ohne Ergebnis",
           "Minister vereinbaren Schutz der Häfen", "Getreideexporte: Was beschlossen wurde"),
    "fr": ("Accord sur la défense aérienne entre Norland et Ostria", "À Karsk, des pourparlers sans résultat",
           "Les ministres s’entendent sur la sécurité des ports", "Exportations de céréales : ce qui a été décidé"),
    "uk": ("Норландія та Острія домовилися про протиповітряну оборону", "Переговори в Карську завершилися без результату",
           "Міністри погодили захист портів", "Експорт зерна: що вирішили сторони"),
    "pl": ("Norlandia i Ostria uzgodniły obronę powietrzną", "Rozmowy w Karsku zakończyły się bez wyniku",
           "Ministrowie uzgodnili ochronę portów", "Eksport zboża: co postanowiono"),
}  # fmt: skip
SENTENCES = {
    "de": ("Die Minister beider Länder haben sich am Mittwoch in Karsk getroffen, um über die Luftabwehr zu sprechen.",
           "Für das Vorhaben sollen in den kommenden Jahren mehrere hundert Millionen Euro bereitgestellt werden.",
           "„Niemand hat den Raum glücklich verlassen, und das ist ein gutes Zeichen“, sagte die Ministerin nach dem Treffen.",
           "Die Opposition kritisierte, frühere Zusagen seien nicht eingehalten worden.",
           "Ein weiteres Treffen ist bisher nicht vereinbart, hieß es aus Kreisen der Delegation.",
           "Beobachter erwarten, dass die Umsetzung frühestens im nächsten Jahr beginnt."),
    "fr": ("Les ministres des deux pays se sont réunis mercredi à Karsk pour discuter de la défense aérienne.",
           "Plusieurs centaines de millions d’euros doivent être consacrées au projet au cours des prochaines années.",
           "« Personne n’est sorti content de la salle, et c’est bon signe », a déclaré la ministre après la réunion.",
           "L’opposition a rappelé que les promesses précédentes n’avaient pas été tenues.",
           "Aucune nouvelle rencontre n’est prévue pour l’instant, selon des membres de la délégation.",
           "Les observateurs s’attendent à ce que la mise en œuvre ne commence pas avant l’année prochaine."),
    "uk": ("Міністри обох країн зустрілися в середу в Карську, щоб обговорити протиповітряну оборону.",
           "На проєкт протягом наступних років планують виділити кілька сотень мільйонів євро.",
           "«Ніхто не вийшов із зали задоволеним, і це добрий знак», — сказала міністерка після зустрічі.",
           "Опозиція нагадала, що попередні обіцянки не були виконані.",
           "Нової зустрічі поки що не заплановано, повідомили члени делегації.",
           "Спостерігачі очікують, що виконання розпочнеться не раніше наступного року."),
    "pl": ("Ministrowie obu krajów spotkali się w środę w Karsku, aby rozmawiać o obronie powietrznej.",
           "Na ten cel w najbliższych latach ma zostać przeznaczonych kilkaset milionów euro.",
           "„Nikt nie wyszedł z sali zadowolony i to dobry znak” – powiedziała minister po spotkaniu.",
           "Opozycja przypomniała, że wcześniejsze obietnice nie zostały dotrzymane.",
           "Kolejnego spotkania na razie nie zaplanowano, jak poinformowali członkowie delegacji.",
           "Obserwatorzy spodziewają się, że realizacja zacznie się nie wcześniej niż w przyszłym roku."),
}  # fmt: skip
AUTHORS = {
    "de": ("Jana Richter", "Uwe Kästner", "Helga Brandt-Vogel"),
    "fr": ("Pierre Vasseur", "Élodie Marchand", "Luc d’Arcy"),
    "uk": ("Оксана Мельник", "Тарас Шевчук", "Надія Петренко"),
    "pl": ("Marek Wolny", "Agnieszka Żak", "Łukasz Nowak-Zieliński"),
}
HOUSES = {
    "de": ("Nordkurier Heute", "Tagesbote", "Der Grenzwächter"),
    "fr": ("Le Courrier du Nord", "Vigie", "La Gazette des Ports"),
    "uk": ("Північний вісник", "Хроніка", "Новини порту"),
    "pl": ("Kurier Północny", "Strażnik", "Gazeta Portowa"),
}


def in_words(language: str, day: date) -> str:
    """A day as it is written in a language."""
    month = MONTHS[language].split()[day.month - 1]
    return {
        "en": f"{day.day} {month} {day.year}",
        "de": f"{day.day}. {month} {day.year}",
        "fr": f"{'1er' if day.day == 1 else day.day} {month} {day.year}",
        "uk": f"{day.day} {month} {day.year} року",
        "pl": f"{day.day} {month} {day.year} r.",
    }[language]


def american(day: date) -> str:
    """A day as it is written in the United States."""
    return f"{MONTHS['en'].split()[day.month - 1]} {day.day}, {day.year}"


def text(random: Random, language: str) -> list[str]:
    """The paragraphs of an article."""
    found = [*SENTENCES[language]]
    first = found.pop(0)
    random.shuffle(found)
    return [first, " ".join(found[:2]), *found[2:]]
