import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSchema, type DatabaseSchema } from '../../../../src/store/sqlite/databaseSchema';
import { MLFLOW_3_REVISION, MLFLOW_3_SCHEMA } from '../../../../src/store/sqlite/mlflow3Schema';
import { writeObstacle } from '../../../../src/store/sqlite/writeObstacle';

interface Golden {
  readonly revision: string;
  readonly statements: readonly string[];
}

function golden(version: string): Golden {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, `../../../golden/store/mlflow-${version}-schema.json`), 'utf8')) as Golden;
}

/** The schema of a database that a version of MLflow made, after some SQL. */
function schemaOf(version: string, sql = ''): DatabaseSchema {
  const database = new Database(':memory:');
  for (const statement of golden(version).statements) database.exec(statement);
  database.prepare('INSERT INTO alembic_version VALUES (?)').run(golden(version).revision);
  database.exec(sql);
  const schema = readSchema(database);
  database.close();
  return schema;
}

test('what a new database is born with is what MLflow 3.0.0 writes, to the letter', () => {
  expect({ revision: MLFLOW_3_REVISION, statements: MLFLOW_3_SCHEMA }).toEqual(golden('3.0.0'));
});

test.each(['2.22.1', '3.0.0', '3.17.2'])('a database of MLflow %s can be written', version => {
  expect(writeObstacle(schemaOf(version))).toBeNull();
});

describe('cannot be written', () => {
  test.each([
    ['a table is missing', 'DROP TABLE model_version_tags', "it lacks the table 'model_version_tags'"],
    ['a column is missing', 'ALTER TABLE model_versions DROP COLUMN source', "its table 'model_versions' lacks the column 'source'"],
    ['an upgrade left its table', 'CREATE TABLE _alembic_tmp_runs (x)', "the table '_alembic_tmp_runs' is left of it"],
    ['no revision is named', 'DELETE FROM alembic_version', 'names no schema revision'],
    ['two revisions are named', "INSERT INTO alembic_version VALUES ('x')", 'names more than one schema revision'],
  ])('when %s', (_, sql, words) => {
    const obstacle = writeObstacle(schemaOf('3.0.0', sql));
    expect(obstacle).toContain(words);
    expect(obstacle).toContain('mlflow db upgrade');
  });

  test('when only some tables have workspaces', () => {
    const sql = "ALTER TABLE experiments ADD COLUMN workspace VARCHAR(63) NOT NULL DEFAULT 'default'";
    expect(writeObstacle(schemaOf('3.0.0', sql))).toContain("lacks the column 'workspace'");
  });

  test('when a newer MLflow needs what is not known', () => {
    const sql =
      'DROP TABLE registered_model_tags; CREATE TABLE registered_model_tags (name TEXT, key TEXT, value TEXT, owner TEXT NOT NULL)';
    expect(writeObstacle(schemaOf('2.22.1', sql))).toContain("its table 'registered_model_tags' needs a 'owner'");
  });
});

test('a column that fills itself is no obstacle', () => {
  const sql = "ALTER TABLE model_versions ADD COLUMN owner TEXT NOT NULL DEFAULT ''; ALTER TABLE experiments ADD COLUMN note TEXT";
  expect(writeObstacle(schemaOf('3.17.2', sql))).toBeNull();
});
