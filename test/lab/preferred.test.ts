import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderOf } from './folder.ts'

const { folder, put, lines, json } = folderOf('preferred')

const annotated = (i: number, preference: number | null, model = 'house/lamp-1') => ({
  instruction: `Question ${i}?`,
  output_1: 'Theirs.',
  generator_1: 'baseline',
  output_2: 'Ours is longer.',
  generator_2: model,
  dataset: 'ours',
  annotator: 'weighted',
  preference,
})

test('AlpacaEval: mean preference, draws half, what is no preference left out', async () => {
  put(
    'annotations.json',
    [1, 2, 1.5, 0, 1.75, null].map((p, i) => annotated(i, p)),
  )
  expect(await json('import', 'annotations.json', '--task', 'alpaca-eval', '--out', 'alpaca')).toMatchObject({
    code: 0,
    format: 'alpaca-eval',
  })
  const { summary, protocol } = await json('score', 'alpaca')
  // win_rate 55, standard_error 16.583 and discrete_win_rate 60 of alpaca_eval 0.6.6
  expect(summary.headline).toMatchObject({ value: 0.55, n: 5 })
  expect(summary.headline.error).toBeCloseTo(0.16583, 5)
  expect(summary.parts['discrete win rate'].value).toBeCloseTo(0.6)
  expect(summary.length.characters.mean).toBe(15)
  expect(protocol.judge).toBe('pairwise by weighted')
})

test('AlpacaEval: annotations of several models want one named', async () => {
  put('two.json', [annotated(1, 2), annotated(1, 1, 'house/lamp-2')])
  const refused = await json('import', 'two.json', '--task', 'alpaca-eval', '--out', 'none')
  expect(JSON.stringify(refused.diagnostics)).toContain('2 models')
})

test('Arena-Hard: two games, a clear verdict three times, an unread one left out', async () => {
  const line = (i: number, ...scores: readonly (string | null)[]) => ({
    uid: `q${i}`,
    category: 'hard_prompt',
    judge: 'judge-1',
    model: 'house/lamp-1',
    baseline: 'base',
    games: scores.map((score) => ({
      score,
      judgment: { answer: `My final verdict is [[${score}]]` },
      user_prompt:
        "<|User Prompt|>\nSort lamps.\n\n<|The Start of Assistant A's Answer|>\nTheirs.\n<|The End of Assistant A's Answer|>\n\n<|The Start of Assistant B's Answer|>\nOurs.\n<|The End of Assistant B's Answer|>",
    })),
  })
  lines('model.jsonl', line(1, 'B>>A', 'A>B'), line(2, 'A>B', 'A=B'), line(3, 'A>>B', 'B>>A'), line(4, null, 'A>B'))
  expect(await json('import', 'model.jsonl', '--task', 'arena-hard', '--out', 'arena')).toMatchObject({
    format: 'arena-hard',
  })
  const { summary } = await json('score', 'arena')
  // 1×3 + 1, 0 + 0.5, 0×3 + 0×3 of 4 + 2 + 6 games
  expect(summary.parts['win rate']).toMatchObject({ value: 4.5 / 12, n: 12 })
  expect(summary.outcomes).toMatchObject({ correct: 1, incorrect: 2, unparsed: 1 })
  expect(summary.length.characters.mean).toBe(5)
  expect(JSON.stringify(await json('show', 'arena'))).toContain('Sort lamps.')
})

test("judgements of a benchmark that is not here, as a task of one's own", async () => {
  const judged = (correct: string) => ({
    model: 'm',
    response: 'Answer: B\nConfidence: 80%',
    judge_response: { correct_answer: 'B', model_answer: 'B', reasoning: '', correct, confidence: 80 },
  })
  put('judged_hle_m.json', { '6687ffb1091058ff19128813': judged('yes'), '6687fd2b091058ff19128813': judged('no') })
  writeFileSync(join(folder, 'hle.yaml'), 'task: hle\nmeasure: hle\n')
  expect(
    await json('import', 'judged_hle_m.json', '--task', 'hle.yaml', '--protocol', 'recorded', '--out', 'hle'),
  ).toMatchObject({
    predictions: 2,
  })
  const { summary, protocol } = await json('score', 'hle')
  expect(summary).toMatchObject({ headline: { value: 0.5 }, outcomes: { correct: 1, incorrect: 1 } })
  expect(protocol.extractor).toBe('recorded@1')
})
