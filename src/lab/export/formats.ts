import type { RunHeader, SampleRecord } from '../log/record.ts'
import type { Summary } from '../metric/tally.ts'
import type { ScoreRecord } from '../run/score.ts'

/** The formats that a run can be written in. */
export const exportFormats = ['every-eval-ever', 'inspect', 'lm-eval', 'jsonl', 'facts'] as const

/** One of them. */
export type ExportFormat = (typeof exportFormats)[number]

/** A sample with its score as one line of lm-evaluation-harness's sample files. */
export function lmEvalLine(record: SampleRecord, score: ScoreRecord): unknown {
  const numbers = Object.entries(score.parts ?? {}).map(
    ([k, v]) => [k, typeof v === 'number' ? v : v[0] / v[1]] as const,
  )
  return {
    doc_id: record.n,
    doc: { question: record.sample.input, answer: record.sample.target[0] ?? '', ...record.sample.data },
    target: record.sample.target.join(' | '),
    arguments: { gen_args_0: { arg_0: promptOf(record) } },
    resps: record.output?.logprobs?.map((l) => [[l.sum, l.greedy]]) ?? [[record.output?.text ?? '']],
    filtered_resps: [score.answer ?? '[invalid]'],
    filter: 'none',
    metrics: ['exact_match', ...numbers.map(([k]) => k)],
    exact_match: score.value,
    ...Object.fromEntries(numbers),
  }
}

/** A sample with its score as one line of every_eval_ever's instance files. */
export function everyEvalEverLine(header: RunHeader, record: SampleRecord, score: ScoreRecord): unknown {
  const { output, sample } = record
  const turns = output?.earlier ?? []
  const said = [...turns.map((t) => t.text), output?.text ?? '']
  return {
    schema_version: 'instance_level_eval_0.2.2',
    evaluation_id: evaluationId(header),
    model_id: header.model.id,
    evaluation_name: header.task,
    sample_id: sample.id,
    interaction_type: turns.length === 0 ? 'single_turn' : 'multi_turn',
    input: {
      raw: sample.input,
      formatted: promptOf(record),
      reference: sample.target,
      choices: sample.choices ?? null,
    },
    output:
      turns.length > 0
        ? null
        : { raw: [output?.text ?? ''], reasoning_trace: output?.reasoning === undefined ? null : [output.reasoning] },
    messages:
      turns.length === 0 ? null : said.flatMap((text, i) => turnOf(i, String(questionsOf(sample)[i] ?? ''), text)),
    answer_attribution: [
      {
        turn_idx: turns.length === 0 ? 0 : 2 * turns.length + 1,
        source: turns.length === 0 ? 'output.raw' : 'messages[turn_idx].content',
        extracted_value: score.answer ?? '',
        extraction_method: header.protocol.extractor,
        is_terminal: true,
      },
    ],
    evaluation: {
      score: score.value,
      is_correct: score.outcome === 'correct',
      ...(turns.length === 0 ? {} : { num_turns: said.length }),
    },
    token_usage:
      output?.usage === undefined
        ? null
        : {
            input_tokens: output.usage.input,
            output_tokens: output.usage.output,
            total_tokens: output.usage.input + output.usage.output,
          },
    performance: record.cached ? null : { latency_ms: record.milliseconds },
    error: record.failure?.message ?? null,
    metadata: { outcome: score.outcome, epoch: String(record.epoch) },
  }
}

function turnOf(i: number, asked: string, said: string) {
  return [
    { turn_idx: 2 * i, role: 'user', content: asked },
    { turn_idx: 2 * i + 1, role: 'assistant', content: said },
  ]
}

function questionsOf({ data, input }: SampleRecord['sample']): readonly unknown[] {
  return Array.isArray(data.turns) ? data.turns : [input]
}

function evaluationId(header: RunHeader): string {
  return `${header.task}/${header.model.id}/${header.id}`
}

// the epoch of Unix as a text, as the schema wants it
function seconds(moment: string): string {
  const at = Date.parse(moment) / 1000
  return Number.isFinite(at) ? String(at) : moment
}

