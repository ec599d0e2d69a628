"""Measures the columnar engine and its peers on the S300 workload in one run, and writes the table of bench/README.md.

    python3 bench/engines.py              # half an hour or more
    python3 bench/engines.py --quick      # fewer rows and runs

Builds build/bench/s300 if it is not there, generates the peers' C++ and compiles it, and makes a virtual environment
below .cache for Polars and DuckDB, of the versions below. Every engine decides the same columns; a run in which two of
them decide anything differently is void. Times are of the processor, on one thread; runs of the engines take turns, so
that what else the machine does meets them alike. Each figure is the median, with least and most."""

import argparse
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
HERE = ROOT / "bench" / "s300"
WORK = ROOT / ".cache" / "s300"
BUILD = pathlib.Path(os.environ.get("LICET_BUILD_DIR") or ROOT / "build")
VENV = ROOT / ".cache" / "bench-venv"
VERSIONS = ("numpy==2.4.6", "polars==2.1.0", "duckdb==2.0.0", "pyarrow==26.0.1")
BEGIN, END = "<!-- engines -->", "<!-- engines end -->"

WRITE = """
import pathlib, sys, numpy
sys.path.insert(0, sys.argv[1])
import generate_cpp, workload
folder, rows, is_sorted, names = sys.argv[2], int(sys.argv[3]), sys.argv[4] == "sorted", sys.argv[5].split()
w = workload.Workload(nullable=tuple(names))
open(folder + "/s300.licet", "w").write(w.rulebook())
for name, text in (("row", generate_cpp.row_loop(w)), ("column", generate_cpp.column_loop(w))):
    source = pathlib.Path(folder, name + ".cc")
    if not source.exists() or source.read_text() != text:
        source.write_text(text)
open(folder + "/nullable", "w").write(" ".join(names))
columns = w.columns(rows, is_sorted=is_sorted)
open(folder + "/columns", "w").write("\\n".join(columns))
for name, (values, known) in columns.items():
    values.tofile(f"{folder}/{name}.values")
    if known is not None:
        numpy.packbits(known, bitorder="little").tofile(f"{folder}/{name}.valid")
"""


def run(command, **more):
    done = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, text=True, **more)
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} ended with exit {done.returncode}")
    return done.stdout


def python():
    program = VENV / "bin" / "python"
    done = VENV / "complete"
    if not done.exists() or done.read_text() != " ".join(VERSIONS):
        run([sys.executable, "-m", "venv", "--clear", VENV])
        run([VENV / "bin" / "pip", "-q", "install", *VERSIONS])
        done.write_text(" ".join(VERSIONS))
    return program


def rates(text):
    return [float(rate) for rate in re.findall(r"rows/s (\d+)", text)]


def told(values):
    return f"{statistics.median(values) / 1e6:.2f} M ({min(values) / 1e6:.2f} to {max(values) / 1e6:.2f})"


