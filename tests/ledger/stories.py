"""Three stories in the manner of real reports, in our own words, with claims coded by hand."""

from __future__ import annotations

from benchmarks.reports import INTERFAX, REUTERS, SPUTNIK, Report


def syria() -> list[Report]:
    """US forces in Syria, 2017 to 2019, as it was reported at the time."""
    return [
        Report("syria-1", "2017-06-15", "The Pentagon said about 500 U.S. soldiers are serving in Syria.").moves(
            "are serving in Syria", "remain", "Syria", by="Pentagon", status="ongoing", number=(500, "total")
        ),
        Report(
            "syria-2",
            "2017-12-06",
            "The Pentagon now counts about 2,000 U.S. troops in Syria, including those on short missions.",
        ).moves(
            "counts about 2,000 U.S. troops in Syria",
            "remain",
            "Syria",
            by="Pentagon",
            status="ongoing",
            number=(2000, "total"),
        ),
        Report(
            "syria-3", "2018-12-19", "The White House said it would bring home all 2,000 U.S. troops from Syria."
        ).moves(
            "bring home all 2,000 U.S. troops",
            "leave",
            "Syria",
            by="White House",
            status="planned",
            part="all",
            number=(2000, "moved"),
        ),
        Report(
            "syria-4",
            "2019-01-11",
            "The coalition has begun to pull equipment out of Syria, its spokesman said. No troops have left.",
        )
        .moves("pull equipment out of Syria", "leave", "Syria", by="coalition", what="equipment")
        .moves("No troops have left", "leave", "Syria", by="coalition", status="denied"),
        Report(
            "syria-5", "2019-02-21", "A small group of about 200 will remain in Syria for a time, the White House said."
        ).moves(
            "about 200 will remain",
            "remain",
            "Syria",
            by="White House",
            status="planned",
            part="residual",
            number=(200, "residual"),
        ),
        Report(
            "syria-6", "2019-02-22", "The number that will stay in Syria is closer to 400, the White House said."
        ).moves(
            "will stay in Syria is closer to 400",
            "remain",
            "Syria",
            by="White House",
            status="planned",
            part="residual",
            number=(400, "residual"),
        ),
        Report(
            "syria-7", "2019-10-15", "All U.S. forces are out of Manbij, the coalition spokesman said on Tuesday."
        ).moves("All U.S. forces are out of Manbij", "leave", "Manbij", by="coalition", time="2019-10-15", part="all"),
        Report(
            "syria-8",
            "2019-10-31",
            "A U.S. convoy drove into the oil fields of Deir al-Zor on Wednesday, the Pentagon said.",
        ).moves("drove into the oil fields of Deir al-Zor", "arrive", "Deir al-Zor", by="Pentagon", time="2019-10-30"),
    ]


def armenia() -> list[Report]:
    """Russian forces in Armenia, May 2024: what five pages told."""
    wire = (REUTERS, INTERFAX)
    one = Report(
        "armenia-1",
        "2024-05-09",
        (
            "Russia agreed at talks on Wednesday to take its soldiers out of several regions of Armenia, the "
            "Kremlin spokesman told Interfax. "
            "They had been deployed there in autumn 2020 at Armenia's request. "
            "Border guards will stay on the border with Turkey and on the border with Iran. "
            "The last of nearly 2,000 peacekeepers have left Karabakh."
        ),
        chain=wire,
    )
    for kind in ("forces", "border_guards"):
        one.moves(
            "take its soldiers out of several regions",
            "leave",
            "several regions",
            force="RUS",
            kind=kind,
            by="Peskov",
            status="agreed",
            decided="2024-05-08",
        )
        one.moves(
            "deployed there in autumn 2020",
            "arrive",
            "several regions",
            force="RUS",
            kind=kind,
            by="Peskov",
            time="2020-23",
            basis="host_request",
        )
    for border in ("border with Turkey", "border with Iran"):
        one.moves(
            border,
            "remain",
            border,
            force="RUS",
            kind="border_guards",
            by="Peskov",
            status="ongoing",
            basis="host_request",
        )
    one.moves(
        "The last of nearly 2,000 peacekeepers have left Karabakh", "leave", "Karabakh", force="RUS",
        kind="peacekeepers", part="all", number=(2000, "moved"),
    )  # fmt: skip
    two = Report(
        "armenia-2",
        "2024-05-09",
        "Russian forces will quit five Armenian regions, a politician told Sputnik Armenia.",
        chain=(REUTERS, SPUTNIK),
    )
    two.moves(
        "will quit five Armenian regions",
        "leave",
        "five Armenian regions",
        force="RUS",
        by="ruling party",
        status="agreed",
    )
    return [one, two]


def niger() -> list[Report]:
    """A force that leaves one base of five."""
    bases = Report(
        "niger-1", "2023-09-01", "French soldiers hold five bases in Niger: A, B, C, D and E, the general staff said."
    )
    for x in "ABCDE":
        bases.moves("hold five bases in Niger", "remain", f"base {x}", force="FRA", by="Paris", status="ongoing")
    left = Report(
        "niger-2",
        "2023-10-12",
        "The last French soldiers drove out of base B on Wednesday, Niger's defence ministry said.",
    )
    left.moves(
        "The last French soldiers drove out of base B", "leave", "base B", force="FRA", by="Niamey", part="all",
        time="2023-10-11",
    )  # fmt: skip
    also = Report(
        "niger-3", "2023-10-13", "All soldiers have left base B since Wednesday, the general staff confirmed."
    )
    also.moves(
        "All soldiers have left base B", "leave", "base B", force="FRA", by="Paris", part="all", time="2023-10-11"
    )
    return [bases, left, also]
