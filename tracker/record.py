"""The record of what was promised: how far each milestone slipped, and which promises were kept.

A promise is a window named by a partner. It is kept when what was promised happened by the end of
the window, earlier too; broken when the window ended without it; open until then. What cannot be
told stays open, so that nobody is praised or blamed for a gap in the record:

- the window of what happened lies partly before and partly after the end of the promise;
- the outcome is ``unknown``: somebody looked and found no report. A later word of the partners that
  names a later time, or none, does tell: then it had not happened. A date that passed while the
  outcome is blank is broken, for the file says so itself: it has not happened.

Floors ("not before") name no end by which to judge. Anniversaries come by the calendar, and what
the press repeats was promised by others. Whether the flight then succeeded is no matter of dates.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

import numpy as np
import pandas as pd

from tracker.moves import moves
from tracker.programme import Programme
from tracker.snapshot import PARTNERS, snapshot

# Their day is known for ever, so a promise of it says nothing about the one who makes it.
BY_CALENDAR: Final = ("anniversary",)
# A rate over a shorter time would make a week's slip look like a habit.
SHORTEST_RATE: Final = 91
# Of fewer promises than this nothing is said about anybody.
FEWEST: Final = 3

# Why a promise is kept, broken or open.
FATES: Final = {
    "in time": "kept",
    "late": "broken",
    "not yet": "broken",
    "cancelled": "broken",
    "ahead": "open",
    "in time or late": "open",
    "no outcome found": "open",
}

WINDOW: Final = ["target_earliest", "target_latest"]
PROMISE: Final = ["milestone", "side", "speaker", "organisation", *WINDOW]
TOLD: Final = ["announced_words", "speaker", "organisation", "source"]


def slip_history(programme: Programme, *, as_of: date) -> pd.DataFrame:
    """One row a milestone of which something was said by the day, in the order of their ids.

    - ``id``, ``statements``; ``dated``: those that named a date other than a floor;
    - ``slips``: the days on which a later date was named, as far as no reading can argue it away:
      at least a day beyond the window before, or a ceiling raised;
    - ``first_*``, ``last_*``: words, announced_words, speaker, organisation and source of the first
      promise and of the statement that stands; words None where that gives no date;
    - ``slip_min``, ``slip_max``: days from the first promise to what happened, else to the plan, as
      in the snapshot;
    - ``rate_min``, ``rate_max``: months by which the promise slipped for each month that went by
      between the first and the last one, NaN where these are less than three months apart;
    - ``named_before``: how many of the dated named a window that had ended when it happened, NaN
      while it has not;
    - ``withdrawn``: whether the statement that stands took the date back.
    """
    said = moves(programme, as_of=as_of)
    rows = _milestones(programme, as_of)
    rows = rows.reindex(pd.Index(said["milestone"].unique(), name="id"))
    promised = said[_is_promise(said)]
    return pd.concat(
        [
            _counts(said, promised, rows),
            _firsts_and_lasts(said, promised).reindex(rows.index),
            rows[["slip_min", "slip_max"]],
            _rates(promised).reindex(rows.index),
        ],
        axis=1,
    ).reset_index()


def _milestones(programme: Programme, as_of: date) -> pd.DataFrame:
    """The snapshot by id; of an id that the file gives twice, the first row."""
    return snapshot(programme, as_of=as_of).drop_duplicates("id").set_index("id")


def _of(column: pd.Series, milestones: pd.Series) -> pd.Series:
    """For each statement what a column says of its milestone."""
    return column.reindex(milestones).set_axis(milestones.index)


def _is_promise(said: pd.DataFrame) -> pd.Series:
    """Which statements name an end by which to judge them."""
    return said["target_latest"].notna() & ~said["withdrawn"]


def _counts(said: pd.DataFrame, promised: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """How often each milestone was spoken of, dated, moved later, and named too early."""
    early = promised["target_latest"] < _of(rows["actual_earliest"], promised["milestone"])
    slipped = said[_is_slip(said)].groupby("milestone")["announced_latest"].nunique()
    counted = {
        "statements": said["milestone"].value_counts(),
        "dated": promised["milestone"].value_counts(),
        "slips": slipped,
    }
    whole = {name: n.reindex(rows.index, fill_value=0) for name, n in counted.items()}
    named_before = promised[early]["milestone"].value_counts().reindex(rows.index, fill_value=0)
    return pd.DataFrame(whole).assign(named_before=named_before.where(rows["status"] == "done"))


def _is_slip(said: pd.DataFrame) -> pd.Series:
    """Which statements moved the promise later, whatever the reading."""
    of_ceilings = said["before_earliest"].isna() & said["target_earliest"].isna()
    raised = (said["kind"] == "later") & of_ceilings & (said["end_moved"] > 0)
    return raised | (said["kind"].isin(["later", "restored"]) & (said["slip_min"] >= 1))


def _firsts_and_lasts(said: pd.DataFrame, promised: pd.DataFrame) -> pd.DataFrame:
    """Who made the first promise in which words, and who the one that stands."""
    standing = said[said["stands"]]
    first = pd.concat([promised[promised["stands"]], standing]).groupby("milestone").head(1)
    last = standing.drop_duplicates("milestone", keep="last")
    told: dict[str, pd.Series] = {}
    for name, rows in (("first", first.drop_duplicates("milestone")), ("last", last)):
        by_milestone = rows.set_index("milestone")
        told[f"{name}_words"] = by_milestone["target_words"]
        told |= {f"{name}_{column}": by_milestone[column] for column in TOLD}
    withdrawn = last.set_index("milestone")["withdrawn"]
    return pd.DataFrame({**told, "withdrawn": withdrawn})


def _rates(promised: pd.DataFrame) -> pd.DataFrame:
    """Time by which the promise moved over the time in which it did."""
    standing = promised[promised["stands"]]
    first = standing.drop_duplicates("milestone").set_index("milestone")
    last = standing.drop_duplicates("milestone", keep="last").set_index("milestone")
    elapsed = (last["announced_latest"] - first["announced_latest"]).dt.days
    elapsed = elapsed.where(elapsed >= SHORTEST_RATE)
    # The same window named again has not moved, however wide it is.
    moved = (first[WINDOW] != last[WINDOW]).any(axis=1)
    least = (last["target_earliest"] - first["target_latest"]).dt.days.where(moved, 0)
    most = (last["target_latest"] - first["target_earliest"]).dt.days.where(moved, 0)
    return pd.DataFrame({"rate_min": least / elapsed, "rate_max": most / elapsed})


def promises_kept(programme: Programme, *, as_of: date) -> pd.DataFrame:
    """One row a promise, told once however often it was repeated, in the order of the record.

    A promise is a milestone, a side, a speaker, an organisation and a window. Beside the columns of
    the statement that made it:

    - ``times``: how often it was said;
    - ``fate``: kept, broken, open; ``reason``: one of the keys of `FATES`, why;
    - ``slip_min``, ``slip_max``: days from the window to what happened; of a ceiling from its end,
      the only day that it names. Of what is broken and has not happened ``slip_min`` is the days so
      far and ``slip_max`` NaN; both are NaN for what was cancelled or is still to be judged.
    """
    said = moves(programme, as_of=as_of)
    last = said[said["stands"]].drop_duplicates("milestone", keep="last").set_index("milestone")
    rows = _milestones(programme, as_of)
    rows = rows[~rows["category"].isin(BY_CALENDAR)]
    made = _made(said, rows)
    became = _became(made, rows, last, pd.Timestamp(as_of))
    return _with_fate(made, became, pd.Timestamp(as_of)).reset_index(drop=True)


def _made(said: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The promises of the partners, each where it was first made."""
    promised = said[
        _is_promise(said) & said["side"].isin(PARTNERS) & said["milestone"].isin(rows.index)
    ]
    # What is told afterwards is no promise.
    happened = _of(rows["actual_latest"], promised["milestone"])
    ends = promised["target_latest"].where(happened.isna(), happened)
    ahead = promised[promised["announced_earliest"] <= ends]
    first = ahead.drop_duplicates(PROMISE)
    times = ahead.groupby(PROMISE, dropna=False, sort=False).size()
    return first.assign(times=times.to_numpy())


