import { pipeline } from 'node:stream/promises';
import { PlatformError } from '@xinqiao/contracts';
import { XinqiaoOperator } from '@xinqiao/sdk/operator';
import { parse } from 'csv-parse';
import { subjectOf } from '../demo/portfolio-job.ts';
import { startServerProcess } from '../demo/server-process.ts';
import { isCsv, unpacked } from './data-file.ts';
import { firstLine } from './find-files.ts';
import { type ImportMemory, watchImportMemory } from './import-memory.ts';

/** Registrations under way at once. */
const SIDE_BY_SIDE = 4;

/** A server that lives as long as the trial. */
export interface Trial {
  readonly operator: XinqiaoOperator;
  readonly firms: number;
  /** Watches what importing takes from now on; as {@link watchImportMemory}. */
  watchMemory(): () => ImportMemory | null;
  close(): Promise<void>;
}

/** @param files Of these, those that list firms (企业代号, 企业名称) are registered. */
export async function openTrial(files: readonly string[]): Promise<Trial> {
  const firms = (await Promise.all(files.map(readFirms))).flat();
  const server = await startServerProcess(0);
  try {
    const { applicationId, keyId, privateKey } = server.credentials('operator');
    const operator = new XinqiaoOperator({ baseUrl: server.url, applicationId, key: { privateKey, keyId } });
    const left = firms.values();
    const lane = async () => {
      for (const firm of left) await operator.registerSubject(subjectOf(firm));
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
    return {
      ...{ operator, firms: firms.length },
      watchMemory: () => watchImportMemory(server.pid),
      close: () => server.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function readFirms(path: string): Promise<{ code: string; name: string }[]> {
  if (!isCsv(path)) return [];
  const header = new TextDecoder().decode(await firstLine(path));
  if (!header.startsWith('企业代号,企业名称')) return [];
  const firms: { code: string; name: string }[] = [];
  const csv = parse({ bom: true, columns: true, skip_empty_lines: true });
  const collect = async (rows: AsyncIterable<Record<string, string>>) => {
    for await (const { 企业代号: code, 企业名称: name } of rows) if (code && name) firms.push({ code, name });
  };
  try {
    await pipeline(unpacked(path), csv, collect);
  } catch (cause) {
    throw new PlatformError('DATA_FILE_UNREADABLE', { details: { file: path }, cause });
  }
  return firms;
}
