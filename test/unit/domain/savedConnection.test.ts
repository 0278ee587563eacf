import { describe, expect, test } from 'vitest';
import { hostOf, originOf, parseConnections, serverAddress, takeOutCredentials } from '../../../src/domain/savedConnection';

describe('the list of connections', () => {
  test('is read as it was written, and what is no connection is passed over', () => {
    const whole = { id: '1', name: 'Team', uri: 'https://mlflow.example.com', auth: 'basic', username: 'ana', workspace: 'blue' };
    const list = [whole, null, 7, {}, { name: 'no uri' }, { uri: 'sqlite:////data/mlflow.db' }, { id: '1', uri: 'https://other' }];
    expect(parseConnections(list)).toEqual([
      whole,
      { id: 'sqlite:////data/mlflow.db', name: 'sqlite:////data/mlflow.db', uri: 'sqlite:////data/mlflow.db', auth: 'none' },
    ]);
    for (const other of [undefined, null, 'text', { 0: whole }]) expect(parseConnections(other)).toEqual([]);
  });

  test('takes no password up, and no way to sign in that it does not know', () => {
    expect(parseConnections([{ name: 'x', uri: 'https://ana:secret@host/', auth: 'kerberos' }])).toEqual([
      { id: 'x', name: 'x', uri: 'https://host', username: 'ana', auth: 'none' },
    ]);
  });
});

describe('an address', () => {
  test.each([
    ['localhost:5000', 'http://localhost:5000'],
    ['127.0.0.1:5000/prefix/', 'http://127.0.0.1:5000/prefix'],
    ['[::1]:5000', 'http://[::1]:5000'],
    ['mlflow.example.com', 'https://mlflow.example.com'],
    [' HTTP://Host:80/a/?b#c ', 'http://host/a'],
    ['ana:pw@localhost:5000', 'http://ana:pw@localhost:5000'],
    ['localhost.evil.com', 'https://localhost.evil.com'],
  ])('%j is %s', (typed, address) => expect(serverAddress(typed)).toBe(address));

  test.each(['', 'two words', 'ftp://host', 'http://', 'javascript://x', 'sqlite:///mlflow.db'])('%j is none', typed =>
    expect(serverAddress(typed)).toBeNull(),
  );

  test('is parted from its credentials', () => {
    expect(takeOutCredentials('https://ana:p%40ss%2F@host:8080/mlflow/')).toEqual({
      uri: 'https://host:8080/mlflow',
      username: 'ana',
      password: 'p@ss/',
    });
    expect(takeOutCredentials('https://host')).toEqual({ uri: 'https://host', username: null, password: null });
    expect(takeOutCredentials('sqlite:////a:b@c.db')).toEqual({ uri: 'sqlite:////a:b@c.db', username: null, password: null });
  });
});

test('an origin is scheme, host and port', () => {
  expect(originOf('https://Host/a')).toBe(originOf('https://host:443/b'));
  expect(new Set(['https://host', 'http://host', 'https://host:8443', 'https://host.evil', 'https://evil@host2'].map(originOf)).size).toBe(
    5,
  );
  expect(originOf('sqlite:///mlflow.db')).toBeNull();
  expect([hostOf('http://host:5000/a'), hostOf('mlflow.db')]).toEqual(['host:5000', 'mlflow.db']);
});
