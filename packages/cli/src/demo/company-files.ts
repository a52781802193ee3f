import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PlatformError } from '@xinqiao/contracts';
import { parse } from 'csv-parse';
import { unpacked } from '../import/data-file.ts';

/** One firm of the data folder. Rating and default are what really happened: for the closing table only. */
export interface Company {
  readonly code: string;
  readonly name: string;
  readonly rating: string;
  readonly defaulted: boolean;
}

export interface CompanyFiles {
  readonly companies: readonly Company[];
  readonly invoicesOut: string;
  readonly invoicesIn: string;
}

/** Finds and reads the three files of 附件1. @throws {PlatformError} `DATA_FILE_UNREADABLE`, naming the file */
export async function readCompanyFiles(directory: string): Promise<CompanyFiles> {
  const names = listFolder(directory);
  const find = (part: string): string => {
    const name = names.find(
      (candidate) => candidate.startsWith(`附件1_${part}`) && /\.csv(\.gz)?$/.test(candidate),
    );
    if (name === undefined) throw unreadable(`附件1_${part}.csv.gz`);
    return join(directory, name);
  };
  const companyFile = find('企业信息');
  return {
    companies: await readCompanies(companyFile),
    invoicesOut: find('销项发票信息'),
    invoicesIn: find('进项发票信息'),
  };
}

function listFolder(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (cause) {
    throw unreadable(directory, cause);
  }
}

async function readCompanies(path: string): Promise<Company[]> {
  const companies: Company[] = [];
  try {
    const csv = parse({ bom: true, columns: true, skip_empty_lines: true });
    const collect = async (rows: AsyncIterable<Record<string, string>>) => {
      for await (const row of rows) {
        const { 企业代号: code, 企业名称: name, 信誉评级: rating, 是否违约: defaulted } = row;
        if (!code || !name || !rating || (defaulted !== '是' && defaulted !== '否'))
          throw unreadable(path, undefined, companies.length + 2);
        companies.push({ code, name, rating, defaulted: defaulted === '是' });
      }
    };
    await pipeline(unpacked(path), csv, collect);
  } catch (error) {
    throw error instanceof PlatformError ? error : unreadable(path, error);
  }
  if (companies.length === 0) throw unreadable(path);
  return companies;
}

const unreadable = (file: string, cause?: unknown, line?: number): PlatformError =>
  new PlatformError('DATA_FILE_UNREADABLE', {
    details: { file, ...(line === undefined ? {} : { line }) },
    cause,
  });
