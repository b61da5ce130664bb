# Writes samples of lm-evaluation-harness whose scores its own filters and metric gave: `python lm_eval_samples.py FOLDER COUNT SEED`.
# Answers are made at random from the forms that models answer in, right and wrong.
import json, os, random, sys
import yaml
import lm_eval
from lm_eval.api.metrics import exact_match_hf_evaluate
from lm_eval.filters import build_filter_ensemble
from lm_eval.api.instance import Instance

folder, count = sys.argv[1], int(sys.argv[2])
random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
home = os.path.join(os.path.dirname(lm_eval.__file__), 'tasks')


class Loader(yaml.SafeLoader):
    pass


Loader.add_constructor('!function', lambda loader, node: None)


def load(path):
    with open(path, encoding='utf8') as f:
        own = yaml.load(f, Loader)
    included = own.pop('include', None)
    if included is None:
        return own
    return {**load(os.path.join(os.path.dirname(path), included)), **own}


marks = ['The answer is {}.', 'The answer is {}', 'the answer is {}.', 'So the answer is {}', 'The final answer is {}.',
         'The final answer is {}', 'final answer is {}', 'the final answer is ${}$', '#### {}', '####{}', 'A: {}', '{}',
         ' {}', '{} ', '{}\n', 'It is {} in all', '\\boxed{{{}}}', 'The best answer is {}.', 'The best answer is {}',
         'the best answer is ({})', 'Answer: {}', 'Answer:{}', 'answer is ({}).', 'answer is ({})', '**{}**', '({})', '({}).',
         'Die Antwort lautet {}.', 'Die Antwort lautet: {}', 'La respuesta es {}.', 'La réponse est {}.', '答えは{}です。',
         '答えは {} です', 'Ответ — {}.', 'Ответ: {}', 'Jibu ni {}.', 'సమాధానం {}.', 'คำตอบคือ {}', '答案是 {}。', '答案是{}。',
         'The answer is {}\nQuestion: next', '{}\n\nBecause it is', 'I do not know', '']
noise = ['', 'First 3 + 4 = 7. ', 'Step 1: 1,000 - 20.5 = 979.5\n', 'We pay $12.50 each.\n', 'Option (B) fails. ', 'A or C? ', '\n',
         'The answer is 5. No: ', '… ', 'x. ', 'The best answer is A. No, ']


def number(n):
    forms = [str(n), f'{n:,}', f'{n}.0', f'{n}.00', f'${n:,}', f'{n}.', f'{n} apples', f'-{n}', str(n + 1), f'{n}%', f'{n / 10}', f'**{n}**',
             f'{n},000', f'{n} ', f'${n}.00.', f'{n}，', f'{n}/2', '٣', f'{n}\u00a0']
    return random.choice(forms)


def say(answer):
    tail = random.choice(['', '', '', '\n', ' Done.', '\n\nNote 2.', ' (B)', ' 7'])
    return random.choice(noise) + random.choice(marks).format(answer) + tail


words = ['red lamp', 'Red lamp, old', 'blue', 'blue sky.', 'sea-green', 'none of (these)', '3.5 km', 'Paris', 'a*b', 'What? Yes!']


def choice_doc(i):
    options = random.sample(words, 4)
    right = random.randrange(4)
    doc = {'question': f'Which one is number {i}?', 'subject': 'astronomy', 'choices': options, 'answer': right}
    pick = random.choice([right, right, random.randrange(4)])
    said = say(random.choice(['ABCD'[pick], 'ABCD'[pick], f'({"ABCD"[pick]})', options[pick], 'ABCD'[pick].lower(), f'{"ABCD"[pick]}. {options[pick]}']))
    return doc, 'ABCD'[right], said


def gsm_doc(i):
    n = random.randrange(1, 5000)
    return {'question': f'How many lamps has house {i}?', 'answer': f'It is counted.\n#### {n:,}'}, f'{n:,}', say(number(n))


def mgsm_doc(i):
    n = random.randrange(1, 5000)
    doc = {'question': f'How many lamps has house {i}?', 'answer': None, 'answer_number': n, 'equation_solution': None}
    return doc, str(n), say(number(n))


def gpqa_doc(i):
    doc, right, said = choice_doc(i)
    extra = {f'choice{k + 1}': c for k, c in enumerate(doc['choices'])}
    return {'Question': doc['question'], 'choices': doc['choices'], 'answer': f'({right})', **extra}, f'({right})', said


