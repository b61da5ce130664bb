/**
 * Tests that run a reference and a candidate on the same inputs, in Python, on the side that the candidate cannot reach.
 *
 * `DATASET`, `REFERENCE`, `INPUTS`, `ENTRY`, `ATOL` and `TASK` are set before. Types must be the same where floats are compared;
 * some tasks have several right answers.
 *
 * @source EvalPlus 0.3.1, evalplus/eval/__init__.py, evalplus/eval/_special_oracle.py and evalplus/data/mbpp.py
 */
export const evalPlusTests = `
import copy, json, math
SET_EQ = {'similar_elements', 'find_char_long', 'common_in_nested_lists', 'extract_singly', 'larg_nnum', 'intersection_array', 'find_dissimilar', 'Diff'}
NOT_NONE = {'check_str', 'text_match_three', 'text_starta_endb'}
TUPLES = {2, 116, 132, 143, 222, 261, 273, 394, 399, 421, 424, 429, 470, 560, 579, 596, 616, 630, 726, 740, 744, 809}
LISTS_OF_TUPLES = {63, 64, 70, 94, 120, 237, 272, 299, 400, 409, 417, 438, 473, 614, 780}
FIRST_OF_TUPLES = {75, 413, 444, 753}
SECOND_TUPLE = {106, 750}
FIRST_TUPLE = {250, 307, 405, 446, 617, 720, 763, 808}
NESTED = {259, 401, 445}
MBPP = DATASET == 'mbpp'
def deep(v): return tuple(deep(i) for i in v) if isinstance(v, list) else v
def revive(inp):
    n = TASK if MBPP else -1
    if n in TUPLES: return [tuple(x) if isinstance(x, list) else x for x in inp]
    if n in LISTS_OF_TUPLES: return [[tuple(y) for y in x] for x in inp]
    if n in FIRST_OF_TUPLES: return [[tuple(y) for y in inp[0]], inp[1]]
    if n in SECOND_TUPLE: return [inp[0], tuple(inp[1])]
    if n in FIRST_TUPLE: return [tuple(inp[0])] + inp[1:]
    if n in NESTED: return [tuple(tuple(y) for y in x) for x in inp]
    if n == 115: return [[set(i) if isinstance(i, list) and len(i) else {} for i in inp[0]]]
    if n == 124: return [float(inp[0]), complex(inp[1])]
    if n == 252: return [complex(inp[0])]
    if n == 278: return [tuple(tuple(i) if isinstance(i, list) else i for i in inp[0])]
    if n in (580, 615, 791): return deep(inp)
    if n == 722: return [{k: tuple(v) for k, v in inp[0].items()}] + inp[1:]
    return inp
def floats(v):
    if isinstance(v, float): return True
    return isinstance(v, (list, tuple)) and len(v) > 0 and all(isinstance(i, float) for i in v)
def close(a, b):
    if isinstance(b, (list, tuple)): return len(a) == len(b) and all(close(x, y) for x, y in zip(a, b))
    return isinstance(a, (int, float, complex)) and isinstance(b, (int, float, complex)) and (a == b or abs(a - b) <= tolerance + 1e-07 * abs(b))
def surface(base, height): return round(base ** 2 + 4 * (base * math.sqrt((base / 2) ** 2 + height ** 2)) / 2)
def distance(a, b):
    most = max(len(str(a)), len(str(b)))
    return sum(abs(int(x) - int(y)) for x, y in zip(str(a).zfill(most), str(b).zfill(most)))
# a tolerance that one input brought stays for those after it
tolerance = ATOL
def right(out, exp, inp):
    global tolerance
    if not MBPP and ENTRY == 'find_zero': return abs(sum(c * math.pow(out, i) for i, c in enumerate(inp[0]))) <= tolerance
    same = out == exp
    if MBPP:
        if ENTRY == 'are_equivalent': same = True
        elif ENTRY == 'sum_div': same = same or out == 0
        elif ENTRY == 'surface_Area': same = same or abs(out - surface(*inp)) <= tolerance
        elif ENTRY == 'digit_distance_nums': same = same or out == distance(*inp)
        elif ENTRY in SET_EQ: same = set(out) == set(exp)
        elif ENTRY in NOT_NONE: same = out == exp if isinstance(out, bool) else exp == (out is not None)
    if tolerance == 0 and floats(exp): tolerance = 1e-6
    if same: return True
    return tolerance != 0 and type(out) == type(exp) and close(out, exp)
space = {}
exec(REFERENCE, space)
candidate = globals()[ENTRY]
for inp in INPUTS:
    inp = revive(inp)
    exp = space[ENTRY](*copy.deepcopy(inp))
    if MBPP and ENTRY in NOT_NONE: exp = exp is not None
    try: out = candidate(*copy.deepcopy(inp))
    except TypeError as error:
        # where only something has to come back, it may be what does not cross over to this side
        if not (MBPP and ENTRY in NOT_NONE and 'is no plain value' in str(error)): raise
        out = object()
    if not right(out, exp, inp): raise AssertionError('for %s: %s, expected %s' % (repr(inp)[:80], repr(out)[:80], repr(exp)[:80]))
`
