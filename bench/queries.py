"""Forty questions over the example, each with what answers it.

Written down before either search was asked. A right result is one of these pages or records; the
profile of an actor, term or topic is one where it is what was asked for. Whatever else happens to
hold the words is none.
"""

from __future__ import annotations

from typing import NamedTuple

SHADOW = "briefs/2026-05-shadow-fleet"
KRAKOW = "briefs/2026-07-e5-krakow"
GENEVA = "briefs/2026-08-geneva-talks"
AGI = "notes/2026/agi-2026-02-20-rauti-cracovia"
BMVG = "notes/2026/bmvg-2026-02-20-group-of-five-krakau"
EEAS = "notes/2026/eeas-2026-02-20-kallas-krakow-press-conference"
GOVPL = "notes/2026/govpl-2026-02-20-allied-relations-e5"
IMO = "notes/2024/cilnus-2024-03-18-imo-resolution-dark-fleet"
ONLINE = "notes/2026/onlineua-2026-02-18-geneva-standstill"
PARIS = "notes/2026/presidentua-2026-01-06-paris-declaration"
PRAVDA = "notes/2026/pravdacomua-2026-02-18-white-house-progress"
REUTERS = "notes/2026/reuters-2026-02-20-low-cost-air-defence"
EPRS = "notes/undated/policycommons-eprs-russias-shadow-fleet"
SHIPS = "notes/2025/shippingtelegraph-2025-12-18-eu-41-vessels"
UKPM = "notes/2026/ukpm-2026-01-06-remarks-paris"
WALAW = "notes/2026/walaw-2026-02-21-e5-security-guarantees"
SOURCES, EVENTS, GLOSSARY = "registers/sources", "registers/events", "registers/glossary"
TOPICS, PEOPLE = "registers/topics", "registers/actors/people"
GROUPS, STATES = "registers/actors/organisations", "registers/actors/states"


class Question(NamedTuple):
    """What is asked, and the pages and anchors that answer it, between spaces."""

    text: str
    right: str


ZELENSKYY = (
    f"actor-zelenskyy briefing/actor/zelenskyy {PEOPLE} {KRAKOW} {GENEVA} {WALAW} {PRAVDA} {UKPM} "
    "claim-walaw-zelenskyy-compromise claim-walaw-zelenskyy-stalling claim-pravda-us-monitoring "
    "claim-ukpm-declaration-of-intent term-declaration-of-intent"
)
SEKERINSKA = (
    f"actor-shekerinska briefing/actor/shekerinska {PEOPLE} {KRAKOW} {WALAW} {BMVG} {GOVPL} "
    "claim-walaw-krakow-attendance claim-bmvg-guests claim-govpl-kallas-shekerinska-attend "
    "event-e5-2026-02-20-krakow"
)
FLEET = (
    f"term-shadow-fleet briefing/term/shadow-fleet topic-shadow-fleet briefing/topic/shadow-fleet "
    f"term-shadow-fleet-wide term-shadow-fleet-eu briefing/term/shadow-fleet-wide "
    f"briefing/term/shadow-fleet-eu topic-shadow-fleet-size topic-shadow-fleet-definition "
    f"briefing/topic/shadow-fleet-size briefing/topic/shadow-fleet-definition "
    f"{SHADOW} {GLOSSARY} {TOPICS} {IMO} {EPRS} {SHIPS} claim-kse-435 claim-shiptel-41-listed "
    "claim-eprs-no-agreed-meaning claim-eprs-russia-reacted claim-cil-call-to-act "
    "claim-directive-imo-definition source-windward-shadow-fleet source-kse-2024-06-10 "
    "source-govuk-2024-07-19-call-to-action claim-eeas-eu-answers claim-walaw-pistorius-pressure "
    "position-pos-kallas-sanctions position-pos-pistorius-pressure"
)
LEAP = (
    f"term-leap briefing/term/leap topic-leap briefing/topic/leap {KRAKOW} {REUTERS} {WALAW} "
    f"{GLOSSARY} {TOPICS} claim-reuters-leap-project claim-walaw-leap-announced "
    "claim-reuters-leap-2027 claim-walaw-leap-2027 claim-chattythat-next-year "
    "claim-grayscale-attack-drone commitment-com-leap-first-project judgement-jud-leap-production "
    "source-grayscale-2026-02-22 claim-reuters-twelve-months claim-reuters-pollard-hopes"
)
FIVE = (
    f"actor-e5 briefing/actor/e5 {GROUPS} {KRAKOW} {BMVG} {AGI} {GOVPL} {WALAW} {REUTERS} "
    f"{EVENTS} claim-bmvg2025-joint-initiative claim-bmvg-pistorius-initiator "
    "source-bmvg-2025-11-14-ein-jahr-group-of-five"
)
DRONES = (
    f"term-interceptor-drone briefing/term/interceptor-drone {REUTERS} {KRAKOW} {GLOSSARY} "
    "claim-reuters-interceptor-drones"
)
GRAVE = f"claim-cil-spill-risk {IMO} claim-eprs-growing-hazard {EPRS}"
SPENDING = (
    f"term-five-per-cent-goal briefing/term/five-per-cent-goal claim-govpl-e5-continues {GOVPL} "
    f"commitment-com-e5-hague-pledges {KRAKOW} {GLOSSARY}"
)

