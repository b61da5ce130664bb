import { AssayError, type Effects, readSpec, settingText, wholeFile } from '../base/index.ts'
import { sqlText } from '../market/index.ts'
import { report } from './codes.ts'
import { isInside } from './config.ts'
import type { Engine } from './duckdb.ts'

/** Where the tables of several machines lie: Parquet below `data`, what belongs together in a catalogue. */
export interface Lake {
  /** the settings' file, as it is shown */
  readonly file: string
  readonly catalogue: 'postgres' | 'file'
  /** words of a connection such as `host=db dbname=lake`, or the path of the catalogue's file */
  readonly address: string
  /** a folder, or `s3://bucket/folder/` */
  readonly data: string
  readonly s3: { readonly endpoint: string; readonly region: string; readonly tls: boolean } | null
}

/** What is not written on a desk: keys of the storage, and the folder of the engine's extensions. */
export interface LakeAccess {
  readonly key: string
  readonly secret: string
  /** empty for the engine's own folder */
  readonly extensions: string
}

/** The table in which all machines keep their days. */
export const lakeTable = 'lake.days'

const columns =
  'feed VARCHAR, subject VARCHAR, measure VARCHAR, scope VARCHAR, day DATE, value DECIMAL(18, 4), unit VARCHAR, source VARCHAR, known DATE'

/**
 * The lake that a file of the desk describes.
 *
 * @throws AssayError project/lake when the file is not there or cannot be used
 */
export async function loadLake(effects: Effects, desk: string, file: string): Promise<Lake> {
  const bytes = isInside(file) ? await effects.read(`${desk}/${file}`) : null
  if (bytes === null) throw trouble(file, `\`${file}\` is not on the desk`, `工作台中没有 \`${file}\``)
  const spec = readSpec(file, new TextDecoder().decode(bytes))
  spec.allow(['catalogue', 'address', 'data', 's3'])
  spec.allow(['endpoint', 'region', 'tls'], ['s3'])
  const { value } = spec
  const catalogue = settingText(value.catalogue) || 'postgres'
  if (catalogue !== 'postgres' && catalogue !== 'file')
    spec.fault(
      ['catalogue'],
      `\`catalogue\` is postgres or file, not \`${catalogue}\``,
      '`catalogue` 只能是 postgres 或 file',
    )
  for (const key of ['address', 'data'])
    if (settingText(value[key]) === '') spec.fault([], `\`${key}\` is missing`, `缺少 \`${key}\``)
  // a desk is shared and kept in version control
  if (/\bpassword\s*=/i.test(settingText(value.address)))
    spec.fault(
      ['address'],
      'a password is no setting of a desk: use `PGPASSWORD` or `.pgpass`',
      '密码不应写入工作台：请用 `PGPASSWORD` 或 `.pgpass`',
    )
  if (spec.faults.length > 0)
    throw new AssayError(
      spec.faults.map(({ en, zh, at, near }) =>
        report(
          'project/lake',
          { en, zh },
          { at, ...(near === undefined ? {} : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } }) },
        ),
      ),
    )
  const s3 = value.s3 as Readonly<Record<string, unknown>> | undefined
  return Object.freeze({
    file,
    catalogue: catalogue as Lake['catalogue'],
    address: settingText(value.address),
    data: settingText(value.data),
    s3:
      s3 === undefined
        ? null
        : { endpoint: settingText(s3.endpoint), region: settingText(s3.region) || 'us-east-1', tls: s3.tls !== false },
  })
}

/**
 * Opens the lake in the engine as `lake`, with its table of days; `write` makes what is not there yet.
 *
 * Nothing is fetched: the extensions `ducklake`, `postgres_scanner` and, for object storage, `httpfs` must be installed.
 *
 * @throws AssayError project/lake when an extension is missing or the catalogue does not answer
 */
