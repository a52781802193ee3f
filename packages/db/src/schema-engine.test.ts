import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listMigrations } from './migrate.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Asks the stand-in as the Prisma command line does: one JSON-RPC request per line. */
async function ask(...requests: { method: string; params: object }[]): Promise<Record<string, unknown>[]> {
  const args = [
    file('../tools/schema-engine.mjs'),
    '--datasource',
    JSON.stringify({ url: database.adminUrl }),
  ];
  const tool = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = requests.map((request, id) => JSON.stringify({ jsonrpc: '2.0', id, ...request }));
  tool.stdin.end(`${lines.join('\n')}\n`);
  const [answers] = await Promise.all([text(tool.stdout), once(tool, 'exit')]);
  return answers
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('tools/schema-engine.mjs · what `prisma migrate dev` asks for', () => {
  const content = readFileSync(file('../prisma/schema.prisma'), 'utf8');
  const filters = { externalTables: [], externalEnums: [] };
  const input = (schema: string) => ({
    migrationsList: listMigrations(),
    filters,
    schema: { files: [{ path: 'schema.prisma', content: schema }] },
  });

  it('finds nothing to do when schema and migrations agree, also right after applying them', async () => {
    const { migrationsList } = input(content);
    const answers = await ask(
      { method: 'applyMigrations', params: { migrationsList, filters } },
      { method: 'evaluateDataLoss', params: input(content) },
    );
    expect(answers).toMatchObject([
      { id: 0, result: { appliedMigrationNames: [] } },
      { id: 1, result: { migrationSteps: 0 } },
    ]);
  });

  it('writes the migration that a change of the schema calls for', async () => {
    const changed = content.replace('model LogCheckpoint {', 'model LogCheckpoint {\n  witness String?');
    const draft = { migrationName: 'witness', draft: true, ...input(changed) };
    const [answer] = await ask({ method: 'createMigration', params: draft });
    expect(answer).toMatchObject({
      result: {
        migrationScript: expect.stringContaining('ALTER TABLE "log_checkpoint" ADD COLUMN     "witness"'),
      },
    });
  });

  it('reports an error of the engine as one, with its code', async () => {
    const [answer] = await ask({ method: 'markMigrationRolledBack', params: { migrationName: 'never' } });
    expect(answer).toMatchObject({ id: 0, error: { data: { is_panic: false, error_code: 'P3011' } } });
  });
});
