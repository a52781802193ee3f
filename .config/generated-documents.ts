import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { asyncApiDocument } from '../apps/server/src/http/asyncapi.ts';
import { openApiDocument } from '../apps/server/src/http/openapi.ts';
import { agencyOpenApiDocument } from '../packages/agency/src/index.ts';
import { ERRORS, REASONS } from '../packages/contracts/src/index.ts';
import { PMML_PROBLEMS, POLICY_PROBLEMS, policySchema } from '../packages/scoring/src/index.ts';
import { catalogueReference, table } from './catalogue-reference.ts';
import { consentStates } from './consent-states.ts';

/**
 * Documents made from code, by path. `node .config/generated-documents.ts` writes them; `npm run check` fails when
 * a committed one differs.
 */
function documents(): Readonly<Record<string, string>> {
  return {
    'docs/architecture.md': architecture(),
    'docs/glossary.md': glossary(),
    'docs/reference/agency-openapi.json': `${JSON.stringify(agencyOpenApiDocument(), null, 2)}\n`,
    'docs/reference/asyncapi.json': `${JSON.stringify(asyncApiDocument(), null, 2)}\n`,
    'docs/reference/openapi.json': `${JSON.stringify(openApiDocument(), null, 2)}\n`,
    'docs/reference/policy.schema.json': `${JSON.stringify(policySchema(), null, 2)}\n`,
    'docs/en/guides/consent-states.svg': consentStates('en'),
    'docs/zh-CN/guides/consent-states.svg': consentStates('zh'),
    'docs/en/reference/errors.md': errors('en'),
    'docs/zh-CN/reference/errors.md': errors('zh'),
    'docs/en/reference/catalogue.md': catalogueReference('en'),
    'docs/zh-CN/reference/catalogue.md': catalogueReference('zh'),
    'docs/en/reference/reasons.md': reasons('en'),
    'docs/zh-CN/reference/reasons.md': reasons('zh'),
    'docs/en/reference/policy-problems.md': policyProblems('en'),
    'docs/zh-CN/reference/policy-problems.md': policyProblems('zh'),
  };
}

type Key = 'zh' | 'en';

const errors = (key: Key): string =>
  key === 'en'
    ? `# Error codes\n\nEvery error carries one of these codes, in the problem document (RFC 9457) and in the SDK’s \`PlatformError\`. The list is closed. “Again” says whether the same request may succeed later without a change. Errors without a status arise on the caller’s side.\n\n${table(
        ['Code', 'Status', 'Again', 'What happened and what to do next'],
        Object.entries(ERRORS).map(([code, { status, retryable, message }]) => [
          `\`${code}\``,
          status === 0 ? '–' : String(status),
          retryable ? 'yes' : 'no',
          message.en,
        ]),
      )}\n`
    : `# 错误码\n\n每个错误都带有下列代码之一，见于问题文档（RFC 9457）和 SDK 的 \`PlatformError\`。列表是封闭的。“可重试”表示同一请求不作修改稍后可能成功。没有状态码的错误发生在调用方一侧。\n\n${table(
        ['代码', '状态码', '可重试', '发生了什么，下一步怎么办'],
        Object.entries(ERRORS).map(([code, { status, retryable, message }]) => [
          `\`${code}\``,
          status === 0 ? '–' : String(status),
          retryable ? '是' : '否',
          message.zh,
        ]),
      )}\n`;

const reasons = (key: Key): string =>
  `${key === 'en' ? '# Decision reasons\n\nWhy a decision fell short, in words the bank may pass on to the enterprise (个人信息保护法 art. 24).' : '# 决策原因\n\n决策未达预期的原因，银行可以原样告知企业（个人信息保护法第二十四条）。'}\n\n${table(
    key === 'en' ? ['Code', 'Reason'] : ['代码', '原因'],
    Object.entries(REASONS).map(([code, text]) => [`\`${code}\``, text[key]]),
  )}\n`;

const policyProblems = (key: Key): string => {
  const [title, about, pmml, head] =
    key === 'en'
      ? [
          'What is refused in a policy',
          'Why a policy document is refused, and what to do. Every problem comes with its place in the document; `SHAPE` is that of a part that does not have the form of `docs/reference/policy.schema.json`.',
          'Why a PMML document is refused as a scorecard. Every problem comes with its place as an XPath.',
          ['Code', 'What is wrong and what to do'],
        ]
      : [
          '策略中不被接受的内容',
          '策略文档为何被退回，以及怎么改。每个问题都附有在文档中的位置；`SHAPE` 表示某一部分不符合 `docs/reference/policy.schema.json` 的格式。',
          'PMML 文档为何不能作为评分卡读入。每个问题都附有以 XPath 写出的位置。',
          ['代码', '问题与处理'],
        ];
  const rows = (problems: typeof POLICY_PROBLEMS | typeof PMML_PROBLEMS) =>
    table(
      head as string[],
      Object.entries(problems).map(([code, text]) => [`\`${code}\``, text[key]]),
    );
  return `# ${title}\n\n${about}\n\n${rows(POLICY_PROBLEMS)}\n\n## PMML\n\n${pmml}\n\n${rows(PMML_PROBLEMS)}\n`;
};

/** The architecture page for whoever opens the repository. */
const architecture = (): string =>
  (read('docs/en/architecture.md') ?? '')
    .replace(
      '# Architecture\n',
      '# Architecture 架构\n\n中文版：[架构](zh-CN/architecture.md)。Generated from [en/architecture.md](en/architecture.md).\n',
    )
    .replaceAll('](../adr/', '](adr/');

/** Both glossaries side by side: one row per term, its meaning in both languages. */
function glossary(): string {
  const tables = (language: 'zh-CN' | 'en') => sections(read(`docs/${language}/glossary.md`) ?? '');
  const english = tables('en');
  const lines = tables('zh-CN').flatMap(({ title, rows }, at) => {
    const other = english[at];
    const merged = rows.map(([zh = '', en = '', code = '', meaning = '', source = ''], row) => [
      zh,
      en,
      code,
      meaning,
      other?.rows[row]?.[3] ?? '',
      source,
    ]);
    return [
      `## ${title} · ${other?.title ?? ''}`,
      table(['中文', 'English', 'In code', '含义', 'Meaning', 'Source'], merged),
    ];
  });
  return `# Glossary 术语表\n\nEvery term, in 中文 and English. Generated from [zh-CN/glossary.md](zh-CN/glossary.md) and [en/glossary.md](en/glossary.md).\n\n${lines.join('\n\n')}\n`;
}

/** The tables of a glossary page, by section. */
const sections = (markdown: string) =>
  markdown
    .split(/^## /m)
    .slice(1)
    .map((section) => ({
      title: section.split('\n', 1)[0] ?? '',
      rows: [...section.matchAll(/^\|(.+)\|\s*$/gm)]
        .slice(2)
        .map(([, row = '']) => row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))),
    }))
    .filter(({ rows }) => rows.length > 0);

const root = new URL('../', import.meta.url);

export async function documentsInSync(): Promise<{ ok: boolean; output: string }> {
  const stale = Object.entries(documents())
    .filter(([path, text]) => read(path) !== text)
    .map(([path]) => `${path} is stale: run npm run generate:docs`);
  return { ok: stale.length === 0, output: stale.join('\n') };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(new URL(path, root), 'utf8');
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [path, text] of Object.entries(documents())) writeFileSync(new URL(path, root), text);
