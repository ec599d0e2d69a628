"""The S300 workload: 300 provisions of one decided value over twelve columns, as a rulebook, as columns and, for the
peers, as a list of conditions. Everything follows from a seed."""

import random

import numpy

VALUES = ("free", "watch", "hold", "deny", "stop")  # the most restrictive last; otherwise free
COUNTRIES = [a + b for a in "ABCDEFGHIJKLMNOP" for b in "ABCDEFGHIJKLMNO"]  # 240
CODES = [f"{n}A{m:03d}" for n in range(1, 9) for m in range(25)]  # 200
USES = [f"U{n:02d}" for n in range(40)]
MODES = [f"M{n}" for n in range(8)]
FIRST_DAY, DAYS = 18262, 2190  # 2020-01-01, six years

# name, words, kind, values or (least, most)
COLUMNS = (
    ("export_date", "export date", "date", (FIRST_DAY, FIRST_DAY + DAYS)),
    ("destination", "destination", "category", COUNTRIES),
    ("origin", "origin", "category", COUNTRIES),
    ("code", "code", "category", CODES),
    ("mode", "mode", "category", MODES),
    ("worth", "worth", "number", (0, 1_000_000)),
    ("returned", "returned", "flag", None),
    ("user_country", "user country", "category", COUNTRIES),
    ("power", "power", "number", (0, 100_000)),
    ("density", "density", "number", (0, 10_000)),
    ("intended_use", "intended use", "category", USES),
    ("for_centers", "meant for centers", "flag", None),
)
CATEGORIES = {"destination": "country", "origin": "country", "user_country": "country", "code": "product code",
              "mode": "transport", "intended_use": "purpose"}
NULLABLE = ("user_country", "power", "density", "intended_use", "for_centers")
BY_NAME = {column[0]: column for column in COLUMNS}


class Test:
    """One column against constants: in a set of codes, at or above a number, a flag."""

    def __init__(self, column, codes=None, least=None, negative=False):
        self.column, self.codes, self.least, self.negative = column, codes, least, negative

    def words(self):
        name, words, kind, values = BY_NAME[self.column]
        if kind == "category":
            return f"the {words} is " + " or ".join([", ".join(values[c] for c in self.codes[:-1]), values[self.codes[-1]]]
                                                    if len(self.codes) > 1 else [values[self.codes[0]]])
        if kind == "number":
            return f"the {words} is {self.least:,} or more"
        return f"the line is {'not ' if self.negative else ''}{words}"


class Exempt:
    """Not one of the exceptions."""

    def __init__(self, number):
        self.number = number


class Provision:
    def __init__(self, number, value, first_day, parts, displaced_by=None):
        self.number, self.value, self.first_day, self.parts, self.displaced_by = number, value, first_day, parts, displaced_by

    @property
    def citation(self):
        return f"{90000 + self.number}.1"