QUESTIONS = (
    # numbers
    Question("597", f"claim-shiptel-597 {SHIPS} {SHADOW}"),
    Question("5%", SPENDING),
    Question("5 %", SPENDING),
    Question("1,423", f"claim-lloyds-1423 {SHADOW} {SOURCES}"),
    Question("1423", f"claim-lloyds-1423 {SHADOW} {SOURCES}"),
    Question("800,000", f"claim-hvylya-800000 {KRAKOW} {SOURCES}"),
    Question("435 tankers", f"claim-kse-435 {SHADOW} {SOURCES}"),
    Question("13 billion pounds", f"claim-menafn-uk-aid {SOURCES} source-menafn-2026-02-20-uk-aid"),
    # references and ids
    Question("UA-2026-07", KRAKOW),
    Question("UA-2026-05", SHADOW),
    Question("kse-435", f"claim-kse-435 {SOURCES}"),
    Question(
        "A.1192(33)",
        f"term-resolution-a-1192-33 briefing/term/resolution-a-1192-33 source-imo-a-1192-33 {IMO} "
        f"claim-cil-resolution-adopted claim-directive-imo-definition claim-govuk-repeats-imo "
        f"{SHADOW} {GLOSSARY} {SOURCES}",
    ),
    # other spellings, aliases, variants, forms
    Question("Zelensky", ZELENSKYY),
    Question("Selenskyj", ZELENSKYY),
    Question("Shekerinska", SEKERINSKA),
    Question("Group of Five", FIVE),
    Question("Schattenflotte", FLEET),
    Question("ghost fleet", FLEET),
    Question(
        "Kyiv School of Economics",
        f"actor-kse briefing/actor/kse source-kse-2024-06-10 claim-kse-435 {GROUPS} {SOURCES}",
    ),
    Question("interceptors", DRONES),
    Question(
        "EU Council",
        f"actor-council-eu briefing/actor/council-eu {GROUPS} {SHIPS} {SHADOW} "
        "claim-shiptel-41-listed claim-shiptel-almost-600 claim-council-decision-wording "
        "position-pos-council-sanctions quote-q-council-high-risk "
        "source-council-eu-2025-12-18 source-council-decision-2025-388 "
        "claim-shiptel-linked-steps claim-shiptel-targets claim-shiptel-port-ban "
        "claim-shiptel-nine-enablers",
    ),
    # other scripts, folded letters
    Question("Зеленский", ZELENSKYY),
    Question("Зеленського", ZELENSKYY),
    Question("Sekerinska", SEKERINSKA),
    Question("Wladyslaw", f"actor-kosiniak-kamysz briefing/actor/kosiniak-kamysz {PEOPLE}"),
    Question(
        "Βοτρέν",
        f"actor-vautrin briefing/actor/vautrin {PEOPLE} {KRAKOW} {WALAW} "
        "claim-walaw-vautrin-lasting-peace claim-walaw-vautrin-truce-risk "
        "position-pos-vautrin-guarantees event-e5-2026-02-20-krakow",
    ),
    # phrases
    Question('"shadow fleet"', FLEET),
    Question(
        '"binding commitments"',
        f"{KRAKOW} {GENEVA} {TOPICS} topic-security-guarantees "
        "briefing/topic/security-guarantees position-pos-e5-guarantees",
    ),
    Question(
        '"flags of convenience"',
        f"term-flag-of-convenience {SHADOW} {EPRS} "
        "briefing/term/flag-of-convenience claim-eprs-means",
    ),
    # beginnings and slips
    Question(
        "Koali",
        f"actor-coalition-of-the-willing briefing/actor/coalition-of-the-willing "
        f"{GROUPS} {PARIS} {KRAKOW}",
    ),
    Question("interc", DRONES),
    Question(
        "Pistorious",
        f"actor-pistorius briefing/actor/pistorius {PEOPLE} {BMVG} {WALAW} "
        f"{KRAKOW} claim-walaw-pistorius-pressure claim-bmvg-pistorius-initiator "
        "position-pos-pistorius-pressure position-pos-pistorius-defence "
        "claim-bmvg-date-2025 claim-bmvg-alliance-can-defend "
        "quote-q-pistorius-pollard-alliance",
    ),
    Question(
        "Kosinak-Kamysz",
        f"actor-kosiniak-kamysz briefing/actor/kosiniak-kamysz {PEOPLE} "
        f"{KRAKOW} {GOVPL} claim-govpl-deterrent-strength claim-govpl-e5-continues "
        "claim-govpl-declared-capabilities claim-govpl-spending-raised claim-govpl-safe-scale "
        "quote-q-kosiniak-solidarity position-pos-kosiniak-defence "
        "event-e5-2026-02-20-krakow",
    ),
    Question(
        "gaurantees",
        f"{WALAW} {PARIS} {KRAKOW} term-security-guarantees "
        f"topic-security-guarantees briefing/term/security-guarantees "
        f"briefing/topic/security-guarantees claim-paris-guarantees-in-agreement "
        "claim-paris-binding-guarantees commitment-com-coalition-guarantees "
        "position-pos-coalition-guarantees position-pos-vautrin-guarantees "
        "quote-q-paris-robust-guarantees claim-walaw-vautrin-truce-risk "
        "claim-walaw-army-first-line judgement-jud-e5-holds-formula",
    ),
    # several words
    Question(
        "Kallas hybrid attacks",
        f"claim-eeas-hybrid-attacks-rise {EEAS} "
        "position-pos-kallas-sanctions claim-eeas-eu-answers",
    ),
    Question(
        "LEAP budget",
        f"claim-chattythat-no-budget {KRAKOW} {SOURCES} judgement-jud-leap-production",
    ),
    Question(
        "ceasefire monitoring drones", f"claim-euromaidan-monitoring-agreed {GENEVA} {SOURCES}"
    ),
    Question("oil spill danger", GRAVE),
    Question("who leads LEAP", LEAP),
    Question("Witkoff Trump merit", f"claim-onlineua-witkoff-credits-trump {ONLINE} {GENEVA}"),
)
