import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type ServerProcess, startServerProcess } from './support/server-process.ts';

describe('starting the server (main.ts)', () => {
  const started: ServerProcess[] = [];
  const start = async (environment: Record<string, string> = {}) => {
    const server = await startServerProcess(environment);
    started.push(server);
    return server;
  };
  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
  });
  /** Expects an end with exit code 1, that says why and what to do, and leaves nothing running. */
  const expectEnded = async ({ exited, output, message, databaseRuns }: ServerProcess, code: string) => {
    expect(await exited).toBe(1);
    expect(message).toEqual({ ready: false, code });
    expect(output.stderr).toMatch(new RegExp(`^${code}: `));
    expect(output.stderr).not.toMatch(/^\s+at /m);
    expect(output.stdout).not.toContain('ready');
    expect(databaseRuns()).toBe(false);
  };

  it('on a port that is taken ends with PORT_TAKEN, names the port and what to do', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as { port: number };
    const server = await start({ PORT: String(port) });
    await expectEnded(server, 'PORT_TAKEN');
    expect(server.output.stderr).toContain('choose another with PORT');
    expect(server.output.stderr).toContain(`port: ${port}`);
    expect(existsSync(join(server.directory, 'postgres'))).toBe(true);
    squatter.close();
  }, 60_000);

  it('with a configuration that is wrong ends before it starts anything, and names every variable, never its value', async () => {
    const server = await start({
      PORT: '-1',
      XINQIAO_ROLES: 'api,everything',
      DATABASE_URL: 'postgresql://u:hunter2@db/x',
    });
    await expectEnded(server, 'CONFIGURATION_INVALID');
    expect(server.output.stderr).toMatch(/^ {2}PORT: .*\n {2}XINQIAO_ROLES\.1: /m);
    expect(server.output.stderr).not.toContain('hunter2');
    expect(existsSync(join(server.directory, 'postgres'))).toBe(false);
  });

  it.each([
    [
      'DATABASE_URL without its secret',
      'XINQIAO_DATABASE_SECRET',
      { DATABASE_URL: 'postgresql://db.example/x' },
    ],
    [
      'no sandbox and no HTTPS',
      'XINQIAO_ORIGIN',
      { XINQIAO_SANDBOX: 'off', XINQIAO_ORIGIN: 'http://xinqiao.example' },
    ],
  ])('with %s names %s', async (_what, variable, environment) => {
    const server = await start(environment);
    await expectEnded(server, 'CONFIGURATION_INVALID');
    expect(server.output.stderr).toContain(variable);
  });

  it('with a database that does not answer ends, and names no password', async () => {
    const server = await start({
      DATABASE_URL: 'postgresql://postgres:hunter2-hunter2@127.0.0.1:1/x',
      XINQIAO_DATABASE_SECRET: 's3cret-s3cret-s3cret-s3cret-s3cret',
    });
    expect(await server.exited).toBe(1);
    expect(server.output.stderr).not.toMatch(/hunter2|s3cret/);
    expect(server.output.stderr).not.toBe('');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s ends it in order, its database with it',
    async (signal) => {
      const server = await start();
      expect(server.message).toMatchObject({ ready: true });
      expect(server.databaseRuns()).toBe(true);
      expect((await fetch(`${server.message?.url}/readyz`)).status).toBe(200);
      server.child.kill(signal);
      expect(await server.exited).toBe(0);
      expect(server.databaseRuns()).toBe(false);
    },
    60_000,
  );
});
