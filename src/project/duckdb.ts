import { AssayError } from '../base/index.ts'
import { report } from './codes.ts'

/** An engine for tables that are too large for a text: SQL in, rows of texts out. */
export interface Engine {
  readonly run: (sql: string) => Promise<void>
  readonly rows: (sql: string) => Promise<readonly Readonly<Record<string, string | null>>[]>
  readonly close: () => void
}

/**
 * DuckDB in this process, in memory, without the network; what does not fit lies below `folder` while it works.
 *
 * @throws AssayError project/missing-engine when it is not installed
 */
export async function openEngine(folder: string, memory = '900MB'): Promise<Engine> {
  const duckdb = await import('@duckdb/node-api').catch(() => null)
  if (duckdb === null)
    throw new AssayError([
      report(
        'project/missing-engine',
        { en: 'DuckDB is not installed', zh: '未安装 DuckDB' },
        { hint: { en: 'run `npm install @duckdb/node-api`', zh: '请执行 `npm install @duckdb/node-api`' } },
      ),
    ])
  const instance = await duckdb.DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  // nothing is fetched: what is not in the package is not there
  for (const setting of [
    `memory_limit='${memory}'`,
    `temp_directory='${folder.replaceAll("'", "''")}'`,
    'preserve_insertion_order=true',
    'autoinstall_known_extensions=false',
    'autoload_known_extensions=false',
  ])
    await connection.run(`SET ${setting}`)
  return {
    run: async (sql) => {
      await connection.run(sql)
    },
    rows: async (sql) => {
      const reader = await connection.runAndReadAll(sql)
      return reader
        .getRowObjectsJson()
        .map((row) =>
          Object.fromEntries(
            Object.entries(row).map(([k, v]) => [k, v === null || v === undefined ? null : String(v)]),
          ),
        )
    },
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