export async function openLake(
  engine: Engine,
  lake: Lake,
  desk: string,
  access: LakeAccess,
  write: boolean,
): Promise<void> {
  const wanted = [
    'ducklake',
    ...(lake.catalogue === 'postgres' ? ['postgres_scanner'] : []),
    ...(lake.s3 ? ['httpfs'] : []),
  ]
  for (const name of wanted) await loadExtension(engine, name, lake, access)
  if (lake.s3 !== null)
    await engine.run(
      `CREATE SECRET lake_storage (TYPE s3, KEY_ID ${sqlText(access.key)}, SECRET ${sqlText(access.secret)}, REGION ${sqlText(lake.s3.region)}${lake.s3.endpoint === '' ? '' : `, ENDPOINT ${sqlText(lake.s3.endpoint)}, URL_STYLE 'path'`}, USE_SSL ${lake.s3.tls})`,
    )
  const within = (path: string) => (/^(?:\/|[a-z0-9]+:\/\/)/i.test(path) ? path : `${desk}/${path}`)
  const catalogue = lake.catalogue === 'postgres' ? `postgres:${lake.address}` : within(lake.address)
  const data = within(lake.data).replace(/\/?$/, '/')
  const readOnly = write ? '' : ', READ_ONLY'
  await attempt(lake, () =>
    engine.run(`ATTACH ${sqlText(`ducklake:${catalogue}`)} AS lake (DATA_PATH ${sqlText(data)}${readOnly})`),
  )
  if (write) await again(() => engine.run(`CREATE TABLE IF NOT EXISTS ${lakeTable} (${columns})`), lake)
}

async function loadExtension(engine: Engine, name: string, lake: Lake, { extensions }: LakeAccess): Promise<void> {
  const ways = extensions === '' ? [name] : [sqlText(`${extensions}/${name}.duckdb_extension`)]
  for (const way of ways) {
    try {
      await engine.run(`LOAD ${way}`)
      return
    } catch {
      // told below, with what to do
    }
  }
  const [row] = await engine.rows('SELECT version() AS version')
  const version = row?.version ?? ''
  throw new AssayError([
    report(
      'project/lake',
      {
        en: `the extension \`${name}\` of DuckDB ${version} is not installed`,
        zh: `未安装 DuckDB ${version} 的扩展 \`${name}\``,
      },
      {
        at: wholeFile(lake.file),
        hint: {
          en: `run \`INSTALL ${name}\` in DuckDB ${version}, or name the folder that holds it with \`--extensions\``,
          zh: `请在 DuckDB ${version} 中执行 \`INSTALL ${name}\`，或用 \`--extensions\` 指明其所在目录`,
        },
      },
    ),
  ])
}

/** Puts the rows of one retrieval of a feed in the place of those it had before, in one commit; the number of rows and the snapshot. */
export async function commitRows(engine: Engine, lake: Lake, feed: string, known: string, sql: string) {
  const where = `feed = ${sqlText(feed)} AND known = DATE ${sqlText(known)}`
  // read once: a commit that comes second is tried again
  await engine.run(`CREATE TEMP TABLE retrieved AS ${sql}`)
  await again(async () => {
    await engine.run('BEGIN')
    try {
      await engine.run(`DELETE FROM ${lakeTable} WHERE ${where}`)
      await engine.run(`INSERT INTO ${lakeTable} SELECT ${sqlText(feed)}, * FROM retrieved`)
      await engine.run('COMMIT')
    } catch (error) {
      await engine.run('ROLLBACK').catch(() => {})
      throw error
    }
  }, lake)
  const [row] = await engine.rows(
    'SELECT (SELECT count(*) FROM retrieved) AS n, (SELECT max(snapshot_id) FROM lake.snapshots()) AS snapshot',
  )
  return { rows: Number(row?.n ?? 0), snapshot: Number(row?.snapshot ?? 0) }
}

const tries = 5

// of two commits that touch the same rows one wins; the other sees its work and is made again
async function again(work: () => Promise<void>, lake: Lake): Promise<void> {
  for (let i = 1; ; i += 1) {
    try {
      return await work()
    } catch (error) {
      if (i >= tries || !/conflict|already exists|serializ|concurrent/i.test(String(error)))
        return attempt(lake, () => Promise.reject(error))
    }
  }
}

async function attempt(lake: Lake, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const words = String(error instanceof Error ? error.message : error).split('\n')[0]!
    throw trouble(lake.file, `the lake does not answer: ${words}`, `数据湖没有响应：${words}`)
  }
}

function trouble(file: string, en: string, zh: string): AssayError {
  return new AssayError([report('project/lake', { en, zh }, { at: wholeFile(file) })])
}