def flan_doc(i):
    doc, right, said = choice_doc(i)
    return doc, f'({right})', said


specs = [
    ('gsm8k', 'gsm8k', 'gsm8k/gsm8k.yaml', gsm_doc),
    ('gsm8k_cot', 'gsm8k', 'gsm8k/gsm8k-cot.yaml', gsm_doc),
    ('gsm8k_cot_llama', 'gsm8k', 'gsm8k/gsm8k-cot-llama.yaml', gsm_doc),
    ('mgsm_direct_en', 'mgsm', 'mgsm/direct/direct_yaml', mgsm_doc),
    ('mgsm_en_cot_sw', 'mgsm', 'mgsm/en_cot/cot_yaml', mgsm_doc),
    *[(f'mgsm_native_cot_{l}', 'mgsm', f'mgsm/native_cot/mgsm_native_cot_{l}.yaml', mgsm_doc)
      for l in ['bn', 'de', 'en', 'es', 'fr', 'ja', 'ru', 'sw', 'te', 'th', 'zh']],
    ('mmlu_astronomy_generative', 'mmlu', 'mmlu/generative/_default_template_yaml', choice_doc),
    ('mmlu_flan_cot_fewshot_astronomy', 'mmlu', 'mmlu/flan_cot_fewshot/_mmlu_flan_cot_fewshot_template_yaml', flan_doc),
    ('mmlu_cot_llama_astronomy', 'mmlu', 'llama3/instruct/mmlu_cot/_mmlu_cot_llama_template_yaml', choice_doc),
    ('gpqa_main_cot_zeroshot', 'gpqa', 'gpqa/cot_zeroshot/_gpqa_cot_zeroshot_yaml', gpqa_doc),
    ('mmlu_pro_biology', 'mmlu-pro', 'mmlu_pro/_default_template_yaml', None),
]


def pro_doc(i):
    options = [f'option {k} of {i}' for k in range(10)]
    right = random.randrange(10)
    pick = random.choice([right, random.randrange(10)])
    letter = 'ABCDEFGHIJ'[pick]
    doc = {'question_id': i, 'question': f'Which one is {i}?', 'options': options, 'answer': 'ABCDEFGHIJ'[right], 'answer_index': right,
           'category': 'biology', 'cot_content': '', 'src': ''}
    return doc, 'ABCDEFGHIJ'[right], say(random.choice([letter, f'({letter})', options[pick]]))


def scores(config, docs, targets, texts):
    instances = [Instance('generate_until', d, ('', {}), 0) for d in docs]
    for instance, text in zip(instances, texts):
        instance.resps = [text]
        instance.filtered_resps = {}
    metric = (config.get('metric_list') or [{'metric': 'exact_match'}])[0]
    options = {k: metric[k] for k in ['ignore_case', 'ignore_punctuation', 'regexes_to_ignore'] if metric.get(k) is not None}
    filters = config.get('filter_list') or [{'name': 'none', 'filter': [{'function': 'take_first'}]}]
    for f in filters:
        steps = [(s['function'], {k: v for k, v in s.items() if k != 'function'}) for s in f['filter']]
        build_filter_ensemble(f['name'], [[name, args] for name, args in steps]).apply(instances)
        for k, instance in enumerate(instances):
            kept = instance.filtered_resps[f['name']]
            kept = kept[0] if isinstance(kept, list) else kept
            value = exact_match_hf_evaluate([kept], [targets[k]], **options)['exact_match']
            yield f['name'], k, kept, float(value)


os.makedirs(folder, exist_ok=True)
for name, task, path, make in specs:
    config = load(os.path.join(home, path))
    made = [(make or pro_doc)(i) for i in range(count)]
    docs, targets, texts = zip(*made)
    with open(os.path.join(folder, f'samples_{name}_2026-01-01T00-00-00.jsonl'), 'w', encoding='utf8') as out:
        for filter_name, k, kept, value in scores(config, docs, targets, texts):
            row = {'doc_id': k, 'doc': docs[k], 'target': targets[k], 'arguments': {}, 'resps': [[texts[k]]], 'filtered_resps': [kept],
                   'filter': filter_name, 'metrics': ['exact_match'], 'doc_hash': '', 'exact_match': value}
            out.write(json.dumps(row, ensure_ascii=False) + '\n')
    with open(os.path.join(folder, 'tasks.txt'), 'a') as out:
        out.write(f'{name} {task}\n')
