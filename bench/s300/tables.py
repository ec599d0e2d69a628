"""S300 by engines of tables: Polars and DuckDB, each on the decided value alone, one thread.

    python tables.py polars|duckdb FOLDER ROWS RUNS

Polars is given what it is fastest with: for each column a table from code (or rank) to the provisions that it lets
through, 64 to a word, so that a provision costs a bit and no pass over a column. DuckDB is given the rules as they are
written."""

import os
import sys
import time

os.environ.setdefault("POLARS_MAX_THREADS", "1")

import numpy as np

from workload import BY_NAME, COLUMNS, Exempt, Workload

MISSING = 255


def load(folder, rows):
    out = {}
    for name, _, kind, _ in COLUMNS:
        dtype = {"date": np.int32, "number": np.int64}.get(kind, np.uint8)
        data = np.fromfile(f"{folder}/{name}.values", dtype=dtype)[:rows]
        path = f"{folder}/{name}.valid"
        known = np.unpackbits(np.fromfile(path, dtype=np.uint8), bitorder="little")[:rows].astype(bool) if os.path.exists(path) else None
        out[name] = (data, known)
    return out


def report(possible, seconds, rows):
    for s in seconds:
        print(f"rows/s {rows / s:.0f}")
    weights = np.arange(rows, dtype=np.int64) % 1000003 + 1
    print("values", int((weights * possible.astype(np.int64)).sum()))


