#!/usr/bin/env bash
# Writes the flights of the demo as CSV for the Python loop: flights-csv.sh FILE
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
node - "$root" "$1" <<'NODE'
const [root, file] = process.argv.slice(2);
const duckdb = require(`${root}/build/node_modules/@duckdb/node-bindings-${process.platform}-${process.arch}/duckdb.node`);
(async () => {
  const connection = await duckdb.connect(await duckdb.open(":memory:"));
  await duckdb.query(connection, `COPY (SELECT date, delay, distance, origin, destination FROM read_parquet('${root}/build/node_modules/vega-datasets/data/flights-3m.parquet')) TO '${file}' (HEADER)`);
})();
NODE
