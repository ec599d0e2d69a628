"""Measures what licet promises of speed and memory, and writes the table of bench/README.md.

    python3 bench/run.py            # everything, a few minutes
    python3 bench/run.py --quick    # smaller logs

Needs build/bin/licet (scripts/demo builds it). Every figure is the median of several runs of a fresh process; times on
another machine differ, so quote the ratios and growth, and repeat the command for the rest.
"""

import argparse
import json
import os
import pathlib
import platform
import resource
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
LICET = pathlib.Path(os.environ.get("LICET_BIN") or ROOT / "build" / "bin" / "licet").resolve()
BEGIN, END = "<!-- measured -->", "<!-- end -->"

HEAD = """rulebook bench.growth
  title  "A synthetic rulebook"
  source "bench/run.py".

event date is the export date.
law known from 2020-01-01 through 2030-12-31.

category country: DE; FR; JP; SG; CN; IR; BR; MX; US; GB.
category paragraph: 1A001; 2B002; 3C003; 4D004; 5E005.

record shipment:
    shipment id: text, required;
    export date: date from 1990-01-01 to 2100-12-31;
    destination: country;
    party: list of party, not more than 8;
    line: list of line, not more than 1,000.
record party:
    party id as "id": text, key;
    located in as "country": country.
record line:
    line number as "line_no": whole number from 1 to 1,000,000, required;
    weight: number with 2 decimals from 0 to 1,000,000;
    grade: whole number from 0 to 1,000,000;
    code name: text.

role end user.
role purchaser.
"buyer" means the purchaser or the end user.
"""


def synthetic(provisions):
    """Provisions that read dates, numbers, countries and parties; every fifth displaces another."""
    countries = ("DE", "FR", "JP", "SG", "CN", "IR", "BR", "MX", "US", "GB")
    text = [HEAD, "decide routing of a line, the most restrictive prevails: free; watch; hold; otherwise unrouted; as \"routing\".\n"]
    for i in range(provisions):
        lead = f"Except as provided in §9{i - 1:04d}.1, the" if i % 5 == 4 else "The"
        value = ("free", "watch", "hold")[i % 3]
        a, b = countries[i % 10], countries[(i * 3 + 1) % 10]
        text.append(
            f"§9{i:04d}.1  \"Provision {i}\"\n"
            f"  from 20{20 + i % 6}-01-01:\n"
            f"      {lead} line has a routing of {value} when the destination is {a} or {b}, and its grade is {i % 997} or more,\n"
            f"      and any buyer is located in {b}.\n"
        )
    return "\n".join(text)


RECORD = {
    "shipment_id": "S1", "export_date": "2025-06-02", "destination": "DE",
    "party": [{"roles": ["end_user"], "id": "E", "country": "DE"}, {"roles": ["purchaser"], "id": "P", "country": "FR"}],
    "line": [{"line_no": 1, "weight": "1.50", "grade": 500, "code_name": "x"}],
}


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def once(command, env=None):
    """Seconds on the clock and of the processor: on a busy machine the first is longer."""
    used, start = processor_seconds(), time.perf_counter()
    done = subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stderr.decode()[-2000:]}")
    return seconds, processor_seconds() - used


def median(command, runs, env=None, before=None):
    times, used = [], []
    for _ in range(runs):
        if before:
            before()
        seconds, processor = once(command, env)
        times.append(seconds)
        used.append(processor)
    return statistics.median(times), min(times), max(times), statistics.median(used)