def polars(workload, columns, rows, runs):
    import polars as pl
    words = 5
    provisions, exceptions = workload.provisions, workload.exceptions
    first_exception = len(provisions)

    def words_of(bits):
        return [sum(1 << (b % 64) for b in bits if b // 64 == w) for w in range(words)]

    bodies = [(i, [t for t in p.parts if not isinstance(t, Exempt)], p.first_day) for i, p in enumerate(provisions)]
    bodies += [(first_exception + i, tests, None) for i, tests in enumerate(exceptions)]
    frame, keys, may, must = {}, {}, {}, {}
    for name, _, kind, values in COLUMNS:
        if kind == "date":
            cuts = sorted({p.first_day for p in provisions})
        elif kind == "number":
            cuts = sorted({t.least for _, tests, _ in bodies for t in tests if t.column == name})
        else:
            cuts = None
        size = len(cuts) + 1 if cuts is not None else (len(values) if kind == "category" else 2)
        data, known = columns[name]
        frame[name] = pl.Series(data) if known is None else pl.Series(data).zip_with(pl.Series(known), pl.Series([None], dtype=pl.Series(data).dtype).new_from_index(0, rows))
        column = pl.col(name)
        key = pl.lit(pl.Series(cuts)).search_sorted(column, side="right") if cuts is not None else column
        if known is not None:
            key = pl.when(column.is_null()).then(pl.lit(size, dtype=pl.UInt32)).otherwise(key.cast(pl.UInt32))
        keys[name] = key.cast(pl.UInt32)
        p = np.zeros((size + 1, words), dtype=np.uint64)
        c = np.zeros((size + 1, words), dtype=np.uint64)
        for code in range(size + 1):
            passed, sure = [], []
            for bit, tests, day in bodies:
                mine = [t for t in tests if t.column == name]
                state = (True, True)
                if kind == "date" and day is not None:
                    state = (code > cuts.index(day),) * 2
                if mine and code == size:
                    state = (True, False)
                elif mine:
                    t = mine[0]
                    hit = code in t.codes if kind == "category" else code > cuts.index(t.least) if kind == "number" else (code == 1) != t.negative
                    state = (hit, hit)
                if state[0]:
                    passed.append(bit)
                if state[1]:
                    sure.append(bit)
            p[code], c[code] = words_of(passed), words_of(sure)
        may[name], must[name] = p, c

    frame = pl.DataFrame(frame)
    u = lambda x: pl.lit(x, dtype=pl.UInt64)
    names = [c[0] for c in COLUMNS]
    first = [keys[n].alias("k_" + n) for n in names]

    def all_of(tables, w):
        out = None
        for n in names:
            g = pl.lit(pl.Series(tables[n][:, w])).gather(pl.col("k_" + n))
            out = g if out is None else out & g
        return out

    second = [all_of(may, w).alias(f"p{w}") for w in range(words)] + [all_of(must, w).alias(f"c{w}") for w in range(words)]
    p = [pl.col(f"p{w}") for w in range(words)]
    c = [pl.col(f"c{w}") for w in range(words)]
    not_p, not_c = [None] * words, [None] * words
    for e in range(len(exceptions)):
        bit = first_exception + e
        mask = words_of([i for i, v in enumerate(provisions) for t in v.parts if isinstance(t, Exempt) and t.number == e])
        for w in range(words):
            if mask[w] == 0:
                continue
            a = pl.when((c[bit // 64] & u(1 << (bit % 64))) != 0).then(u(mask[w])).otherwise(u(0))
            b = pl.when((p[bit // 64] & u(1 << (bit % 64))) != 0).then(u(mask[w])).otherwise(u(0))
            not_p[w] = a if not_p[w] is None else not_p[w] | a
            not_c[w] = b if not_c[w] is None else not_c[w] | b
    only = words_of(range(len(provisions)))
    third = []
    for w in range(words):
        third.append((p[w] & u(only[w]) if not_p[w] is None else p[w] & u(only[w]) & (u(2**64 - 1) ^ not_p[w])).alias(f"p{w}"))
        third.append((c[w] & u(only[w]) if not_c[w] is None else c[w] & u(only[w]) & (u(2**64 - 1) ^ not_c[w])).alias(f"c{w}"))
    displaced = words_of([i for i, v in enumerate(provisions) if v.displaced_by])

    def above(x, w):  # the bit of the provision before
        moved = x[w] * u(2)
        return moved if w == 0 else moved | (x[w - 1] // u(2**63))

    values = [words_of([i for i, v in enumerate(provisions) if v.value == k]) for k in range(5)]

    def some(parts):
        parts = [x for x in parts if x is not None]
        out = parts[0]
        for x in parts[1:]:
            out = out | x
        return out != 0

    def sure(least):
        parts = []
        for w in range(words):
            wanted = words_of([i for i, v in enumerate(provisions) if v.value >= least])[w]
            harmless = words_of([i for i, v in enumerate(provisions) if v.displaced_by is None or v.displaced_by.value >= least])[w]
            if wanted:
                parts.append(c[w] & u(wanted) & (u(harmless) | (u(2**64 - 1) ^ above(p, w))))
        return some(parts)

    possible = pl.when(sure(1)).then(pl.lit(0, dtype=pl.Int8)).otherwise(pl.lit(1, dtype=pl.Int8))
    for k in range(1, 5):
        parts = [p[w] & u(values[k][w]) & (u(2**64 - 1) ^ (above(c, w) & u(displaced[w]))) for w in range(words) if values[k][w]]
        hit = some(parts) & ~sure(k + 1) if k < 4 else some(parts)
        possible = possible + pl.when(hit).then(pl.lit(1 << k, dtype=pl.Int8)).otherwise(pl.lit(0, dtype=pl.Int8))
    seconds = []
    for _ in range(runs):
        start = time.process_time()
        out = []
        for at in range(0, rows, 1 << 16):  # what lies between fits the cache
            out.append(frame[at:at + (1 << 16)].lazy().select(first).select(second).select(third).select(possible.alias("possible")).collect())
        seconds.append(time.process_time() - start)
    report(pl.concat(out)["possible"].to_numpy(), seconds, rows)


def duckdb(workload, columns, rows, runs):
    import duckdb as db
    import pyarrow as pa
    arrays = {"row": pa.array(np.arange(rows, dtype=np.int64))}
    for name, (data, known) in columns.items():
        arrays[name] = pa.array(data, mask=None if known is None else ~known)
    source = pa.table(arrays)
    con = db.connect()
    con.execute("set threads = 1")
    con.execute("set disabled_optimizers = 'in_clause'")  # over this many lists it takes minutes
    con.register("source", source)
    con.execute("create temp table log as select * from source")

    def words(t):
        kind = BY_NAME[t.column][2]
        if kind == "category":
            return f"{t.column} in ({', '.join(map(str, t.codes))})"
        if kind == "number":
            return f"{t.column} >= {t.least}"
        return f"{t.column} = {0 if t.negative else 1}"

    exempt = [f"({' and '.join(words(t) for t in tests)}) as e{i}" for i, tests in enumerate(workload.exceptions)]
    body = []
    for p in workload.provisions:
        parts = [f"export_date >= {p.first_day}"] + [f"not e{t.number}" if isinstance(t, Exempt) else words(t) for t in p.parts]
        body.append(f"({' and '.join(parts)}) as b{p.number}")

    def before(p):
        return f"b{p.displaced_by.number}" if p.displaced_by else None

    def may(v):
        mine = [p for p in workload.provisions if p.value == v]
        return " or ".join(f"(b{p.number}{' and not ' + before(p) if p.displaced_by else ''}) is distinct from false" for p in mine)

    def sure(least):
        out = []
        for p in workload.provisions:
            if p.value < least:
                continue
            free = p.displaced_by is None or p.displaced_by.value >= least
            out.append(f"b{p.number} is true" if free else f"(b{p.number} is true and {before(p)} is false)")
        return " or ".join(out)

    possible = f"(case when {sure(1)} then 0 else 1 end)"
    for v in range(1, 5):
        hit = f"({may(v)})" + (f" and not ({sure(v + 1)})" if v < 4 else "")
        possible += f" + (case when {hit} then {1 << v} else 0 end)"
    # In steps: as one query, each use of a provision works it out again.
    steps = (f"create or replace temp table x as select *, {', '.join(exempt)} from log",
             f"create or replace temp table y as select row, {', '.join(body)} from x")
    seconds = []
    for _ in range(runs):
        start = time.process_time()
        for step in steps:
            con.execute(step)
        got = con.sql(f"select row, ({possible})::utinyint as possible from y").to_arrow_table()
        seconds.append(time.process_time() - start)
    order = np.argsort(got["row"].to_numpy(), kind="stable")
    report(got["possible"].to_numpy()[order], seconds, rows)


if __name__ == "__main__":
    engine, folder, rows, runs = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    nullable = open(f"{folder}/nullable").read().split()
    workload = Workload(nullable=tuple(nullable))
    {"polars": polars, "duckdb": duckdb}[engine](workload, load(folder, rows), rows, runs)
