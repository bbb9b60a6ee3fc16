// For containers: ends well when the address answers well. `node healthcheck.ts http://127.0.0.1:3000/api/health/ready`
const ready = await fetch(process.argv[2] ?? '').then(
  (answer) => answer.ok,
  () => false,
);
process.exit(ready ? 0 : 1);
