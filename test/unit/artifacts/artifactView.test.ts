import { describe, expect, test } from 'vitest';
import { artifactView } from '../../../src/artifacts/artifactView';
import { modelFileKind } from '../../../src/formats/modelFileKind';

function viewOf(name: string, content: string | Uint8Array, size?: number) {
  const head = typeof content === 'string' ? Buffer.from(content) : content;
  return artifactView({ name, size: size ?? head.length, head, modelKind: modelFileKind(head, name) });
}

const script = '<script>alert(1)</script>';

describe('what is shown as text', () => {
  test.each([
    ['notes.txt', 'hello'],
    ['empty.csv', ''],
    ['report.html', `<html>${script}</html>`],
    ['plot.svg', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`],
    ['page.xhtml', script],
    ['params.json', '{"a": 1}'],
    ['list.json', '[{"columns": 1}]'],
    ['columns.json', '{"columns": {"a": 1}}'],
    ['train.py', 'import os'],
    ['template', '{if x}'],
    ['model.lgb', 'tree\nversion=v4\n'],
    ['model.json', '{"learner": {}}'],
    ['wide.txt', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('hello', 'utf16le')])],
  ])('%s', (name, content) => expect(viewOf(name, content).view).toBe('text'));

  test('MLmodel has a language; what VS Code knows by name is left to it', () => {
    expect(viewOf('MLmodel', 'flavors: {}').language).toBe('yaml');
    expect(viewOf('conda.yaml', 'name: x').language).toBeNull();
    expect(viewOf('a.json', '{}').language).toBeNull();
  });
});

describe('what has a view of its own', () => {
  test.each([
    ['roc.PNG', 'image'],
    ['a.jpeg', 'image'],
    ['README.md', 'markdown'],
    ['a.ipynb', 'notebook'],
    ['a.csv', 'table'],
    ['a.tsv.gz', 'table'],
    ['a.parquet', 'table'],
    ['a.jsonl', 'table'],
  ])('%s is shown as %s', (name, view) => expect(viewOf(name, 'x').view).toBe(view));

  test.each(['{"columns": ["a"], "data": [[1]]}', '\uFEFF{ "index":[0], "columns":["a"], "data":[[1]]}', '{"data":[[1]],"columns":["a"]}'])(
    'a split table in JSON: %s',
    content => expect(viewOf('eval_results_table.json', content).view).toBe('table'),
  );
});

describe('what stays closed', () => {
  test.each([
    ['model.pkl', Buffer.from([0x80, 0x04, 0x95]), 'pickle'],
    ['old.pkl', 'cos\nsystem\n(S"true"\ntR.', 'pickle'],
    ['model.bin', Buffer.from([0x80, 0x05, 0x95, 0, 0]), 'pickle'],
    ['model.joblib', Buffer.from([0x1f, 0x8b, 8, 0]), 'pickle'],
    ['archive.zip', Buffer.from('PK\u0003\u0004\0\0'), 'zip'],
    ['model.pth', Buffer.from('PK\u0003\u0004\0\0archive/data.pkl'), 'torch'],
    ['values.npy', Buffer.from('\u0093NUMPY\u0001\0', 'latin1'), 'numpy'],
    ['doc.pdf', '%PDF-1.7 text', 'pdf'],
    ['logs.gz', Buffer.from([0x1f, 0x8b, 8, 0]), 'gzip'],
    ['model.onnx', 'abc', 'onnx'],
    ['data.bin', Buffer.from([1, 2, 0, 3]), 'unknown'],
    ['notes.md', Buffer.from([35, 0, 35]), 'unknown'],
  ])('%s', (name, content, kind) => expect(viewOf(name, content)).toMatchObject({ view: 'closed', kind }));

  test('a text or a picture of more than 50 MB', () => {
    expect(viewOf('huge.log', 'x', 60e6)).toMatchObject({ view: 'closed', kind: 'too long' });
    expect(viewOf('huge.png', 'x', 60e6)).toMatchObject({ view: 'closed', kind: 'too long' });
    expect(viewOf('huge.csv', 'x', 60e6).view).toBe('table');
  });
});
