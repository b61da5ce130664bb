# Answers as models write them, right and wrong, for the scripts beside this one: in English and Chinese, with and without reasoning,
# Markdown, LaTeX, units, several answers, none.
import random

cues = ['The answer is {}.', 'The answer is {}', 'the answer is ({}).', 'answer is {}', 'Answer: {}', 'Answer:{}', 'ANSWER: {}', 'ANSWER:{}', 'answer: {}', '**Answer:** {}', '**Answer: {}**',
        'Answer: **{}**', 'Answer: ${}$', 'Answer: $\\boxed{{{}}}$', '\\boxed{{{}}}', '$\\boxed{{{}}}$', '**{}**', '({})', '({}).', '{}', '{}.', ' {}', '{}\n', '{} because of rain',
        'The correct answer is {}.', 'The correct answer is ({}).', 'The correct answer is: **{}**', 'The correct answer is option {}', 'The correct answer is \\boxed{{{}}}', 'The best answer is {}.',
        'Final answer: {}', 'The final answer is {}.', 'The final answer is {}. I hope it is correct.', 'The final answer to this question is: {}', 'So it must be {}.', 'I choose {}', 'Option {}', 'option {} fits',
        '答案是{}', '答案是 {}。', '答案：{}', '答案: {}', '答案为{}。', '答案选{}', '正确答案是：{}', '所以答案应该是{}', '所以选{}', '故选{}。', '选择{}', '因此{}', '因此，选{}。', '选项{}正确', '{}是正确的', '{}选项正确', '只有{}正确', '我认为是{}。',
        '显然{}。', '综上，{}', '答案选项为：{}', '说法错误的是{}', 'It is {} in all', '#### {}', 'A: {}', 'The answer is: {}', 'The answer to the question is {}', 'Answer\n{}', 'ANSWER: {}\n\nHope this helps!', 'ANSWER: {}, certainly',
        'Answer: {} or {}', 'It equals = {}', 'x = {}', '${}$', '\\({}\\)', '\\[{}\\]', 'Therefore, ${}$ is the answer.', 'Thus the result is $$ {} $$', 'Answer:\n\n{}', 'Réponse: {}', 'Antwort: {}', '答え: {}', 'Ответ: {}',
        'উত্তর: {}', 'సమాధానం: {}', 'คำตอบ: {}', 'Jibu: {}', 'Respuesta: {}', '<answer>{}</answer>', 'The answer is {}%', 'ANSWER: {}\nANSWER: {}']
reasons = ['', '', '', 'Let me think. ', 'First 3 + 4 = 7. ', 'Step 1: 1,000 - 20.5 = 979.5\n', 'Option (B) fails. ', 'A is wrong, C too. ', 'We pay $12.50 each.\n', '我们先看选项A。', '由题意可知，B错误，', '首先，3个苹果加4个。\n',
           'The answer is A? No: ', 'Answer: C\nWait. ', 'If $x=2$ then $y = 4$.\n\n', 'Because the answer depends on rain, ', 'Hmm… ', 'I think Dr. Evans said so. ', '**Reasoning**: we add.\n\n', 'Question: other\n', 'ANSWER: B\n', 'It is $\\frac{1}{2}$ at first. ',
           'On Monday 12 lamps, on Tuesday 30%. ', '\\boxed{7} was wrong. ', '答案不是A。', 'A\n']
tails = ['', '', '', '', '\n', ' Done.', '\n\nNote 2.', ' (B)', ' 7', '。', '.', '!', '\nQuestion: What else? Answer: 9', ' I hope it is correct.', '，因为如此', '\n\nExplanation: D is worse.', ' **', ' $', '\nANSWER: ', ' or so']
nothing = ['', ' ', 'I do not know.', "I'm sorry, but I can't help with that.", '抱歉，我无法回答。', 'No idea', 'none of these', '...', '无法确定', '\n']


def said(answer):
    if random.random() < 0.03:
        return random.choice(nothing)
    return random.choice(reasons) + random.choice(cues).format(answer, answer) + random.choice(tails)


def letter(letters, options, right):
    pick = random.choice([right, right, random.randrange(len(letters))])
    forms = [letters[pick]] * 6 + [letters[pick].lower(), f'({letters[pick]})', f'{letters[pick]}. {options[pick]}', f'{letters[pick]}) {options[pick]}', options[pick], f'{letters[pick]}、{options[pick]}',
                                   f'{letters[pick]}:', letters[pick] + random.choice(letters), f'{letters[pick]}, {random.choice(letters)}', f'**{letters[pick]}**', 'ＡＢＣＤ'[pick % 4]]
    return said(random.choice(forms))


