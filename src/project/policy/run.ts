import type { Day, Diagnostic, Effects, NewFile } from '../../base/index.ts'
import {
  type Basis,
  basisOf,
  type Paid,
  type Policy,
  partsText,
  type Row,
  startBatch,
  type Totals,
} from '../../policy/index.ts'
import type { Places } from '../load.ts'
import { loadPolicy } from './load.ts'
import type { RowsFile } from './rows.ts'
import { openRows } from './stream.ts'

/** What a batch came to. */
export interface PolicyRun {
  readonly policy: Policy
  readonly knownOn: Day
  readonly totals: Totals
  /** what the totals rest on beside the rows */
  readonly basis: Basis
  readonly diagnostics: readonly Diagnostic[]
  /** findings beyond those that are kept */
  readonly more: number
}

/** How a batch is run. */
export interface RunOptions {
  readonly policy: string
  readonly input: RowsFile
  readonly knownOn?: Day
  /** a CSV file for what each row gets */
  readonly out?: string
}

/** What a policy gives for every row of a CSV or Parquet file, which is read piece by piece. */
export async function runPolicy(effects: Effects, places: Places, options: RunOptions): Promise<PolicyRun> {
  const loaded = await loadPolicy(effects, places, options.policy)
  const knownOn = options.knownOn ?? loaded.act?.public ?? effects.now().slice(0, 10)
  const rows = await openRows(effects, options.input)
  const { shown } = options.input
  try {
    const out = options.out === undefined ? null : await writer(effects, options.out)
    const batch = startBatch(loaded.policy, knownOn, shown, rows.heads, out?.row ?? null)
    let count = 0
    const push = (row: Row): void => {
      count += 1
      batch.push(row)
    }
    const found = await rows.each(push, (share) => {
      effects.progress(`${loaded.policy.id}: ${count} rows, ${Math.floor(share * 100)} %`)
    })
    const totals = batch.finish()
    await out?.close()
    const diagnostics = [...loaded.diagnostics, ...found.diagnostics, ...totals.diagnostics]
    const { policy } = loaded
    const claims = totals.tallies.map((t) => t.claim)
    const basis = basisOf({ policy, knownOn }, claims, totals.places)
    return { policy, knownOn, totals, basis, diagnostics, more: found.more + totals.more }
  } finally {
    await rows.close()
  }
}

interface RowWriter {
  readonly row: (row: number, id: string, paid: readonly Paid[]) => void
  readonly close: () => Promise<void>
}

async function writer(effects: Effects, path: string): Promise<RowWriter> {
  const file: NewFile = await effects.create(path)
  const encoder = new TextEncoder()
  let text = 'id,claim,value,low,high\n'
  let writing: Promise<void> = Promise.resolve()
  const flush = (): void => {
    const bytes = encoder.encode(text)
    text = ''
    writing = writing.then(() => file.write(bytes))
  }
  const amount = (value: number | null): string => (value === null ? '' : partsText(value, 100, 2))
  return {
    row: (_, id, paid) => {
      for (const { claim, low, high } of paid) {
        const value = low === high ? amount(low) : ''
        text += `${cell(id)},${claim},${value},${amount(low)},${amount(high)}\n`
      }
      if (text.length > 1_000_000) flush()
    },
    close: async () => {
      flush()
      await writing
      await file.close()
    },
  }
}

function cell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
