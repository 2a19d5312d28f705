"""Families computed apart from permea, with numpy, and compared with what permea answers.

    python benches/peers/families.py golden            writes tests/it/golden/families.{csv,json}: small invented members
    python benches/peers/families.py compare MAP PROG  every member and method of a map: PROG is the permea program

The definitions are those of domain.md section 3 (weighted z-scores, prior attainment alone), field.md section 3 (DfE's
formula), Thompson (1936) for the interval of a median and Zou and Donner (2008) for that of a gap. Nothing is taken from the
program but the members' own fields (`permea list`) and figures; families, distances, quartiles and intervals are worked out
here by sorting whole rows of a distance matrix. Families of every member come from `cargo bench --bench peers` (variable
PERMEA_FAMILIES), which prints what `permea peers --format json` prints; some members are asked of the program itself too, to
show that the two are the same. `PERMEA_BENCH_PEERS` names that bench if it is built already. Python 3 and numpy; nothing else.
"""

import csv, io, json, math, os, re, subprocess, sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = {"prior_attainment": 0.40, "fsm": 0.30, "eal": 0.075, "sen": 0.075, "mobility": 0.075, "size": 0.075}
FBIT = {"size": 0.5, "fsm": 0.4, "sen": 0.1}
FBIT_SPECIAL = {"size": 0.6, "fsm": 0.4}
METHODS = ("weighted", "fbit", "prior_attainment")
SIZE, SHARE, SHARED, Z = 30, 1 / 3, 0.5, 1.96
STEP = 1e-9  # squared distances are told apart to this
FIELDS = ["prior_attainment", "fsm6_percent", "fsm_percent", "eal_percent", "sen_percent", "mobility_percent", "pupils"]


def number(text):
    return float(text) if text not in ("", None, "–") else math.nan


def column(variable, pool, method):
    """The values of a variable in a pool and the field they are read from."""
    get = lambda field: np.array([number(member.get(field)) for member in pool])
    if variable == "fsm":
        six = get("fsm6_percent")
        return ("fsm6_percent", six) if np.sum(~np.isnan(six)) >= 0.5 * len(pool) else ("fsm_percent", get("fsm_percent"))
    if variable == "size":
        pupils = get("pupils")
        pupils = np.where(pupils > 0, pupils, math.nan)
        return ("pupils", pupils) if method == "fbit" else ("log_pupils", np.log(pupils))
    field = {"eal": "eal_percent", "sen": "sen_percent", "mobility": "mobility_percent"}.get(variable, variable)
    return field, get(field)


def scales(pool, method):
    """(field, weight, scores, known) of each variable that has spread."""
    weights = {"weighted": WEIGHTS, "prior_attainment": {"prior_attainment": 1.0}}.get(method)
    if weights is None:
        weights = FBIT_SPECIAL if pool[0]["group"] == "special" else FBIT
    out = []
    for variable, weight in weights.items():
        field, values = column(variable, pool, method)
        known = ~np.isnan(values)
        if not known.any() or np.ptp(values[known]) <= 1e-12 * abs(np.mean(values[known])):
            continue
        if method == "fbit":
            scores = np.where(known, values, np.median(values[known])) / np.ptp(values[known])
        else:
            scores = (values - np.mean(values[known])) / np.std(values[known])
        out.append((field, weight, scores, known))
    return out


def families(pool, method):
    """{id: ([peers], [distances], [quantised squares])} of one pool; no family is an empty list."""
    pool = sorted(pool, key=lambda member: member["id"].encode())
    ids = [member["id"] for member in pool]
    found = scales(pool, method)
    count = len(pool)
    limit = min(SIZE, int(math.floor(count * SHARE + 1e-9)), count - 1)
    sums, shared, own = np.zeros((count, count)), np.zeros((count, count)), np.zeros(count)
    for _field, weight, scores, known in found:
        filled = scores if method == "fbit" else np.where(known, scores, 0.0)
        both = np.outer(known, known) if method != "fbit" else np.ones((count, count), bool)
        sums += np.where(both, weight * (filled[:, None] - filled[None, :]) ** 2, 0.0)
        shared += weight * both
        own += weight * known
    weight = sum(row[1] for row in found)
    if method == "fbit":
        squares, may = sums, np.tile(own > 0, (count, 1))
        may[:] = True
        has = own > 0
    else:
        with np.errstate(invalid="ignore", divide="ignore"):
            squares = sums / shared
        may = (shared > 0) & (shared + 1e-9 >= SHARED * weight)
        has = (own > 0) & (own + 1e-9 >= SHARED * weight)
    out = {}
    for at, member in enumerate(pool):
        steps = np.where(may[at], np.round(squares[at] / STEP), np.inf)
        steps[at] = np.inf
        order = [other for other in np.lexsort((np.arange(count), steps)) if steps[other] < np.inf] if has[at] and weight > 0 else []
        if method == "fbit":
            near = order[: 2 * limit]
            same = [other for other in near if member.get("region") and pool[other].get("region") == member["region"]]
            order = same + [other for other in near if other not in set(same)]
        order = order[:limit]
        out[ids[at]] = ([ids[other] for other in order], [math.sqrt(squares[at][other]) for other in order], squares[at], ids)
    return out


