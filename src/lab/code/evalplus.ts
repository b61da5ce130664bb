/**
 * Tests that run a reference and a candidate on the same inputs, in Python, on the side that the candidate cannot reach.
 *
 * `REFERENCE`, `INPUTS`, `ENTRY`, `ATOL` and `TASK` are set before. Types must be the same where floats are compared;
 * some tasks have several right answers.
 *
 * @source EvalPlus v0.3, evalplus/eval/__init__.py and evalplus/data/mbpp.py
 */
export const evalPlusTests = `
import copy, json, math
SET_EQ = {'similar_elements', 'find_char_long', 'common_in_nested_lists', 'extract_singly', 'larg_nnum', 'intersection_array', 'find_dissimilar', 'Diff'}
NOT_NONE = {'check_str', 'text_match_three', 'text_starta_endb'}
FREE = {'are_equivalent', 'sum_div'}
TUPLES = {2, 116, 132, 143, 222, 261, 273, 394, 399, 421, 424, 429, 470, 560, 579, 596, 616, 630, 726, 740, 744, 809}
LISTS_OF_TUPLES = {63, 64, 70, 94, 120, 237, 272, 299, 400, 409, 417, 438, 473, 614, 780}
FIRST_OF_TUPLES = {75, 413, 444, 753}
SECOND_TUPLE = {106, 750}
FIRST_TUPLE = {250, 405, 446, 617, 720, 774, 868}
NESTED = {259, 401, 445}
def deep(v): return tuple(deep(i) for i in v) if isinstance(v, list) else v
def revive(inp):
    n = TASK
    if n in TUPLES: return [tuple(x) if isinstance(x, list) else x for x in inp]
    if n in LISTS_OF_TUPLES: return [[tuple(y) if isinstance(y, list) else y for y in x] if isinstance(x, list) else x for x in inp]
    if n in FIRST_OF_TUPLES: return [[tuple(y) for y in inp[0]]] + inp[1:]
    if n in SECOND_TUPLE: return [inp[0], tuple(inp[1])] + inp[2:]
    if n in FIRST_TUPLE or n == 307: return [tuple(inp[0])] + inp[1:]
    if n in NESTED: return [tuple(tuple(y) for y in x) for x in inp]
    if n == 115: return [[set(i) if isinstance(i, list) and len(i) else {} for i in inp[0]]]
    if n == 124: return [float(inp[0]), complex(inp[1])]
    if n == 252: return [complex(inp[0])]
    if n in (278, 580, 615, 791): return [deep(x) if isinstance(x, list) else x for x in inp]
    if n == 722: return [{k: tuple(v) for k, v in inp[0].items()}] + inp[1:]
    return inp
def floats(v):
    if isinstance(v, float): return True
    return isinstance(v, (list, tuple)) and len(v) > 0 and all(isinstance(i, float) for i in v)
def close(a, b, atol):
    if isinstance(a, (list, tuple)): return len(a) == len(b) and all(close(x, y, atol) for x, y in zip(a, b))
    return a == b or (isinstance(a, (int, float, complex)) and isinstance(b, (int, float, complex)) and abs(a - b) <= atol + 1e-07 * abs(b))
def right(out, exp, inp):
    if ENTRY in FREE: return True
    if ENTRY == 'surface_Area' and isinstance(out, (int, float)):
        h = math.sqrt((inp[0] / 2) ** 2 + inp[1] ** 2)
        if abs(out - (inp[0] ** 2 + 2 * inp[0] * h)) <= 1e-6: return True
    if ENTRY == 'digit_distance_nums' and out == sum(map(int, str(abs(inp[0] - inp[1])))): return True
    if ENTRY in SET_EQ: return set(out) == set(exp)
    if ENTRY in NOT_NONE: return out == exp if isinstance(out, bool) else exp == (out is not None)
    if out == exp: return True
    atol = 1e-6 if ATOL == 0 and floats(exp) else ATOL
    if atol == 0: return False
    return type(out) == type(exp) and close(out, exp, atol)
space = {}
exec(REFERENCE, space)
candidate = globals()[ENTRY]
for inp in INPUTS:
    inp = revive(inp)
    exp = space[ENTRY](*copy.deepcopy(inp))
    out = candidate(*copy.deepcopy(inp))
    if not right(out, exp, inp): raise AssertionError('for %s: %s, expected %s' % (repr(inp)[:80], repr(out)[:80], repr(exp)[:80]))
`
