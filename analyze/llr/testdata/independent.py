#!/usr/bin/env python3
"""Computes Cllr, the PAV map and ELUB of the data sets of lir.json by other ways than package llr.

PAV is computed from its characterisation, not by pooling:

    p(i) = max over a <= i of min over b >= i of the mean of the labels from a to b

in exact fractions, both sides of equal weight; Cllr with 60 decimal digits; ELUB from its definition
on the grid of 0.01. Needs nothing but Python: independent.py < lir.json > independent.json
"""
import json
import sys
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 60


def log10(x):
    return (Decimal(x.numerator) / Decimal(x.denominator)).log10()


def log2(x):
    return x.ln() / Decimal(2).ln()


def cllr(h1, h2):
    """h1, h2: exact log10 ratios."""
    ten = Decimal(10)
    one = sum(log2(1 + ten ** -Decimal(x)) for x in h1) / len(h1)
    two = sum(log2(1 + ten ** Decimal(x)) for x in h2) / len(h2)
    return (one + two) / 2


def pav(h1, h2):
    """For every value the log10 of the ratio that its rank deserves; end is the sign of an infinite one."""
    values = sorted(set(h1) | set(h2))
    one = [Fraction(h1.count(v), len(h1)) for v in values]
    both = [a + Fraction(h2.count(v), len(h2)) for a, v in zip(one, values)]
    n = len(values)
    before_one, before_both = [Fraction(0)], [Fraction(0)]
    for a, b in zip(one, both):
        before_one.append(before_one[-1] + a)
        before_both.append(before_both[-1] + b)

    def mean(a, b):
        return (before_one[b + 1] - before_one[a]) / (before_both[b + 1] - before_both[a])

    best = [None] * n
    for a in range(n):
        least = None
        for b in range(n - 1, a - 1, -1):  # least is the min over ends from b on
            m = mean(a, b)
            least = m if least is None or m < least else least
            if best[b] is None or least > best[b]:
                best[b] = least
    out = []
    for v, p in zip(values, best):
        end = {0: -1, 1: 1}.get(p, 0)
        out.append({"x": float(v), "end": end} if end else {"x": float(v), "pav": float(log10(p / (1 - p)))})
    return out


def elub(h1, h2):
    def utility(t):  # of using the ratios above 10^t
        p1 = Fraction(sum(x > t for x in h1), len(h1) + 1)
        p2 = Fraction(sum(x > t for x in h2) + 1, len(h2) + 1)
        return 1 - Decimal(p1.numerator) / p1.denominator + Decimal(10) ** t * p2.numerator / p2.denominator

    high = low = Decimal(0)
    t = Decimal(0)
    while utility(t) <= 1:
        high, t = t, t + Decimal("0.01")
    t = Decimal(0)
    while utility(t) <= Decimal(10) ** t:
        low, t = t, t - Decimal("0.01")
    return [float(low), float(high)]


out = []
for case in json.load(sys.stdin, parse_float=Decimal)["cases"]:
    h1 = [Decimal(x) for x in case["log10_lr_h1"]]
    h2 = [Decimal(x) for x in case["log10_lr_h2"]]
    out.append({
        "name": case["name"], "cllr": float(cllr(h1, h2)), "elub": elub(h1, h2),
        "pav": pav(h1, h2),
    })
json.dump({"cases": out}, sys.stdout, indent=None, separators=(",", ":"))
print()
