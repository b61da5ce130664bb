# Writes predictions that the functions of small published scripts scored: `python published_rules.py FOLDER COUNT SEED CHECKOUTS`,
# a folder with checkouts of openai/simple-evals, TIGER-AI-Lab/MMLU-Pro, OpenBMB/InfiniteBench and the metrics of tau/zero_scrolls; only
# their functions for answers are read.
import ast, contextlib, io, json, os, random, re, sys, types

import answers

folder, count = sys.argv[1], int(sys.argv[2])
random.seed(int(sys.argv[3]))
simple, pro, infinite, scrolls = (os.path.join(sys.argv[4], name) for name in ['simple-evals', 'MMLU-Pro', 'InfiniteBench', 'zero_scrolls'])


def functions(*path):
    space = {'re': re}
    with open(os.path.join(*path), encoding='utf8') as source:
        for node in ast.parse(source.read()).body:
            if isinstance(node, (ast.FunctionDef, ast.Assign)) and not (isinstance(node, ast.FunctionDef) and node.returns and 'Eval' in ast.unparse(node.returns)):
                with contextlib.suppress(NameError):
                    exec(compile(ast.Module([node], []), path[-1], 'exec'), space)
    return types.SimpleNamespace(**space)


common, mgsm = functions(simple, 'common.py'), functions(simple, 'mgsm_eval.py')
languages = list(mgsm.LANG_TO_ANSWER_PREFIX)


def in_all_languages(text):
    plain = common.normalize_response(text)
    for cue in common.MULTILINGUAL_ANSWER_REGEXES:
        found = re.search(common.MULTILINGUAL_ANSWER_PATTERN_TEMPLATE.format(cue), plain)
        if found:
            return common.normalize_extracted_answer(found.group(1))
    return None


def in_english(text):
    found = re.search(common.ANSWER_PATTERN_MULTICHOICE, text)
    return found.group(1) if found else None


def choice(take):
    def make(i):
        options = random.sample(answers.words, 4)
        right = random.randrange(4)
        said = answers.letter('ABCD', options, right)
        question = {'question': f'Which one is number {i}?', 'choices': options, 'answer': 'ABCD'[right]}
        row = {**question, **{f'choice{k + 1}': o for k, o in enumerate(options)}}
        return {**row, 'response': said, 'score': 1.0 if take(said) == 'ABCD'[right] else 0.0}
    return make


def word_problem(i):
    language = random.choice(languages)
    n = random.randrange(1, 5000)
    said = answers.number(n)
    if random.random() < 0.7:
        said = f"{said}\n{mgsm.LANG_TO_ANSWER_PREFIX[language]}: {random.choice([n, n, n + 1, f'{n:,}', f'{n}.0', f'{n}.', f'**{n}**', str(n).translate(str.maketrans('0123456789', '০১২৩৪৫৬৭৮৯'))])}{random.choice(['', ' kg', '.', ' 7'])}"
    taken = mgsm.parse_answer(said, mgsm.LANG_TO_ANSWER_PREFIX[language])
    return {'question': f'How many lamps has house {i}?', 'answer': str(n), 'language': language, 'response': said, 'score': bool(mgsm.score_mgsm(str(n), taken))}


# the grades of a judge by the first letter from A to C, none of them being not attempted
def graded(i):
    told = random.choice(['A', 'B', 'C', 'A: CORRECT', 'B: INCORRECT', ' B', 'C.', 'CORRECT', 'INCORRECT', 'NOT_ATTEMPTED', 'The grade is A', 'Because it fits: B', '**A**', '', 'none', 'a', 'I would say (B)'])
    found = re.search(r'(A|B|C)', told)
    grade = found.group(0) if found else 'C'
    row = {'problem': f'Who was number {i}?', 'answer': 'Ada', 'response': 'It was Ada.', 'grader_response': told}
    return {**row, 'is_correct': grade == 'A', 'is_incorrect': grade == 'B', 'is_not_attempted': grade == 'C'}


def professional(script):
    take = functions(pro, script).extract_answer
    draw = lambda n: (random.seed(12345), random.randint(0, n - 1))[1]

    def make(i):
        n = random.choice([10, 10, 10, 4, 3, 7, 9])
        letters, options = 'ABCDEFGHIJ'[:n], random.sample(answers.words, n)
        right = random.randrange(n)
        said = answers.letter(letters, options, right) if random.random() < 0.9 else random.choice(answers.nothing)
        with contextlib.redirect_stdout(io.StringIO()):
            taken = take(said)
        state = random.getstate()
        hit = draw(n) == right if not taken else taken == letters[right]
        random.setstate(state)
        row = {'question_id': i, 'question': f'Which one is number {i}?', 'options': options, 'answer': letters[right], 'answer_index': right, 'category': 'law', 'cot_content': '', 'src': ''}
        return {**row, 'pred': taken, 'model_outputs': said, 'correct': hit}
    return make


book = functions(infinite, 'src', 'compute_scores.py').get_score_one_longbook_choice_eng
lone = functions(scrolls, 'metrics.py').find_answer


def longbook(i):
    options = random.sample(answers.words, 4)
    right = random.randrange(4)
    said = random.choice(['', '', 'option is ', 'The answer is: ', 'answer:']) + answers.letter('ABCD', options, right)
    truth = [options[right], 'ABCD'[right]]
    return {'id': i, 'prediction': said, 'ground_truth': truth, 'score': bool(said) and bool(book(said, truth, ''))}


def scroll(i):
    right = random.randrange(4)
    said = answers.letter('ABCD', answers.words[:4], right)
    gold = f'({"ABCD"[right]}) {answers.words[right]}'
    return {'id': f'q{i}', 'input': f'A story. Question {i}', 'output': gold, 'prediction': said, 'score': lone(said) == lone(gold)}


cases = [('simple_mmlu', 'mmlu openai/simple-evals', choice(in_all_languages)), ('simple_gpqa', 'gpqa openai/simple-evals', choice(in_english)), ('simple_mgsm', 'mgsm openai/simple-evals', word_problem),
         ('simple_qa', 'simpleqa openai/simple-evals', graded), ('tiger_api', 'mmlu-pro', professional('evaluate_from_api.py')), ('tiger_local', 'mmlu-pro', professional('evaluate_from_local.py')), ('infinitebench', 'infinitebench-en-mc', longbook), ('quality', 'zeroscrolls-quality', scroll)]
os.makedirs(folder, exist_ok=True)
for name, task, make in cases:
    with open(os.path.join(folder, f'samples_{name}_2026.jsonl'), 'w', encoding='utf8') as out:
        for i in range(count):
            out.write(json.dumps(make(i), ensure_ascii=False) + '\n')
    with open(os.path.join(folder, 'tasks.txt'), 'a') as out:
        out.write(f'{name} {task}\n')