def tail(z):
    return math.erfc(z / math.sqrt(2))


def middle(values):
    """Median, quartiles and the interval of the median by order statistics."""
    values = np.sort(np.array(values))
    low, median, high = np.percentile(values, [25, 50, 75])
    rank, below = 0, 0.0
    for at in range((len(values) + 1) // 2):
        below += math.comb(len(values), at) * 0.5 ** len(values)
        if 2 * below > tail(Z):
            break
        rank = at + 1
    return median, low, high, (values[rank - 1], values[-rank]) if rank else None


def pool_of(member):
    education, kind = member.get("education"), member.get("kind", "school")
    stage = {"primary": "ks2", "secondary": "ks4", "all_through": "ks4"}.get(education)
    is_open = member.get("status") in (None, "", "open", "closing")
    return (stage, member.get("group") or "mainstream") if stage and kind == "school" and is_open else None


def told_by_figures(members, text):
    """The phase of schools whose register prints none, as special schools: from their figures, else from the table they stand in."""
    rows = re.findall(r'\(id: "([^"/]+)/(Attainment 8|RWM expected)/\d+", value: (Known|Suppressed)', text)
    has = lambda member, measure, *readings: any((member["id"], measure, reading) in found for reading in readings)
    found = set(rows)
    for member in members:
        if member["education"] not in ("", "other", "–"):
            continue
        for readings in (("Known",), ("Known", "Suppressed")):
            for measure, phase in (("Attainment 8", "secondary"), ("RWM expected", "primary")):
                if member["education"] in ("", "other", "–") and has(member, measure, *readings):
                    member["education"] = phase


def pools(members):
    out = {}
    for member in members:
        if pool_of(member):
            out.setdefault(pool_of(member), []).append(member)
    return out


def golden():
    """Invented members with twins, blanks, a special school pool and primaries, and their families."""
    rows = []
    for at in range(1, 41):
        rows.append({
            "id": f"urn:{at:03}", "name": f"Invented {at:03}", "education": "secondary", "group": "mainstream",
            "region": ["North", "South", "East"][at % 3], "prior_attainment": 24 + (at * 7 % 11) * 0.5,
            "fsm6_percent": (at * 13 % 17) * 3 + 1, "eal_percent": (at * 5 % 9) * 4, "sen_percent": (at * 3 % 7) + 8,
            "mobility_percent": at % 5, "pupils": 500 + (at * 37 % 23) * 40, "progress": round(((at * 29) % 31 - 15) / 10, 2),
        })
    rows[3] |= {field: rows[4][field] for field in FIELDS if field in rows[4]}          # twins
    rows[5] |= {field: rows[4][field] for field in FIELDS if field in rows[4]}
    rows[9] |= {"eal_percent": "", "sen_percent": "", "mobility_percent": ""}           # enough is known
    rows[10] |= {"prior_attainment": "", "eal_percent": "", "pupils": ""}               # too little for a family
    rows[11] |= {"fsm6_percent": "", "sen_percent": ""}
    rows[12] |= {"prior_attainment": "", "fsm6_percent": "", "eal_percent": "", "sen_percent": "", "mobility_percent": "", "pupils": ""}
    rows[13] |= {"region": ""}
    rows[14] |= {"progress": ""}
    for at in range(30, 40):
        rows[at] |= {"group": "special"}
    for at in range(24, 30):
        rows[at] |= {"education": "primary", "progress": ""}
    expected = {}
    for method in METHODS:
        for pool in pools(rows).values():
            for member, (peers, distances, _squares, _ids) in families(pool, method).items():
                expected.setdefault(method, {})[member] = {"peers": peers, "distances": distances}
    spreads = {}
    values = {row["id"]: row["progress"] for row in rows if row["progress"] != ""}
    for member, family in expected["weighted"].items():
        known = [values[peer] for peer in family["peers"] if peer in values]
        if known:
            median, low, high, sure = middle(known)
            spreads[member] = {"median": median, "low": low, "high": high, "n": len(known), "expected": sure}
    folder = ROOT / "tests/it/golden"
    with open(folder / "families.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    expected["progress"] = spreads
    part = lambda name: f'"{name}": {{\n' + ",\n".join(f'"{member}": {json.dumps(found)}' for member, found in expected[name].items()) + "\n}"
    (folder / "families.json").write_text("{" + ",\n".join(map(part, expected)) + "}\n")


def is_close(a, b, room=1e-9):
    if a is None or b is None:
        return a is None and b is None
    return abs(a - b) <= room * max(1.0, abs(a), abs(b))


def compare(path, program):
    listing = subprocess.run(
        [program, "list", path, "--format", "csv", "--columns", "id,kind,education,group,region,status," + ",".join(FIELDS)],
        check=True, capture_output=True, text=True).stdout
    members = list(csv.DictReader(io.StringIO(listing)))
    told_by_figures(members, Path(path).read_text())
    wrong, rounded, seen, empty = [], 0, 0, 0
    for method in METHODS:
        apart = {}
        for pool in pools(members).values():
            apart |= families(pool, method)
        env = os.environ | {"PERMEA_FAMILIES": str(Path(path).resolve()), "PERMEA_METHOD": method}
        bench = [os.environ["PERMEA_BENCH_PEERS"]] if "PERMEA_BENCH_PEERS" in os.environ else ["cargo", "bench", "--quiet", "--bench", "peers"]
        answers = subprocess.run(bench, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout
        told = {line["member"]: line for line in map(json.loads, answers.splitlines())}
        if set(told) != {member for member, family in apart.items() if family[0]}:
            wrong.append((method, "who has a family", sorted(set(told) ^ {member for member, family in apart.items() if family[0]})[:5]))
        for member, (peers, distances, squares, ids) in apart.items():
            answer = told.get(member)
            if answer is None:
                empty += 1
                continue
            seen += 1
            theirs = [peer["member"] for peer in answer["peers"]]
            if theirs != peers:
                # Two whose squares differ by less than a step may change places by rounding, and nothing else may.
                of = lambda listed: [round(squares[ids.index(peer)] / STEP) for peer in listed]
                if len(theirs) == len(peers) and max(abs(a - b) for a, b in zip(of(theirs), of(peers))) <= 1:
                    rounded += 1
                else:
                    wrong.append((method, member, theirs[:5], peers[:5]))
                continue
            if not all(is_close(peer["distance"], distance) for peer, distance in zip(answer["peers"], distances)):
                wrong.append((method, member, "distances"))
            for row in answer["measures"]:
                values = [peer["value"] for peer in row["peers"]]
                median, low, high, sure = middle(values)
                same = [is_close(row["family_median"], median), is_close(row["family_low"], low), is_close(row["family_high"], high),
                        row["n"] == len(values), is_close(row["expected_low"], sure and sure[0]), is_close(row["expected_high"], sure and sure[1])]
                if row["value"] is not None and row["low"] is not None and sure:
                    gap = row["value"] - median
                    same.append(is_close(row["gap_low"], gap - math.hypot(row["value"] - row["low"], sure[1] - median)))
                    same.append(is_close(row["gap_high"], gap + math.hypot(row["high"] - row["value"], median - sure[0])))
                if not all(same):
                    wrong.append((method, member, row["measure"], row["year"], same))
        for member in sorted(told)[:: max(1, len(told) // 5)]:
            direct = json.loads(subprocess.run([program, "peers", path, member, "--method", method.replace("_", "-"), "--format", "json"],
                                               check=True, capture_output=True, text=True).stdout)
            if any(direct[field] != told[member][field] for field in ("peers", "measures", "variables", "method")):
                wrong.append((method, member, "the command answers otherwise than the bench"))
    print(f"{seen} families of {len(METHODS)} methods compared, {empty} members without a family on both sides, "
          f"{rounded} with neighbours that rounding may exchange, {len(wrong)} different")
    for line in wrong[:20]:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["golden"]:
        golden()
    elif len(sys.argv) == 4 and sys.argv[1] == "compare":
        sys.exit(compare(sys.argv[2], sys.argv[3]))
    else:
        sys.exit(__doc__)
