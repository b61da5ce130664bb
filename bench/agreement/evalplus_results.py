# Writes results of EvalPlus for programs that its own check judged: `python evalplus_results.py FOLDER` with the unpacked package `evalplus`
# and with `numpy` and `psutil` on the path (PYTHONPATH). Problems and programs are ours; they have the names and numbers of problems that the
# check treats in ways of their own.
import importlib.util, json, os, sys, types

folder = sys.argv[1]
for name, held in [('appdirs', {'user_cache_dir': lambda *a: '/tmp'}), ('wget', {}), ('tempdir', {'TempDir': object})]:
    if importlib.util.find_spec(name) is None:
        sys.modules[name] = types.ModuleType(name)
        sys.modules[name].__dict__.update(held)
home = list(importlib.util.find_spec('evalplus').submodule_search_locations)[0]
from evalplus.eval import untrusted_check
from evalplus.eval._special_oracle import MBPP_OUTPUT_NOT_NONE_TASKS
from evalplus.gen.util import trusted_exec

import ast, re
space = {}
with open(os.path.join(home, 'data/mbpp.py')) as source:
    for node in ast.parse(source.read()).body:
        if isinstance(node, ast.FunctionDef) and node.name == 'mbpp_deserialize_inputs':
            exec(compile(ast.Module([node], []), 'mbpp', 'exec'), space)
revive = space['mbpp_deserialize_inputs']

