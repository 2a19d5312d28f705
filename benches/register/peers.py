"""What permea reads of a register of England's size, in pandas or polars: the same columns, the same joins.

    python3 benches/register/peers.py pandas|polars register.csv links.csv groups.csv

Reads the columns that assets/columns.ron names, makes numbers and dates of what are numbers and dates, follows a closed
school to its successor, and puts each school's trust and sponsor beside it. Prints seconds, processor seconds, peak memory
in megabytes, rows and rows with a group. Importing the library is not counted.
"""

import resource
import sys
import time

COLUMNS = [
    "URN", "EstablishmentName", "TypeOfEstablishment (name)", "EstablishmentTypeGroup (name)", "AdmissionsPolicy (name)",
    "PhaseOfEducation (name)", "EstablishmentStatus (name)", "OpenDate", "CloseDate", "LA (name)", "LA (code)", "GOR (name)",
    "Town", "Easting", "Northing", "NumberOfPupils", "PercentageFSM", "UKPRN", "Trusts (code)", "Trusts (name)",
    "TrustSchoolFlag (name)", "Federations (code)", "Federations (name)",
]
NUMBERS = ["Easting", "Northing", "NumberOfPupils", "PercentageFSM"]
DATES = ["OpenDate", "CloseDate"]
LINKS = ["URN", "LinkURN", "LinkType"]
GROUPS = ["URN", "Linked UID", "Group Name", "Group Type", "Joined date", "Group Status", "Closed Date"]


def with_pandas(register, links, groups):
    schools = pd.read_csv(register, encoding="cp1252", usecols=COLUMNS, dtype=str)
    for column in NUMBERS:
        schools[column] = pd.to_numeric(schools[column], errors="coerce")
    for column in DATES:
        schools[column] = pd.to_datetime(schools[column], format="%d-%m-%Y", errors="coerce")
    linked = pd.read_csv(links, encoding="cp1252", usecols=LINKS, dtype=str)
    grouped = pd.read_csv(groups, encoding="cp1252", usecols=GROUPS, dtype=str, index_col=False)
    grouped["Joined date"] = pd.to_datetime(grouped["Joined date"], format="%d-%m-%Y", errors="coerce")
    later = linked[linked["LinkType"] == "Successor"][["URN", "LinkURN"]]
    earlier = linked[linked["LinkType"] == "Predecessor"].rename(columns={"URN": "LinkURN", "LinkURN": "URN"})[["URN", "LinkURN"]]
    chain = pd.concat([later, earlier]).drop_duplicates()
    schools = schools.merge(chain, on="URN", how="left")
    schools = schools.merge(grouped, on="URN", how="left")
    return len(schools), int(schools["Linked UID"].notna().sum())


def with_polars(register, links, groups):
    schools = pl.read_csv(register, encoding="cp1252", columns=COLUMNS, infer_schema=False)
    schools = schools.with_columns(
        [pl.col(column).cast(pl.Float64, strict=False) for column in NUMBERS]
        + [pl.col(column).str.to_date("%d-%m-%Y", strict=False) for column in DATES]
    )
    linked = pl.read_csv(links, encoding="cp1252", columns=LINKS, infer_schema=False)
    grouped = pl.read_csv(groups, encoding="cp1252", columns=GROUPS, infer_schema=False)
    grouped = grouped.with_columns(pl.col("Joined date").str.to_date("%d-%m-%Y", strict=False))
    later = linked.filter(pl.col("LinkType") == "Successor").select("URN", "LinkURN")
    earlier = linked.filter(pl.col("LinkType") == "Predecessor").select(pl.col("LinkURN").alias("URN"), pl.col("URN").alias("LinkURN"))
    chain = pl.concat([later, earlier]).unique()
    schools = schools.join(chain, on="URN", how="left").join(grouped, on="URN", how="left")
    return schools.height, schools["Linked UID"].is_not_null().sum()


if sys.argv[1] == "pandas":
    import pandas as pd
    run = with_pandas
else:
    import polars as pl
    run = with_polars

processor, start = time.process_time(), time.perf_counter()
rows, with_group = run(*sys.argv[2:5])
seconds, used = time.perf_counter() - start, time.process_time() - processor
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{seconds:.3f} {used:.3f} {peak:.0f} {rows} {with_group}")
