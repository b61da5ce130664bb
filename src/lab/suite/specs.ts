import { type Random, random } from '../../base/index.ts'
import { runCode } from '../benchmark/code.ts'
import { takeCode } from '../code/extract.ts'
import { defineProtocol } from '../protocol/protocol.ts'
import { chat } from '../task/prompt.ts'
import { defineTask, type Sample, say } from '../task/task.ts'

interface Spec {
  readonly make: (chance: Random) => {
    readonly name: string
    readonly words: string
    readonly solution: string
    /** Python that holds of every right program, with `f` the program and `R` a source of random numbers */
    readonly properties: string
  }
}

const specs: readonly Spec[] = [
  {
    make: (c) => {
      const k = 2 + c.below(5)
      return {
        name: 'rotate_list',
        words: `takes a list and returns it rotated to the left by ${k} places; an empty list stays empty`,
        solution: `def rotate_list(xs):\n    if not xs: return []\n    k = ${k} % len(xs)\n    return xs[k:] + xs[:k]`,
        properties: `xs = [R.randrange(100) for _ in range(R.randrange(12))]\nout = f(xs)\nassert sorted(out) == sorted(xs)\nassert all(out[i] == xs[(i + ${k}) % len(xs)] for i in range(len(xs)))`,
      }
    },
  },
  {
    make: (c) => {
      const base = 2 + c.below(14)
      return {
        name: 'to_base',
        words: `takes a whole number of at least 0 and returns it as a list of its digits in base ${base}, the highest first; 0 is [0]`,
        solution: `def to_base(n):\n    if n == 0: return [0]\n    out = []\n    while n:\n        out.append(n % ${base})\n        n //= ${base}\n    return out[::-1]`,
        properties: `n = R.randrange(10 ** 6)\nout = f(n)\nassert all(0 <= d < ${base} for d in out)\nassert n == 0 or out[0] != 0\nv = 0\nfor d in out: v = v * ${base} + d\nassert v == n`,
      }
    },
  },
  {
    make: (c) => {
      const d = 2 + c.below(7)
      return {
        name: 'split_by',
        words: `takes a list of whole numbers and returns a pair: those that ${d} divides, and the others, both in their order`,
        solution: `def split_by(xs):\n    return ([x for x in xs if x % ${d} == 0], [x for x in xs if x % ${d} != 0])`,
        properties: `xs = [R.randrange(-50, 50) for _ in range(R.randrange(15))]\na, b = f(xs)\nassert list(a) == [x for x in xs if x % ${d} == 0]\nassert list(b) == [x for x in xs if x % ${d} != 0]`,
      }
    },
  },
  {
    make: (c) => {
      const n = 2 + c.below(3)
      return {
        name: 'runs',
        words: `takes a text and returns the list of its characters that stand ${n} or more times in a row, once for each such run, in order`,
        solution: `def runs(s):\n    out, i = [], 0\n    while i < len(s):\n        j = i\n        while j < len(s) and s[j] == s[i]: j += 1\n        if j - i >= ${n}: out.append(s[i])\n        i = j\n    return out`,
        properties: `import itertools\ns = ''.join(R.choice('aab') for _ in range(R.randrange(20)))\nassert f(s) == [k for k, g in itertools.groupby(s) if len(list(g)) >= ${n}]`,
      }
    },
  },
  {
    make: (c) => {
      const cap = 5 + c.below(20)
      return {
        name: 'greedy_pack',
        words: `takes a list of positive whole numbers of at most ${cap} and packs them in order into groups: a number joins the last group if the sum stays at most ${cap}, otherwise it starts a new one; returns the list of groups`,
        solution: `def greedy_pack(xs):\n    out = []\n    for x in xs:\n        if out and sum(out[-1]) + x <= ${cap}: out[-1].append(x)\n        else: out.append([x])\n    return out`,
        properties: `xs = [R.randrange(1, ${cap} + 1) for _ in range(R.randrange(12))]\nout = f(xs)\nassert [x for g in out for x in g] == xs\nassert all(sum(g) <= ${cap} and g for g in out)\nassert all(sum(a) + b[0] > ${cap} for a, b in zip(out, out[1:]))`,
      }
    },
  },
]

/** Small programs from specifications made of a seed, checked by properties on random inputs. */
export const codeSpecs = defineTask({
  id: 'code-specs',
  version: 1,
  title: { en: 'code from generated specifications', zh: '按生成规格写代码' },
  measure: 'assay.code-specs',
  licence: 'Apache-2.0',
  dataset: { kind: 'generated', size: 100, sample },
  protocols: [defineProtocol({ id: 'assay/code-specs', template: 'code/chat@1', extractor: 'code-block@1' })],
  needs: () => ['chat'],
  request: (s, protocol) => chat(protocol, s.input),
  score: (s, output, _, tools) =>
    runCode(tools, {
      language: 'python',
      source: takeCode(output.text, `def ${String(s.data.name)}`),
      tests: `import random\nf = globals()[${JSON.stringify(s.data.name)}]\nR = random.Random(${JSON.stringify(s.id)})\nfor _ in range(60):\n${indent(String(s.data.properties))}\n`,
      limit: { seconds: 5, megabytes: 1024 },
    }),
  canonical: (s) => say(`\`\`\`python\n${s.target[0]}\n\`\`\``),
  chance: () => 0,
  runsCode: true,
})

function sample(index: number, seed: string): Sample {
  const chance = random(`${seed}/specs/${index}`)
  const made = specs[index % specs.length]!.make(chance)
  return {
    id: `code-specs-${index}`,
    input: `Write a Python function \`${made.name}\` that ${made.words}. Answer with one code block.`,
    target: [made.solution],
    group: made.name,
    cluster: made.name,
    data: { name: made.name, properties: made.properties },
  }
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((l) => `    ${l}`)
    .join('\n')
}
