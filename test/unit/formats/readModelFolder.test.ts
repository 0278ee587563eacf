import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Failure } from '../../../src/base/result';
import { type ModelFolder } from '../../../src/formats/contract';
import { readModelFolder } from '../../../src/formats/readModelFolder';
import { golden, temporaryFile } from './goldenFolder';

async function read(path: string): Promise<ModelFolder | Failure> {
  const folder = await readModelFolder(path);
  return folder.ok ? folder.value : folder.failure;
}

function folderWith(mlmodel: string): string {
  const path = mkdtempSync(join(tmpdir(), 'modelops-mlmodel-'));
  writeFileSync(join(path, 'MLmodel'), mlmodel);
  return path;
}

describe('readModelFolder', () => {
  it('reads MLflow 3', async () => {
    const folder = await read(golden('mlflow_xgb_classifier'));
    expect(folder).toMatchObject({
      path: golden('mlflow_xgb_classifier'),
      flavor: 'xgboost',
      modelFile: 'model.ubj',
      modelClass: 'xgboost.sklearn.XGBClassifier',
    });
    expect('signature' in folder ? folder.signature?.inputs.slice(0, 1) : null).toEqual([
      { name: 'mean radius', type: 'double', required: true },
    ]);
    expect('signature' in folder ? folder.signature?.outputs : null).toEqual([
      { name: null, type: 'tensor', detail: 'float64 (-1)', required: true },
    ]);
    expect(await read(golden('mlflow_lgb_booster'))).toMatchObject({
      flavor: 'lightgbm',
      modelFile: 'model.lgb',
      modelClass: 'lightgbm.basic.Booster',
    });
  });

  it('reads MLflow 2.3 and 2.22', async () => {
    expect(await read(golden('mlflow_xgb17_classifier'))).toMatchObject({
      flavor: 'xgboost',
      modelFile: 'model.json',
      modelClass: 'xgboost.sklearn.XGBClassifier',
      signature: { inputs: [{ name: 'mean radius', type: 'double', required: true }, {}, {}] },
    });
    expect(await read(golden('mlflow_xgb21_classifier'))).toMatchObject({ flavor: 'xgboost', modelFile: 'model.xgb' });
  });

  it('takes the MLmodel file for its folder, and a bare model file for what it is', async () => {
    expect(await read(golden('mlflow_xgb_booster/MLmodel'))).toMatchObject({ path: golden('mlflow_xgb_booster'), flavor: 'xgboost' });
    expect(await read(golden('xgb_binary.ubj'))).toEqual({
      path: golden(''),
      flavor: 'xgboost',
      modelFile: 'xgb_binary.ubj',
      modelClass: null,
      signature: null,
    });
    expect(await read(golden('lgb_binary.txt'))).toMatchObject({ flavor: 'lightgbm', modelFile: 'lgb_binary.txt' });
    expect(await read(golden('mlflow_lgb_classifier/model.pkl'))).toMatchObject({ flavor: 'sklearn', modelFile: 'model.pkl' });
  });

  it('reads other flavors, without a signature, with a null one and with optional inputs', async () => {
    expect(await read(folderWith('flavors:\n  python_function:\n    loader_module: mine\n    data: data\n'))).toMatchObject({
      flavor: 'python_function',
      modelFile: 'data',
      modelClass: null,
      signature: null,
    });
    expect(
      await read(folderWith('flavors:\n  sklearn:\n    pickled_model: model.pkl\n  python_function: {}\nsignature: null\n')),
    ).toMatchObject({ flavor: 'sklearn', modelFile: 'model.pkl', signature: null });
    expect(await read(folderWith('flavors:\n  diviner: {}\n  python_function:\n    env: conda.yaml\n'))).toMatchObject({
      flavor: 'diviner',
      modelFile: null,
    });
    const optional = await read(
      folderWith(
        `flavors: {xgboost: {data: model.json}}\nsignature:\n  inputs: '[{"name": "a", "type": "long", "optional": true}, {"name": "b", "type": "long", "required": false}]'\n  outputs: null\n`,
      ),
    );
    expect(optional).toMatchObject({
      signature: {
        inputs: [
          { name: 'a', required: false },
          { name: 'b', required: false },
        ],
        outputs: [],
      },
    });
  });

  it('reads the params of a signature, with their shapes and defaults', async () => {
    const params = [
      { name: 'temperature', type: 'double', default: 0.5, shape: null },
      { name: 'stop', type: 'string', default: ['\\n', 'end'], shape: [-1] },
      { name: 'seed', type: 'long', default: null, shape: null },
      { name: 'options', type: 'object', default: { a: true }, shape: null, properties: { a: { type: 'boolean', required: true } } },
    ];
    const text = JSON.stringify(JSON.stringify(params));
    const found = await read(folderWith(`flavors: {sklearn: {}}\nsignature:\n  inputs: null\n  outputs: null\n  params: ${text}\n`));
    expect('signature' in found ? found.signature?.params.map(({ name, type, detail }) => [name, type, detail]) : null).toEqual([
      ['temperature', 'double', 'default 0.5'],
      ['stop', 'string', '(-1) default ["\\\\n","end"]'],
      ['seed', 'long', 'default null'],
      ['options', 'object', '{"a":{"type":"boolean","required":true}} default {"a":true}'],
    ]);
  });

  it.each([['../../etc/passwd'], ['/etc/passwd'], ['C:\\\\Users\\\\ana\\\\model.json'], ['sub\\\\..\\\\..\\\\secret']])(
    'refuses an MLmodel that names %s',
    async file => {
      expect(await read(folderWith(`flavors: {xgboost: {data: "${file}"}}`))).toMatchObject({
        reason: 'unreadable',
        message: expect.stringContaining('outside its folder') as string,
      });
    },
  );

  it.each([
    ['no YAML', 'flavors: {xgboost: [', 'no readable YAML'],
    ['tabs and garbage', '\t\u0000\u0001:', 'no readable YAML'],
    ['only text', 'hello', 'names no flavors'],
    ['an empty file', '', 'names no flavors'],
    ['a list', '- 1\n- 2\n', 'names no flavors'],
    ['a broken signature', `flavors: {xgboost: {data: m}}\nsignature: {inputs: '[{', outputs: null}`, 'no complete JSON'],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
        .split('')
        .map((key, index) => `${key}: &${key} [${Array.from({ length: 9 }, () => `*${'abcdefghij'[index]}`).join(',')}]`)
        .join('\n')}\nflavors: *j\n`,
      'no readable YAML',
    ],
    ['deep nesting', `flavors: ${'['.repeat(20_000)}`, 'no readable YAML'],
  ])('says what is wrong with %s', async (_, mlmodel, sentence) => {
    expect(await read(folderWith(mlmodel))).toMatchObject({ message: expect.stringContaining(sentence) as string });
  });

  it('makes no object of a YAML tag', async () => {
    const folder = await read(folderWith('flavors:\n  xgboost:\n    data: !!python/object/apply:os.system ["echo"]\n'));
    expect(folder).toMatchObject({ flavor: 'xgboost', modelFile: null });
  });

  it('says what is not there', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'modelops-empty-'));
    expect(await read(join(empty, 'nothing'))).toMatchObject({
      reason: 'not_found',
      message: expect.stringContaining('There is no model at') as string,
    });
    expect(await read(empty)).toMatchObject({
      reason: 'not_found',
      message: expect.stringContaining('There is no MLmodel file in') as string,
      nextStep: expect.any(String) as string,
    });
    mkdirSync(join(empty, 'MLmodel'));
    expect(await read(empty)).toMatchObject({ message: expect.stringContaining('is no file') as string });
  });

  it('refuses a file that is no model', async () => {
    expect(await read(temporaryFile('notes.txt', 'hello'))).toMatchObject({
      reason: 'unsupported',
      message: '"notes.txt" is no model file that is known here.',
    });
    expect(await read(temporaryFile('empty.json', ''))).toMatchObject({ reason: 'unsupported' });
  });
});
