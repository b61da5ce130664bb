# Writes logs of Inspect whose scores its own scorers gave: `python inspect_logs.py FOLDER COUNT SEED [CASE ...]` with `inspect_ai`. A scripted model
# gives the answers; everything else is the real run.
import os, random, re, shutil, sys, types

import answers

# tokens are counted for the log alone, by tables that would have to be fetched
counter = types.SimpleNamespace(encode=lambda text, **options: text.split(), encode_ordinary=lambda text: text.split())
sys.modules['tiktoken'] = types.SimpleNamespace(get_encoding=lambda name: counter, encoding_for_model=lambda name: counter, Encoding=object)
from inspect_ai import Task, eval
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import ModelOutput, get_model
from inspect_ai.scorer import answer, choice, exact, f1, includes, match, pattern
from inspect_ai.solver import generate, multiple_choice

folder, count = sys.argv[1], int(sys.argv[2])
random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 1)


def options(n):
    def make(i):
        letters, words = 'ABCDEFGHIJ'[:n], random.sample(answers.words, n)
        right = random.randrange(n)
        return Sample(id=i, input=f'Which one is number {i}?', choices=words, target=letters[right]), answers.letter(letters, words, right)
    return make


def letters_asked(i):
    right = random.randrange(4)
    return Sample(id=i, input=f'Which one is number {i}?', choices=['red', 'blue', 'green', 'none'], target='ABCD'[right]), answers.letter('ABCD', ['red', 'blue', 'green', 'none'], right)


def word_problem(i):
    n = random.randrange(1, 5000)
    return Sample(id=i, input=f'How many lamps has house {i}?', target=random.choice([str(n)] * 4 + [f'{n:,}', f'{n}.0'])), answers.number(n)


def words(i):
    right = random.choice(answers.words)
    return Sample(id=i, input=f'What is number {i}?', target=random.choice([right, right, 'yes', 'the lamp'])), answers.said(random.choice([right, right.upper(), right + '.', 'the ' + right, 'yes', 'Yes.', 'no', 'lamp lamp']))


only = sys.argv[4:]
cases = [
    ('choice', 'mmlu', options(4), multiple_choice(), choice()),
    ('choice_10', 'mmlu-pro', options(10), multiple_choice(), choice()),
    ('answer_letter', 'mmlu', letters_asked, generate(), answer('letter')),
    ('match_numeric', 'gsm8k', word_problem, generate(), match(numeric=True)),
    ('match_any_numeric', 'gsm8k', word_problem, generate(), match(location='any', numeric=True)),
    ('match_begin_numeric', 'gsm8k', word_problem, generate(), match(location='begin', numeric=True)),
    ('match_exact_numeric', 'gsm8k', word_problem, generate(), match(location='exact', numeric=True)),
    ('match', 'gsm8k', words, generate(), match()),
    ('match_begin_case', 'gsm8k', words, generate(), match(location='begin', ignore_case=False)),
    ('match_any', 'gsm8k', words, generate(), match(location='any')),
    ('includes', 'gsm8k', words, generate(), includes()),
    ('includes_case', 'gsm8k', words, generate(), includes(ignore_case=False)),
    ('answer_word', 'gsm8k', words, generate(), answer('word')),
    ('answer_line', 'gsm8k', words, generate(), answer('line')),
    ('exact', 'gsm8k', words, generate(), exact()),
    ('f1', 'gsm8k', words, generate(), f1()),
    ('pattern', 'gsm8k', words, generate(), pattern(r'(?i)ANSWER\s*:?\s*(?P<said>[^\n.]+)')),
    ('pattern_case', 'gsm8k', words, generate(), pattern(r'(\w+)\W*\Z', ignore_case=False)),
    ('pattern_several', 'gsm8k', word_problem, generate(), pattern(r'(\d[\d,]*)(?:\.\d+)?\D{,20}?(\d+)?\D*$')),
    ('pattern_all', 'gsm8k', word_problem, generate(), pattern(r'(\d+)\D*(\d+)?', match_all=True)),
    ('pattern_whole', 'mmlu', letters_asked, generate(), pattern(r'\b[A-D]\b(?!.*\b[A-D]\b)')),
]
os.makedirs(folder, exist_ok=True)
for name, task, make, solver, scorer in [c for c in cases if not only or c[0] in only]:
    samples, texts = zip(*[make(i) for i in range(count)])
    # each question ends in the number of its sample
    def said(input, tools, tool_choice, config, texts=texts):
        place = int(re.search(r'(?:number|house) (\d+)', input[-1].text).group(1))
        return ModelOutput.from_content('mockllm/model', texts[place])

    model = get_model('mockllm/model', custom_outputs=said)
    logs = os.path.join(folder, 'logs')
    log = eval(Task(dataset=MemoryDataset(list(samples)), solver=solver, scorer=scorer, name=name), model=model, log_dir=logs, log_format='json', display='none', log_realtime=False)[0]
    shutil.move(log.location.replace('file://', ''), os.path.join(folder, f'samples_inspect_{name}_2026.json'))
    with open(os.path.join(folder, 'tasks.txt'), 'a') as out:
        out.write(f'inspect_{name} {task}\n')