def number(n):
    forms = [str(n)] * 5 + [f'{n:,}', f'{n}.0', f'{n}.00', f'${n:,}', f'{n}.', f'{n} apples', f'-{n}', str(n + 1), f'{n}%', f'{n / 10}', f'**{n}**', f'{n},000', f'\\${n}', f'{n}，', f'{n}/2', f'{n}元', f'{n}\u00a0', f'({n})', f'{n}km', f'€{n}',
                             f'{n} * 1', f'{n - 1} + 1', f'{n}.5', f'0{n}', f'{n}!', f'"{n}"', f'{n}e0', f'＄{n}', f'{n:,}.00', f'{n} = {n}', f'£{n:,}', f'[{n}]', f'{n}\\%', f'{n}\\text{{ dollars}}', '二十', '12½', '{:,}'.format(n).replace(',', ' '), f'_{n}_', f'~{n}', f'{n}-{n + 1}']
    return said(random.choice(forms))


words = ['red lamp', 'Red lamp, old', 'blue', 'blue sky.', 'sea-green', 'none of (these)', '3.5 km', 'Paris', 'a*b', 'What? Yes!', '苹果', 'all of the above', 'The end', 'A', 'a lamp', 'lamp']
pairs = [
    ('\\frac{1}{2}', ['\\frac12', '\\dfrac{1}{2}', '0.5', '1/2', '.5', '\\frac{2}{4}', '\\frac{1}{3}', '\\tfrac12', '0.50', '50\\%', '-\\frac{1}{2}']),
    ('5', ['5.0', '5.', ' 5 ', 'x=5', 'x = 5', '5\\text{ cm}', '5 \\text{ units}', '\\text{5}', '5^\\circ', '5\\%', '\\$5', '6', '+5', '-5', '5\\!', '{5}', '5 cm', '5.00', '2+3']),
    ('1000', ['1,000', '1{,}000', '10^3', '1000.0', '1\\,000', '1 000', '\\$1,000', '1000\\text{ dollars}']),
    ('(2,3)', ['(2, 3)', '(3,2)', '\\left(2,3\\right)', '2,3', '[2,3]', '(2.0,3)', '(4/2,3)', '(2,3']),
    ('[0,1)', ['[0, 1)', '\\left[0,1\\right)', '[0,1]', '(0,1)']),
    ('90^\\circ', ['90', '90^{\\circ}', '90\\text{ degrees}', '90°', '90 degrees']),
    ('\\sqrt{2}', ['\\sqrt2', '2^{1/2}', '1.414', '\\sqrt{3}', '\\frac{2}{\\sqrt{2}}', '\\sqrt{8}/2']),
    ('\\text{Monday}', ['Monday', '\\textbf{Monday}', '\\mathrm{Monday}']),
    ('x^2+2x+1', ['(x+1)^2', 'x^2 + 2x + 1', '1+2x+x^2', 'x^{2}+2x+1', 'x^2+2x', 'y=x^2+2x+1']),
    ('2\\pi', ['2 \\pi', '\\pi\\cdot 2', '6.28', '\\pi 2']),
    ('\\frac{3\\sqrt{5}}{4}', ['\\frac{3}{4}\\sqrt{5}', '3\\sqrt5/4', '\\frac34\\sqrt5']),
    ('12\\text{ inches}', ['12', '12 inches', '12\\text{ in}', '12\\text{inches}']),
    ('-3', ['- 3', '-3.0', '3', '\\left(-3\\right)', '(-3)']),
    ('3+4i', ['4i+3', '3 + 4i', '3-4i']),
    ('1,2,3', ['1, 2, 3', '3,2,1', '\\{1,2,3\\}', '1,2']),
    ('10\\%', ['10', '10%', '0.1', '\\frac{1}{10}']),
    ('2^{10}', ['1024', '2^10', '4^5']),
    ('\\$32{,}348', ['32348', '\\$32,348', '32,348']),
    ('\\infty', ['infinity', 'inf', '\\infty']),
    ('x \\in [1,2]', ['[1,2]', 'x\\in[1,2]']),
]


def formula(right, others):
    return said(random.choice([right, *others]))
