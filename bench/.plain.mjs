import { DuckDBInstance } from '@duckdb/node-api'
const c = await (await DuckDBInstance.create(':memory:')).connect()
await c.run("SET memory_limit='900MB'")
await c.run("COPY (SELECT * FROM read_csv('/tmp/assay-bench-market-cGgh3x/desk/sources/ten-million.csv', header=true)) TO '/tmp/assay-bench-market-cGgh3x/plain.parquet' (FORMAT parquet)")
