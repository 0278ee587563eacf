import { describe, expect, test } from 'vitest';
import { notebookPage } from '../../../src/artifacts/notebookPage';

function page(cells: readonly unknown[], metadata: unknown = { language_info: { name: 'python' } }): string {
  const result = notebookPage(JSON.stringify({ cells, metadata, nbformat: 4 }));
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

describe('a notebook as a page', () => {
  test('has its cells in order, code in fences, outputs as their text', () => {
    const text = page([
      { cell_type: 'markdown', source: ['# Delay\n', 'Some **words**.'] },
      {
        cell_type: 'code',
        source: 'print(1)\nx',
        outputs: [
          { output_type: 'stream', text: ['1\n'] },
          { output_type: 'execute_result', data: { 'text/plain': 'x = 2', 'text/html': '<b>2</b>' } },
          { output_type: 'display_data', data: { 'image/png': 'AAAA', 'text/plain': '<Figure>' } },
          { output_type: 'display_data', data: { 'text/html': '<script>alert(1)</script>' } },
          { output_type: 'error', traceback: ['\u001b[31mNameError\u001b[0m', 'x'] },
        ],
      },
      { cell_type: 'raw', source: 'as it is' },
    ]);
    expect(text).toBe(
      [
        '# Delay\nSome **words**.',
        '```python\nprint(1)\nx\n```',
        '```text\n1\n```',
        '```text\nx = 2\n```',
        '*image output*',
        '*output that is not text*',
        '```text\nNameError\nx\n```',
        '```text\nas it is\n```\n',
      ].join('\n\n'),
    );
  });

  test('holds no tag and no picture, whatever the cells hold', () => {
    const text = page([
      { cell_type: 'markdown', source: '<script>alert(1)</script> <img src=x onerror=alert(1)> ![p](https://host/pixel.png) <!-- -->' },
    ]);
    expect(text).not.toMatch(/<[a-z/!?]/i);
    expect(text).not.toContain('![');
  });

  test('code cannot end its fence, and a language is a word', () => {
    const text = page([{ cell_type: 'code', source: 'a\n```\n<script>\n````\nb' }], { language_info: { name: 'python\n```\n<script>' } });
    expect(text).toBe('`````python\na\n```\n<script>\n````\nb\n`````\n');
  });

  test('says what is left out, and what is no notebook', () => {
    expect(page(Array.from({ length: 1003 }, () => ({ cell_type: 'markdown', source: 'x' })))).toContain('*3 more cells are not shown.*');
    expect(page([{ cell_type: 'markdown', source: 'x'.repeat(20_005) }])).toContain('… 5 more characters');
    expect(page([])).toContain('no cells');
    expect(page([null, 7, { cell_type: 'code' }])).toBe('\n');
    for (const text of ['', '[]', 'null', '{"cells": 1}', '{']) expect(notebookPage(text).ok, text).toBe(false);
  });
});