# dataset, number, entry, parameters, reference body, base inputs, further inputs, tolerance, bodies of candidates
problems = [
    ('mbpp', 2, 'similar_elements', 'a, b', 'return tuple(set(a) & set(b))', [[[1, 2, 3], [2, 3]]], [[[], [1]], [[5, 6], [6, 5]]], 0,
     ['return set(a) & set(b)', 'return list(set(a) & set(b))', 'return tuple(x for x in a if x in b)', 'return a + b', 'return 1', 'return {1}']),
    ('mbpp', 404, 'minimum', 'a, b', 'return a if a <= b else b', [[1, 2], [-5, -4]], [[0, 0], [1.5, 2]], 0, ['return min(a, b)', 'return max(a, b)', 'return float(min(a, b))', 'return str(min(a, b))', 'return True', 'return int(min(a, b))']),
    ('mbpp', 85, 'surfacearea_sphere', 'r', 'return 4 * 3.141592653589793 * r * r', [[10], [15]], [[20], [0]], 0.0001,
     ['return 4 * 3.1415926 * r ** 2', 'import math\n    return 4 * math.pi * r ** 2', 'return 12.56 * r * r', 'return round(4 * 3.141592653589793 * r * r, 3)', 'return int(4 * 3.14159 * r * r)']),
    ('mbpp', 137, 'zero_count', 'nums', 'return round(sum(1 for x in nums if x == 0) / len(nums), 2)', [[[0, 1, 2]]], [[[0, 0, 1]], [[1]]], 0,
     ['return round(sum(x == 0 for x in nums) / sum(x != 0 for x in nums), 2) if all(nums) else round(nums.count(0) / len(nums), 2)', 'return nums.count(0) / len(nums)', 'return round(nums.count(0) / len(nums), 2) + 1e-9', 'return 0', 'return 0.0']),
    ('mbpp', 164, 'are_equivalent', 'a, b', 'return a == b', [[1, 2]], [[3, 3]], 0, ['return False', 'return None', 'raise ValueError', 'return 5']),
    ('mbpp', 295, 'sum_div', 'n', 'return sum(d for d in range(1, n) if n % d == 0)', [[8], [12]], [[7]], 0, ['return 0', 'return 1', 'return sum(d for d in range(1, n // 2 + 1) if n % d == 0)', 'return sum(d for d in range(1, n + 1) if n % d == 0)', 'return 0.0', 'return False']),
    ('mbpp', 581, 'surface_Area', 'b, s', 'return 2 * b * s + b ** 2', [[3, 4]], [[4, 5], [1, 2]], 0,
     ['return b * b + 2 * b * s', 'import math\n    return round(b * b + 2 * b * math.sqrt((b / 2) ** 2 + s ** 2))', 'import math\n    return b * b + 2 * b * math.sqrt((b / 2) ** 2 + s ** 2)', 'return 0']),
    ('mbpp', 558, 'digit_distance_nums', 'a, b', 'return sum(map(int, str(abs(a - b))))', [[1, 2], [23, 56]], [[123, 256], [5, 1000]], 0,
     ['return sum(abs(int(x) - int(y)) for x, y in zip(str(a).zfill(4), str(b).zfill(4)))', 'return sum(int(c) for c in str(abs(a - b)))', 'return abs(a - b)', 'return sum(abs(int(x) - int(y)) for x, y in zip(str(a), str(b)))']),
    ('mbpp', 794, 'text_starta_endb', 't', "import re\n    return re.search('^a.*b$', t)", [['aabb'], ['abc']], [['ab'], ['b']], 0,
     ["import re\n    return re.search('^a.*b$', t)", "return t.startswith('a') and t.endswith('b')", "return 'Found' if t.startswith('a') and t.endswith('b') else None", "return 'Found' if t.startswith('a') and t.endswith('b') else 'No'", 'return True', 'return None', 'return 1']),
    ('mbpp', 769, 'Diff', 'a, b', 'return list(set(a) ^ set(b))', [[[1, 2], [2, 3]]], [[[1], [1]], [[], [4, 4]]], 0, ['return set(a) ^ set(b)', 'return [x for x in a + b if (x in a) != (x in b)]', 'return list(set(a) - set(b))', 'return None']),
    ('mbpp', 763, 'min_Diff', 'a, n', 'return min(abs(x - y) for i, x in enumerate(a) for y in a[i + 1:])', [[[1, 5, 3], 3]], [[[4, 3, 2, 6], 4]], 0, ['a = sorted(a)\n    return min(y - x for x, y in zip(a, a[1:]))', 'return a.append(1)', 'return isinstance(a, tuple) and 2', 'return 1']),
    ('mbpp', 115, 'empty_dit', 'a', 'return all(not x for x in a)', [[[[], [], []]]], [[[[1, 2], []]]], 0, ['return all(not d for d in a)', 'return any(a)', 'return all(type(d) is dict and not d for d in a)', 'return True']),
    ('mbpp', 252, 'convert', 'z', 'import cmath\n    return cmath.polar(z)', [['1'], ['1j']], [['0j'], ['3+4j']], 0.001, ['import cmath\n    return list(cmath.polar(z))', 'import cmath\n    return cmath.polar(z)', 'return (abs(z), 0.0)', 'import cmath\n    return tuple(round(x, 4) for x in cmath.polar(z))']),
    ('mbpp', 722, 'filter_data', 'd, h, w', 'return {k: v for k, v in d.items() if v[0] >= h and v[1] >= w}', [[{'a': [6.2, 70], 'b': [5.9, 65]}, 6.0, 70]], [[{}, 1, 1]], 0, ['return {k: v for k, v in d.items() if v[0] >= h and v[1] >= w}', 'return {k: list(v) for k, v in d.items() if v[0] >= h and v[1] >= w}', 'return d', 'return {}']),
    ('mbpp', 580, 'extract_even', 't', 'return tuple(x if isinstance(x, tuple) else x for x in t if isinstance(x, tuple) or x % 2 == 0)', [[[4, 5, [7, 6]]]], [[[1, 2]]], 0, ['return tuple(x for x in t if isinstance(x, tuple) or x % 2 == 0)', 'return [x for x in t if isinstance(x, tuple) or x % 2 == 0]', 'return t']),
    ('mbpp', 900, 'big', 'n', 'return [n, n * 2] if n > 5 else float(n)', [[1], [100000000]], [[2], [7]], 0, ['return [n, n * 2] if n > 5 else float(n)', 'return [n + 1, n * 2] if n > 100 else [n, n * 2] if n > 5 else float(n)', 'return (n, n * 2) if n > 5 else float(n)', 'return [n, n * 2] if n > 5 else n', 'return [float(n), n * 2] if n > 5 else n + 1e-7']),
    ('humaneval', 32, 'find_zero', 'xs', 'return -xs[0] / xs[1]', [[[1, 2]], [[-6, 3]]], [[[4, 8]]], 0.0001, ['return -xs[0] / xs[1] + 1e-6', 'return -xs[0] / xs[1]', 'return 0', 'return -xs[0] / xs[1] + 0.1']),
    ('humaneval', 4, 'deviation', 'xs', 'm = sum(xs) / len(xs)\n    return sum(abs(x - m) for x in xs) / len(xs)', [[[1.0, 2.0]]], [[[1.0, 2.0, 9.5]]], 1e-6, ['m = sum(xs) / len(xs)\n    return sum(abs(x - m) for x in xs) / len(xs) + 1e-7', 'return 0.5', 'm = sum(xs) / len(xs)\n    return round(sum(abs(x - m) for x in xs) / len(xs), 2)']),
    ('humaneval', 5, 'intersperse', 'xs, d', 'return [y for x in xs for y in (x, d)][:-1]', [[[], 4], [[5, 6], 1]], [[[2, 2], 2]], 0, ['return [y for x in xs for y in (x, d)][:-1]', 'return tuple([y for x in xs for y in (x, d)][:-1])', 'xs.append(1)\n    return xs', 'while True: pass', 'import sys\n    sys.exit(0)', 'print("x")\n    return [y for x in xs for y in (x, d)][:-1]', 'return "```\\n" and [y for x in xs for y in (x, d)][:-1]']),
]
os.makedirs(folder, exist_ok=True)
rows, results = {'mbpp': [], 'humaneval': []}, {'mbpp': {}, 'humaneval': {}}
for dataset, n, entry, parameters, reference, base, plus, atol, candidates in problems:
    head = f'def {entry}({parameters}):\n'
    id_ = f"{'Mbpp' if dataset == 'mbpp' else 'HumanEval'}/{n}"
    prompt = f'"""\nWrite a function.\n"""\n' if dataset == 'mbpp' else f'{head}    """ Do it. """\n'
    solution = f'\n{head}    {reference}\n' if dataset == 'mbpp' else f'    {reference}\n'
    rows[dataset].append({'task_id': id_, 'prompt': prompt, 'entry_point': entry, 'canonical_solution': solution, 'base_input': base, 'plus_input': plus, 'atol': atol, 'contract': '', 'assertion': '', 'test': 'def check(f): pass'})
    of = (lambda inputs: revive(id_, inputs)) if dataset == 'mbpp' else (lambda inputs: inputs)
    expected = {k: trusted_exec(prompt + solution, of(inputs), entry, output_not_none=dataset == 'mbpp' and entry in MBPP_OUTPUT_NOT_NONE_TASKS) for k, inputs in [('base', base), ('plus', plus)]}
    results[dataset][id_] = []
    for body in [reference, *candidates]:
        code = f'{head}    {body}\n'
        status = {k: untrusted_check(dataset, code, of(inputs), entry, expected=expected[k], atol=atol, ref_time=[0.01] * len(inputs), fast_check=True)[0] for k, inputs in [('base', base), ('plus', plus)]}
        results[dataset][id_].append({'task_id': id_, 'solution': code, 'base_status': status['base'], 'plus_status': status['plus']})
for dataset in rows:
    for suffix, protocol in [('', f'evalplus/{dataset}-plus'), ('_base', 'meta/llama3.1' if dataset == 'mbpp' else 'evalplus/humaneval')]:
        name = f'evalplus_{dataset}{suffix}'
        with open(os.path.join(folder, f'data_{name}.jsonl'), 'w') as out:
            out.writelines(json.dumps(r) + '\n' for r in rows[dataset])
        with open(os.path.join(folder, f'samples_{name}_2026.json'), 'w') as out:
            json.dump({'date': '2026-01-01', 'hash': 'x', 'eval': results[dataset]}, out)
        with open(os.path.join(folder, 'tasks.txt'), 'a') as out:
            out.write(f"{name} {dataset}{'' if suffix == '' else ' ' + protocol}\n")
