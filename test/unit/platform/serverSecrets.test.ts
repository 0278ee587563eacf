import { expect, test } from 'vitest';
import { type SavedConnection } from '../../../src/domain/savedConnection';
import { ServerSecrets } from '../../../src/platform/serverSecrets';

const saved: SavedConnection = { id: '1', name: 'Team', uri: 'https://mlflow.example.com/a', auth: 'basic', username: 'ana' };

function makeSecrets() {
  const kept = new Map<string, string>();
  const hidden: string[] = [];
  const storage = {
    get: async (key: string) => kept.get(key),
    store: async (key: string, value: string) => void kept.set(key, value),
    delete: async (key: string) => void kept.delete(key),
  };
  return { kept, hidden, secrets: new ServerSecrets(storage, secret => hidden.push(secret)) };
}

test('a secret belongs to one connection at one origin', async () => {
  const { secrets, hidden } = makeSecrets();
  await secrets.keep(saved, 'hunter2');
  expect(await secrets.of({ ...saved, uri: 'https://mlflow.example.com:443/another/path' })).toBe('hunter2');
  for (const uri of ['http://mlflow.example.com/a', 'https://mlflow.example.com:8443/a', 'https://evil.example.com/a', 'sqlite:///x.db'])
    expect(await secrets.of({ ...saved, uri }), uri).toBeNull();
  expect(await secrets.of({ ...saved, id: '2' })).toBeNull();
  expect(await secrets.of({ ...saved, auth: 'bearer' })).toBeNull();
  expect(await secrets.of({ ...saved, auth: 'none' })).toBeNull();
  expect(new Set(hidden)).toEqual(new Set(['hunter2']));
});

test('it goes with its connection, and its key does not show it', async () => {
  const { secrets, kept } = makeSecrets();
  await secrets.keep(saved, 'hunter2');
  await secrets.keep({ ...saved, auth: 'bearer' }, 'token');
  expect([...kept.keys()].join()).not.toMatch(/hunter2|token/);
  await secrets.forget(saved);
  expect(kept.size).toBe(0);
});
