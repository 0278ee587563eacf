import { type MlflowServer } from './mlflowServer';

/** Two runs with what a comparison shows, by the names of their runs. */
const RUNS = [
  { name: 'first-try', depth: '4', learns: 0.6 },
  { name: 'deeper', depth: '8', learns: 0.7 },
  { name: 'deepest', depth: '12', learns: 0.65 },
] as const;

const STEPS = 40;

/** What MLflow writes beside a model; its signature has a param, whose default is the depth. */
function mlmodel(depth: string): string {
  return `flavors:
  python_function:
    loader_module: mlflow.pyfunc.model
    python_model: python_model.pkl
signature:
  inputs: '[{"type": "double", "name": "distance", "required": true}]'
  outputs: '[{"type": "double", "required": true}]'
  params: '[{"name": "max_depth", "type": "long", "default": ${depth}, "shape": null}]'
`;
}

/** Fills a server through its REST API as a team would: the experiment `delays`, and `delay_model` with version 2 in Production. */
export async function fillServer(server: MlflowServer): Promise<void> {
  const { experiment_id } = (await server.ask('experiments/create', { name: 'delays' })) as { experiment_id: string };
  const sources: { readonly source: string; readonly run_id: string }[] = [];
  for (const run of RUNS) sources.push(await addRun(server, experiment_id, run));
  const name = 'delay_model';
  await server.ask('registered-models/create', { name });
  for (const from of sources) await server.ask('model-versions/create', { name, ...from });
  await server.ask('model-versions/transition-stage', { name, version: '2', stage: 'Production', archive_existing_versions: true });
}

async function addRun(server: MlflowServer, experiment: string, made: (typeof RUNS)[number]): Promise<{ source: string; run_id: string }> {
  const start_time = Date.now() - 60_000;
  const answer = await server.ask('runs/create', { experiment_id: experiment, run_name: made.name, start_time });
  const { run_id, artifact_uri } = (answer as { run: { info: { run_id: string; artifact_uri: string } } }).run.info;
  const metrics = Array.from({ length: STEPS }, (_, step) => [
    { key: 'auc', value: made.learns + 0.2 * (1 - Math.exp(-step / 10)), timestamp: start_time + step * 1000, step },
    { key: 'loss', value: Math.exp(-step / 12) / made.learns, timestamp: start_time + step * 1000, step },
  ]).flat();
  const params = [
    { key: 'max_depth', value: made.depth },
    { key: 'booster', value: 'gbtree' },
  ];
  await server.ask('runs/log-batch', { run_id, metrics, params, tags: [{ key: 'team', value: 'flights' }] });
  await server.putFile(`${artifact_uri}/model/MLmodel`, mlmodel(made.depth));
  await server.putFile(`${artifact_uri}/report/notes.md`, `# Notes of ${made.name}\n\nDelays **above 15 minutes**.\n`);
  await server.ask('runs/update', { run_id, status: 'FINISHED', end_time: start_time + STEPS * 1000 });
  return { source: `${artifact_uri}/model`, run_id };
}