def _became(
    made: pd.DataFrame, rows: pd.DataFrame, last: pd.DataFrame, day: pd.Timestamp
) -> pd.DataFrame:
    """What is known by the day of the milestone of each promise."""
    milestones = made["milestone"]
    last_word = _of(last["target_earliest"], milestones) > made["target_latest"]
    moved_on = last_word | _of(last["withdrawn"], milestones).eq(True)
    return pd.DataFrame(
        {
            "status": _of(rows["status"], milestones),
            "earliest": _of(rows["actual_earliest"], milestones),
            "latest": _of(rows["actual_latest"], milestones),
            "passed": made["target_latest"] < day,
            "untold": (_of(rows["outcome"], milestones) == "unknown") & ~moved_on,
        }
    )


def _with_fate(made: pd.DataFrame, became: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    ends, done = made["target_latest"], became["status"] == "done"
    reasons = {
        "in time": done & (became["latest"] <= ends),
        "late": done & (became["earliest"] > ends),
        "in time or late": done,
        "cancelled": became["status"] == "cancelled",
        "ahead": ~became["passed"],
        "no outcome found": became["untold"],
    }
    reason = np.select(list(reasons.values()), list(reasons), default="not yet")
    starts = made["target_earliest"].fillna(ends)
    so_far = (day - ends).dt.days.where(reason == "not yet")
    least = (became["earliest"] - ends).dt.days.where(done)
    return made.assign(
        fate=pd.Series(reason, index=made.index).map(FATES).astype(object),
        reason=pd.Series(reason, index=made.index, dtype=object),
        slip_min=least.fillna(so_far),
        slip_max=(became["latest"] - starts).dt.days.where(done),
    )


def by(promises: pd.DataFrame, name: Literal["side", "organisation", "speaker"]) -> pd.DataFrame:
    """The promises of each side, organisation or speaker that made at least `FEWEST`.

    ``name``, ``made``, ``kept``, ``broken``, ``open``, ``decided`` (kept and broken), and of these
    the median slip in days, ``median_slip_min`` and ``median_slip_max``: NaN where fewer than
    `FEWEST` are decided or half of them have no end in sight. Who speaks together has promised
    each; the same window for the same milestone counts once under each name. What stands in
    brackets is an office or a document of the organisation before it ("Roscosmos (contract)").
    """
    named = _by_name(promises, name)
    rows = [
        {"name": each, **_tally(made)}
        for each, made in named.groupby("name")
        if len(made) >= FEWEST
    ]
    columns = ["name", "made", "kept", "broken", "open", "decided"]
    columns += ["median_slip_min", "median_slip_max"]
    ranked = pd.DataFrame(rows, columns=columns)
    return ranked.sort_values(["made", "name"], ascending=[False, True], ignore_index=True)


def left_out(promises: pd.DataFrame, name: Literal["side", "organisation", "speaker"]) -> int:
    """How many made fewer than `FEWEST` promises, and are not told of by `by`."""
    made = _by_name(promises, name)["name"].value_counts()
    return int((made < FEWEST).sum())


def _by_name(promises: pd.DataFrame, name: str) -> pd.DataFrame:
    """The promises under each name that made them, each window once."""
    named = promises.assign(name=_names(promises[name])).explode("name")
    return named[named["name"] != ""].drop_duplicates(["name", "milestone", *WINDOW])


def _names(cells: pd.Series) -> list[list[str]]:
    bare = cells.str.replace(r"\s*\([^()]*\)", "", regex=True)
    return [[name.strip() for name in cell.split(";")] for cell in bare]


def _tally(made: pd.DataFrame) -> dict[str, float]:
    fates = made["fate"].value_counts()
    decided = made[made["fate"] != "open"]
    # What was never there has no end of its slip; what is only known to be early, no beginning.
    endless = np.where(decided["fate"] == "broken", np.inf, -np.inf)
    least = decided["slip_min"].where(decided["slip_min"].notna(), endless)
    most = decided["slip_max"].fillna(np.inf)
    return {
        "made": len(made),
        **{fate: int(fates.get(fate, 0)) for fate in ("kept", "broken", "open")},
        "decided": len(decided),
        "median_slip_min": _median(least),
        "median_slip_max": _median(most),
    }


def _median(days: pd.Series) -> float:
    middle = days.median() if len(days) >= FEWEST else np.nan
    return float(middle) if np.isfinite(middle) else np.nan