def measure(program, name, nullable, order, outputs, rows, few, runs):
    """Rows of the table: engine, rows per second, ratio of ours to it."""
    folder = WORK / ("s300" if nullable.count(" ") else "hits")
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.valid"):
        old.unlink()
    run([program, "-c", WRITE, HERE, folder, rows, order, nullable])
    for kind in ("row", "column"):  # minutes; kept for the next run
        binary, source = folder / kind, folder / f"{kind}.cc"
        inputs = [source, HERE / "finish.h", HERE / "checksum.h"]
        if binary.exists() and binary.stat().st_mtime > max(f.stat().st_mtime for f in inputs):
            continue
        run(["g++", "-O3", "-march=native", "-std=c++20", f"-I{ROOT}", source, "-o", binary])
    commands = {
        "licet, columnar": [BUILD / "bench" / "s300", folder / "s300.licet", folder, rows, outputs, 3],
        "generated C++, a loop over rows": [folder / "row", folder, rows, outputs, 1],
        "generated C++, columns, 2,048 rows at a time": [folder / "column", folder, rows, outputs, 1],
    }
    levels = ("avx2", "baseline") if name == "s300" else ()
    got, sums = {}, {}
    for _ in range(runs):
        for engine, command in commands.items():
            text = run(command)
            measured = rates(text)
            # The first pass of ours fills its tables; the others are the steady state.
            got.setdefault(engine, []).append(statistics.median(measured[1:]) if len(measured) > 1 else measured[0])
            sums.setdefault(engine, set()).add(re.search(r"checksum \w+ values \d+", text).group())
        for level in levels:
            text = run(commands["licet, columnar"], env={**os.environ, "LICET_CPU_LEVEL": level})
            got.setdefault(f"licet, columnar, {level} only", []).append(statistics.median(rates(text)[1:]))
            sums.setdefault(level, set()).add(re.search(r"checksum \w+ values \d+", text).group())
    if len(set().union(*sums.values())) != 1:
        raise SystemExit(f"void: {name} is decided differently: {sums}")
    if outputs == "value":  # engines of tables have values alone
        values = re.search(r"values (\d+)", next(iter(sums["licet, columnar"]))).group(1)
        text = run([program, HERE / "tables.py", "polars", folder, rows, runs], cwd=HERE)
        got["Polars, tables of bits by code, one thread"] = rates(text)
        if re.search(r"values (\d+)", text).group(1) != values:
            raise SystemExit(f"void: {name}: Polars decides differently")
        run([program, "-c", WRITE, HERE, folder, few, order, nullable])
        ours = run([BUILD / "bench" / "s300", folder / "s300.licet", folder, few, outputs, 1])
        text = run([program, HERE / "tables.py", "duckdb", folder, few, runs], cwd=HERE)
        got["DuckDB, one thread"] = rates(text)
        if re.search(r"values (\d+)", text).group(1) != re.search(r"values (\d+)", ours).group(1):
            raise SystemExit(f"void: {name}: DuckDB decides differently")
    base = statistics.median(got["licet, columnar"])
    return [(engine, told(values), f"{base / statistics.median(values):.1f}") for engine, values in got.items()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer rows and runs")
    parser.add_argument("--only", help="one workload: s300, s300-value, hits, hits-unsorted; or several, with commas")
    arguments = parser.parse_args()
    rows, few, runs = (1 << 21, 1 << 17, 3) if arguments.quick else (1 << 24, 1 << 20, 7)
    if not (BUILD / "bench" / "s300").exists():
        run(["ninja", "-C", BUILD, "bench_s300"])
    program = python()
    five = "user_country power density intended_use for_centers"
    table = ["| workload | engine | rows/s: median (least to most) | licet is faster by |", "|---|---|---|---|"]
    for name, words, nullable, order, outputs in (
            ("s300", "S300: possible values, grounds, open facts", five, "sorted", "all"),
            ("s300-value", "S300, the decided value alone", five, "sorted", "value"),
            ("hits", "S300-hits: one nullable column, the decided value alone", "user_country", "sorted", "value"),
            ("hits-unsorted", "S300-hits, days in no order", "user_country", "unsorted", "value")):
        if arguments.only and name not in arguments.only.split(","):
            continue
        for engine, rate, ratio in measure(program, name, nullable, order, outputs, rows, few, runs):
            table.append(f"| {words} | {engine} | {rate} | {ratio} |")
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    note = (f"On {os.cpu_count()} cores of {cpu}, {platform.system()} {platform.release().split('-')[0]}, by `python3 "
            f"bench/engines.py{' --quick' if arguments.quick else ''}{' --only ' + arguments.only if arguments.only else ''}`, {rows:,} rows, load average {os.getloadavg()[1]:.0f}; "
            f"{', '.join(VERSIONS[1:3]).replace('==', ' ')}.")
    readme = ROOT / "bench" / "README.md"
    text = readme.read_text()
    start, end = text.index(BEGIN), text.index(END) + len(END)
    readme.write_text(text[:start] + BEGIN + "\n" + note + "\n\n" + "\n".join(table) + f"\n{END}" + text[end:])
    print("\n".join(table))


if __name__ == "__main__":
    main()