/** The aggregate of a run as every_eval_ever keeps it beside its instances. */
export function everyEvalEverSummary(
  header: RunHeader,
  summary: Summary,
  detail: { readonly file: string; readonly sha256: string; readonly rows: number },
): unknown {
  const { headline } = summary
  return {
    schema_version: '0.3.0',
    evaluation_id: evaluationId(header),
    evaluation_timestamp: seconds(header.started),
    retrieved_timestamp: seconds(header.started),
    eval_library: { name: 'assay', version: header.version || 'unknown' },
    source_metadata: {
      source_name: 'assay',
      source_type: 'evaluation_run',
      source_organization_name: 'unknown',
      evaluator_relationship: 'third_party',
    },
    model_info: {
      name: header.model.id,
      id: header.model.id,
      additional_details: { endpoint: header.model.endpoint, synthetic: String(header.model.synthetic) },
    },
    evaluation_results: [
      {
        evaluation_name: header.task,
        source_data: {
          source_type: 'other',
          dataset_name: header.dataset.name,
          samples_number: header.planned,
          additional_details: { sha256: header.dataset.sha256 },
        },
        metric_config: {
          metric_id: header.measure,
          lower_is_better: false,
          score_type: 'continuous',
          min_score: 0,
          max_score: 1,
        },
        score_details: {
          score: headline.value,
          uncertainty: {
            ...(Number.isFinite(headline.error) ? { standard_error: { value: headline.error } } : {}),
            ...(Number.isFinite(headline.low)
              ? {
                  confidence_interval: {
                    lower: headline.low,
                    upper: headline.high,
                    confidence_level: headline.confidence,
                    method: headline.method,
                  },
                }
              : {}),
            num_samples: headline.n,
          },
        },
        generation_config: {
          generation_args: { temperature: header.protocol.temperature, max_tokens: header.protocol.maxTokens },
          additional_details: { protocol: header.protocol.id, protocol_sha256: header.protocolHash },
        },
      },
    ],
    detailed_evaluation_results: {
      format: 'jsonl',
      file_path: detail.file,
      hash_algorithm: 'sha256',
      checksum: detail.sha256,
      total_rows: detail.rows,
    },
  }
}

/** A sample with its score as Inspect's logs hold it. */
export function inspectSample(record: SampleRecord, score: ScoreRecord): unknown {
  const { output, sample } = record
  return {
    id: sample.id,
    epoch: record.epoch + 1,
    input: sample.input,
    choices: sample.choices ?? null,
    target: sample.target.length === 1 ? sample.target[0] : sample.target,
    metadata: { group: sample.group, cluster: sample.cluster },
    messages: [
      ...(record.request?.messages ?? [{ role: 'user', content: record.request?.prompt ?? sample.input }]),
      { role: 'assistant', content: output?.text ?? '' },
    ],
    output: {
      model: output?.served ?? '',
      choices:
        output === null
          ? []
          : [
              {
                message: { role: 'assistant', content: output.text },
                stop_reason: output.finish === 'length' ? 'max_tokens' : 'stop',
              },
            ],
      ...(output?.usage === undefined
        ? {}
        : {
            usage: {
              input_tokens: output.usage.input,
              output_tokens: output.usage.output,
              total_tokens: output.usage.input + output.usage.output,
            },
          }),
    },
    scores: { [score.outcome]: { value: score.value, answer: score.answer, explanation: score.why } },
    ...(record.failure === undefined
      ? {}
      : { error: { message: record.failure.message, traceback: '', traceback_ansi: '' } }),
  }
}

/** The head of an Inspect log, version 2, without its samples. */
export function inspectHead(header: RunHeader, summary: Summary): Readonly<Record<string, unknown>> {
  return {
    version: 2,
    status: 'success',
    eval: {
      run_id: header.id,
      created: header.started,
      task: header.task,
      task_id: header.id,
      task_version: header.taskVersion,
      dataset: { name: header.dataset.name, samples: header.planned },
      model: header.model.id,
      config: { epochs: header.protocol.epochs },
      packages: { assay: header.version },
    },
    plan: {
      name: 'plan',
      steps: [],
      config: { temperature: header.protocol.temperature, max_tokens: header.protocol.maxTokens },
    },
    results: {
      total_samples: header.planned,
      completed_samples: summary.headline.n,
      scores: [
        {
          name: header.protocol.extractor,
          scorer: header.protocol.extractor,
          metrics: {
            accuracy: { name: 'accuracy', value: summary.headline.value },
            stderr: { name: 'stderr', value: summary.headline.error },
          },
        },
      ],
    },
    stats: { started_at: header.started, completed_at: header.started, model_usage: {} },
  }
}

function promptOf(record: SampleRecord): string {
  return record.request?.prompt ?? record.request?.messages?.map((m) => m.content).join('\n\n') ?? record.sample.input
}
