# Writes runs of HELM whose statistics its own metrics gave: `python helm_runs.py FOLDER COUNT SEED` with the unpacked package `helm`
# (crfm-helm) on the path (PYTHONPATH); only its metrics over references are read.
import ast, importlib.util, json, os, random, re, string, sys, types
from typing import Optional, Tuple, List, Dict, Callable, Set

import answers

folder, count = sys.argv[1], int(sys.argv[2])
random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
home = list(importlib.util.find_spec('helm').submodule_search_locations)[0]


def functions(path, *names):
    space = {'re': re, 'string': string, 'Optional': Optional, 'Tuple': Tuple, 'List': List, 'Dict': Dict, 'Callable': Callable, 'Set': Set}
    with open(os.path.join(home, path), encoding='utf8') as source:
        for node in ast.parse(source.read()).body:
            if isinstance(node, ast.FunctionDef) and (not names or node.name in names):
                exec(compile(ast.Module([node], []), path, 'exec'), space)
    return types.SimpleNamespace(**space)


over = functions('benchmark/metrics/evaluate_reference_metrics.py', 'normalize_text', 'exact_match', 'quasi_exact_match', 'prefix_exact_match', 'quasi_prefix_exact_match', 'exact_match_indicator', 'final_number_exact_match')
math = functions('benchmark/scenarios/math_scenario.py')
thought = functions('benchmark/metrics/gpqa_chain_of_thought_metric.py')
basic = ['exact_match', 'quasi_exact_match', 'prefix_exact_match', 'quasi_prefix_exact_match']


def choice(n, chain):
    def make(i):
        letters, options = 'ABCDEFGHIJ'[:n], random.sample(answers.words, n)
        right = random.randrange(n)
        said = answers.letter(letters, options, right) if chain or random.random() < 0.5 else random.choice([letters[right], f' {letters[right]}', f'{letters[right]}.', random.choice(letters), '', 'Z', letters[right].lower()])
        mapping = dict(zip(letters, options))
        mapped = mapping.get(said.strip())
        if chain:
            stats = {'chain_of_thought_correctness': 1 if thought.extract_answer(said) == letters[right] else 0}
        else:
            stats = {name: getattr(over, name)(options[right], mapped) for name in basic}
        return f'Which one is number {i}?', options, right, mapping, said, stats
    return make


def word_problem(i):
    n = random.randrange(1, 5000)
    gold = f'It is counted in 2 steps. The answer is {n:,}.'
    said = answers.number(n)
    pred = said.strip()
    return f'How many lamps has house {i}?', [gold], 0, None, said, {name: getattr(over, name)(gold, pred) for name in ['final_number_exact_match', 'exact_match_indicator', *basic]}


def formula(boxed):
    def make(i):
        right, others = random.choice(answers.pairs)
        said = answers.formula(right, others)
        gold = f'We see that it is $\\boxed{{{right}}}$.' if boxed else right
        name = 'math_equiv_chain_of_thought' if boxed else 'math_equiv'
        same = math.is_equiv_chain_of_thought if boxed else math.is_equiv
        return f'What is number {i}?', [gold], 0, None, said, {name: same(gold, said.strip())}
    return make


cases = [('mmlu', 'mmlu', choice(4, False)), ('arc', 'arc-challenge', choice(4, False)), ('mmlu_pro', 'mmlu-pro', choice(10, True)), ('gpqa', 'gpqa', choice(4, True)), ('gsm', 'gsm8k', word_problem),
         ('math', 'math', formula(False)), ('math_cot', 'math', formula(True))]
os.makedirs(folder, exist_ok=True)
for name, task, make in cases:
    states, stats = [], []
    for i in range(count):
        question, references, right, mapping, said, scores = make(i)
        instance = {'input': {'text': question}, 'references': [{'output': {'text': r}, 'tags': ['correct'] if k == right else []} for k, r in enumerate(references)], 'split': 'test', 'id': f'id{i}'}
        state = {'instance': instance, 'train_trial_index': 0, 'request': {'model': 'house/lamp-1', 'prompt': question}, 'result': {'success': True, 'completions': [{'text': said, 'logprob': 0, 'tokens': []}]}}
        states.append(state if mapping is None else {**state, 'output_mapping': mapping})
        stats.append({'instance_id': f'id{i}', 'train_trial_index': 0, 'stats': [{'name': {'name': n, 'split': 'test'}, 'count': 1, 'sum': float(v), 'mean': float(v)} for n, v in scores.items()]})
    for kind, value in [('scenario_state', {'adapter_spec': {'model': 'house/lamp-1'}, 'request_states': states}), ('per_instance_stats', stats)]:
        with open(os.path.join(folder, f'samples_helm_{name}_2026_{kind}.json'), 'w', encoding='utf8') as out:
            json.dump(value, out, ensure_ascii=False)
    with open(os.path.join(folder, 'tasks.txt'), 'a') as out:
        out.write(f'helm_{name} {task}\n')