class Workload:
    def __init__(self, provisions=300, seed=7, nullable=NULLABLE, exceptions=15, requirements=30):
        self.nullable = nullable
        rng = random.Random(seed)

        def codes(column, least, most):
            return sorted(rng.sample(range(len(BY_NAME[column][3])), rng.randint(least, most)))

        def selective():
            return rng.choice((
                lambda: [Test("code", codes("code", 1, 8))],
                lambda: [Test("code", codes("code", 4, 20)), Test("mode", codes("mode", 2, 4))],
                lambda: [Test("origin", codes("origin", 4, 20)), Test("mode", codes("mode", 1, 3))],
                lambda: [Test("code", codes("code", 4, 30)), Test("origin", codes("origin", 20, 80))],
            ))()

        def further():
            return rng.choice((
                lambda: Test("worth", least=rng.randrange(500_000, 950_000, 1000)),
                lambda: Test("power", least=rng.randrange(30_000, 95_000, 100)),
                lambda: Test("density", least=rng.randrange(3_000, 9_500, 10)),
                lambda: Test("user_country", codes("user_country", 5, 40)),
                lambda: Test("intended_use", codes("intended_use", 2, 12)),
                lambda: Test("for_centers", negative=rng.random() < 0.5),
                lambda: Test("returned", negative=rng.random() < 0.5),
            ))()

        def distinct(tests):
            seen, out = set(), []
            for test in tests:
                if test.column not in seen:
                    seen.add(test.column)
                    out.append(test)
            return out

        self.exceptions = [distinct([Test("destination", codes("destination", 20, 80)), further(), further()])
                           for _ in range(exceptions)]
        self.provisions = []
        for i in range(provisions):
            value = rng.choice((1, 2, 3, 3, 4))
            day = FIRST_DAY + rng.randrange(DAYS * 3 // 4)
            parts = [Test("destination", codes("destination", 3, 30))] + selective() + [further() for _ in range(rng.randint(1, 2))]
            parts = distinct(parts)
            if provisions - requirements <= i:
                parts += [Exempt(e) for e in sorted(rng.sample(range(exceptions), 2))]
            displaced = self.provisions[i - 1] if i % 5 == 4 else None
            self.provisions.append(Provision(i, value, day, parts, displaced))

    def rulebook(self):
        out = ['rulebook bench.s300\n  title  "Three hundred provisions"\n  source "bench/s300".\n',
               "event date is the export date.\nlaw known from 2015-01-01 through 2040-12-31.\n"]
        seen = set()
        for column, category in CATEGORIES.items():
            if category not in seen:
                out.append(f"category {category}: {'; '.join(BY_NAME[column][3])}.")
            seen.add(category)
        out.append("\nrecord shipment:\n    shipment id: text, required;\n    export date: date from 1990-01-01 to 2100-12-31;\n"
                   "    line as \"lines\": list of line, not more than 1,000.\nrecord line:")
        fields = ["    line number as \"line_no\": whole number from 1 to 1,000,000, required;"]
        for name, words, kind, values in COLUMNS[1:]:
            if kind == "category":
                fields.append(f"    {words} as \"{name}\": {CATEGORIES[name]};")
            elif kind == "number":
                fields.append(f"    {words} as \"{name}\": whole number from {values[0]} to {values[1]:,};")
            else:
                fields.append(f"    {words} as \"{name}\": boolean;")
        out.append("\n".join(fields)[:-1] + ".\n")
        for i, tests in enumerate(self.exceptions):
            out.append(f'"exempt line {i}" of a line means that {", and ".join(t.words() for t in tests)}.')
        out.append(f"\ndecide routing of a line, the most restrictive prevails: {'; '.join(VALUES)}; otherwise free; as \"routing\".\n")
        for p in self.provisions:
            day = numpy.datetime64(p.first_day, "D")
            lead = f"Except as provided in §{p.displaced_by.citation}, the" if p.displaced_by else "The"
            parts = [t.words() if isinstance(t, Test) else f"the line is not exempt line {t.number}" for t in p.parts]
            items = "; ".join(f"({i + 1}) {part}" for i, part in enumerate(parts[:-1])) + f"; and ({len(parts)}) {parts[-1]}"
            out.append(f'§{p.citation}  "Provision {p.number}"\n  from {day}:\n      {lead} routing is {VALUES[p.value]} when all of the '
                       f"following are true: {items}.\n")
        return "\n".join(out)

    def columns(self, rows, seed=11, is_sorted=True):
        """By name: values (int32 days, uint8 codes and flags, int64 numbers), and what is known (uint8), if not all is."""
        rng = numpy.random.default_rng(seed)
        out = {}
        for name, _, kind, values in COLUMNS:
            if kind == "date":
                data = rng.integers(values[0], values[1], rows, dtype=numpy.int32)
                if is_sorted:
                    data.sort()
            elif kind == "category":
                # A few codes are most of a log.
                data = (rng.random(rows) ** 2 * len(values)).astype(numpy.uint8)
            elif kind == "number":
                data = rng.integers(values[0], values[1] + 1, rows, dtype=numpy.int64)
            else:
                data = rng.integers(0, 2, rows, dtype=numpy.uint8)
            known = (rng.random(rows) >= 0.4).astype(numpy.uint8) if name in self.nullable else None
            out[name] = (data, known)
        return out