def peak_kib(command, env):
    """Peak resident memory and time of one run, by waiting for it in a child of our own."""
    pid = os.fork()
    if pid == 0:
        code = subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(json.dumps([usage.ru_maxrss, usage.ru_utime + usage.ru_stime, code]), file=open(env["LICET_BENCH_OUT"], "w"))
        os._exit(0)
    os.waitpid(pid, 0)
    return json.load(open(env["LICET_BENCH_OUT"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    if not LICET.exists():
        raise SystemExit("build/bin/licet is missing: run scripts/demo first")
    runs = 5 if args.quick else 15
    rows = []

    def ms(figures):
        middle, least, most, processor = (f * 1e3 for f in figures)
        return f"{middle:.1f} ms ({least:.1f} to {most:.1f}); {processor:.1f} ms of processor time"

    with tempfile.TemporaryDirectory() as tmp:
        work = pathlib.Path(tmp)
        env = dict(os.environ, XDG_CACHE_HOME=str(work / "cache"), NO_COLOR="1", LICET_BENCH_OUT=str(work / "usage.json"))

        def forget():
            subprocess.run(["rm", "-rf", str(work / "cache")], check=True)

        rows.append(("`licet --help`", "<= 5 ms", ms(median([LICET, "--help"], runs * 2, env))))
        record = work / "one.jsonl"
        record.write_text(json.dumps(RECORD) + "\n")
        for kib, bar in ((16, "<= 60 ms"), (160, "<= 150 ms")):
            count = 1
            while len(synthetic(count)) < kib * 1024:
                count += max(1, count // 20)
            folder = work / f"rules{kib}"
            folder.mkdir()
            (folder / "bench.licet").write_text(synthetic(count))
            command = [LICET, "run", folder, record, "-o", work / "out.jsonl", "--quiet"]
            rows.append((f"new rules ({kib} KB, {count} provisions) to the first decision, fresh process", bar,
                         ms(median(command, runs, env, forget))))
            rows.append((f"the same rules again ({kib} KB)", "<= 15 ms", ms(median(command, runs, env))))
        ear = [LICET, "check", ROOT / "rules" / "us" / "ear"]
        rows.append(("`licet check rules/us/ear`, nothing cached", "", ms(median(ear, runs, env, forget))))

        growth = []
        for count in (100, 300, 1000, 3000):
            folder = work / f"growth{count}"
            folder.mkdir()
            (folder / "bench.licet").write_text(synthetic(count))
            growth.append((count, median([LICET, "check", folder], 3, env, forget)[3]))
        rows.append(("parse and check of 100, 300, 1,000, 3,000 provisions, processor time", "linear",
                     ", ".join(f"{t * 1e3:.0f} ms" for _, t in growth)
                     + f"; {growth[-1][1] / growth[-2][1]:.1f} times for 3 times the provisions"))

        lines = 20000 if args.quick else 200000
        for profile in ("vendor", "distributor"):
            for suffix in ("jsonl", "csv"):
                log = work / f"log.{suffix}"
                subprocess.run(["python3", ROOT / "bench" / "generate.py", "--lines", str(lines), "--profile", profile,
                                "-o", log], check=True)
                written = {}
                for engine in ("interpreter", "kernels", "llvm"):
                    out = work / f"{engine}.parquet"
                    command = [LICET, "run", ROOT / "rules" / "us" / "ear", log, "-o", out, "--as-codified",
                               "--threads", "1", "--engine", engine, "--quiet", "--max-rejects", str(lines)]
                    peak, seconds, code = peak_kib(command, env)
                    if code not in (0, 4):
                        raise SystemExit(f"run of {profile} {suffix} ended with exit {code}")
                    written[engine] = out.read_bytes()
                    bar = "50,000 lines/s" if suffix == "csv" and engine == "interpreter" else ""
                    rows.append((f"rules/us/ear, {profile} profile, {lines:,} lines, .{suffix} to .parquet, {engine}, one thread",
                                 bar, f"{lines / seconds:,.0f} lines/s (reading and writing included), "
                                 f"{peak / 1024:,.0f} MiB at most"))
                if len(set(written.values())) != 1:
                    raise SystemExit(f"void: the engines decide {profile} {suffix} differently")

    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    table = ["| what | bar | measured: median (least to most) |", "|---|---|---|"]
    table += [f"| {a} | {b} | {c} |" for a, b, c in rows]
    note = f"On {os.cpu_count()} cores of {cpu}, {platform.system()} {platform.release().split('-')[0]}, by `python3 bench/run.py{' --quick' if args.quick else ''}`, load average {os.getloadavg()[1]:.0f}."
    body = f"{BEGIN}\n{note}\n\n" + "\n".join(table) + f"\n{END}"
    readme = ROOT / "bench" / "README.md"
    text = readme.read_text()
    start, end = text.index(BEGIN), text.index(END) + len(END)
    readme.write_text(text[:start] + body + text[end:])
    print("\n".join(table))


if __name__ == "__main__":
    main()
