// Runs one SQL statement in DuckDB and prints the rows as JSON.
// Usage: NODE_PATH=.../node_modules node duckdb.cjs SQL   (npm install @duckdb/node-api)
const { DuckDBInstance } = require("@duckdb/node-api");

async function main() {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(process.argv[2]);
  console.log(JSON.stringify(reader.getRowsJson()));
}

main().catch((error) => {
  console.error(String(error));
  process.exit(1);
});
