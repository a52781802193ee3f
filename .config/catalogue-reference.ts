import { CONSENT_TEMPLATES, catalogueItem, DATA_ITEMS } from '../packages/catalogue/src/index.ts';
import {
  CATALOGUE_WORDS,
  type CatalogueItem,
  type ConsentTemplate,
  disclosesAtMost,
  indicatorFamilies,
  periodInWords,
} from '../packages/contracts/src/index.ts';

type Key = 'zh' | 'en';

const WORDS = {
  zh: {
    title: '数据目录',
    about:
      '授权可以列明的全部数据项，由代码生成：提供部门、字段、指标、核查问答、版本与示例。同样的内容可以通过 `GET /api/v1/catalogue/items` 读取，在开发者门户“数据目录”中浏览，或以 `GET /api/v1/catalogue/export?language=zh-CN` 导出为电子表格；记录的形状见 `/openapi.json`（OpenAPI 3.1）的 components。',
    rules: [
      '已发布的版本不再改变：增删字段、代码或收放取值范围都是新版本，否则检查不通过。数据包中的 `schemaVersion` 即此版本。',
      '指标窗口为完整自然月，截至数据基准日前一个月；0 为当日状态。输入缺失时指标为空，绝不为 0。有多个窗口的指标，名称以月数结尾：`vatSales12` 之外还有 `vatSales3` 等；表中写出其中一个。',
      '核查问答的界限固定并公布，每个指标至多一个问答，不能靠反复提问逼近数值。',
      '金额为元，两位小数的字符串；日期与月份为北京时间。',
    ],
    overview: ['数据项', '名称', '提供部门', '版本', '更新', '时效承诺', '披露层级'],
    purposes: '各授权模板可请求的数据项',
    purposesAbout:
      '每格为该模板下可请求的最高披露层级；较低层级同样可以请求。一次请求中以最低的上限为准。限制及其依据见 `catalogue.listTemplates`。',
    facts: {
      updated: '更新频率',
      freshness: '时效承诺',
      retention: '保存期限',
      sensitivity: '个人信息分级（JR/T 0171）',
      level: '数据安全分级（金规〔2024〕24号）',
      disclosure: '披露层级',
      law: '法律依据',
      versions: '版本',
    },
    fields: ['字段', '名称', '类型', '单位', '可空', '含义'],
    indicators: ['指标', '名称', '单位', '窗口（月）', '公式', '所用字段'],
    answers: ['问答', '问题', '类型', '界限', '所依据指标'],
    headings: { fields: '字段', indicators: '指标', answers: '核查问答', sample: '示例记录（虚构企业）' },
    yes: '是',
    from: (day: string) => `${day} 起`,
  },
  en: {
    title: 'Data catalogue',
    about:
      'Every item a consent can name, made from the code: agency, fields, indicators, answers, versions and a sample. The same is served at `GET /api/v1/catalogue/items`, browsed in the developer portal under “Data catalogue”, and exported as a spreadsheet by `GET /api/v1/catalogue/export?language=en`; the shapes of the records are components of `/openapi.json` (OpenAPI 3.1).',
    rules: [
      'What was published under a version never changes: a field or code more or less, or another bound, is a new version, or the checks fail. `schemaVersion` of a package item is this version.',
      'Windows of indicators are whole calendar months that end with the month before the day the figures stand for; 0 is the state on that day. An indicator whose inputs are missing is null, never 0. Where there are several windows the name ends with the months: beside `vatSales12` there is `vatSales3`; the tables write out one of them.',
      'Bounds of answers are fixed and published, and no indicator has two answers: nobody can close in on a value by asking again.',
      'Amounts are yuan, strings with two places; dates and months are Asia/Shanghai.',
    ],
    overview: ['Data item', 'Name', 'Agency', 'Version', 'Updated', 'Freshness', 'Disclosure levels'],
    purposes: 'What each template may ask for',
    purposesAbout:
      'Each cell is the highest disclosure level under that template; a lower one may be asked for too. In one request the lowest of its limits counts. The limits and the rules behind them: `catalogue.listTemplates`.',
    facts: {
      updated: 'Updated',
      freshness: 'Freshness',
      retention: 'Kept for',
      sensitivity: 'Class (JR/T 0171)',
      level: 'Level (金规〔2024〕24号)',
      disclosure: 'Disclosure levels',
      law: 'Legal basis',
      versions: 'Versions',
    },
    fields: ['Field', 'Name', 'Type', 'Unit', 'May be null', 'Meaning'],
    indicators: ['Indicator', 'Name', 'Unit', 'Window (months)', 'Formula', 'Fields read'],
    answers: ['Answer', 'Question', 'Kind', 'Bounds', 'Indicator'],
    headings: {
      fields: 'Fields',
      indicators: 'Indicators',
      answers: 'Answers',
      sample: 'Sample records (no such enterprise)',
    },
    yes: 'yes',
    from: (day: string) => `from ${day}`,
  },
} as const;

/** A table of Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

/** The reference of the catalogue in one language, item by item. */
export function catalogueReference(key: Key): string {
  const words = WORDS[key];
  const items = Object.values(DATA_ITEMS).map(catalogueItem);
  const overview = table(
    words.overview,
    items.map((item) => [
      `[\`${item.item}\`](#${anchorOf(item, key)})`,
      item.name[key],
      item.agency[key],
      String(item.version),
      CATALOGUE_WORDS.updated[item.updated][key],
      periodInWords(item.freshness, key),
      item.disclosure.join(', '),
    ]),
  );
  return [
    `# ${words.title}`,
    words.about,
    words.rules.map((rule) => `- ${rule}`).join('\n'),
    overview,
    `## ${words.purposes}`,
    words.purposesAbout,
    purposeTable(items, key),
    ...items.map((item) => itemSection(item, key)),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

/** The latest version of each template. */
const latestTemplates = (): ConsentTemplate[] => [
  ...new Map(CONSENT_TEMPLATES.map((version) => [version.templateId, version])).values(),
];

function purposeTable(items: readonly CatalogueItem[], key: Key): string {
  const templates = latestTemplates();
  const level = ({ item, disclosure }: CatalogueItem, template: ConsentTemplate): string => {
    if (!template.items.includes(item)) return '–';
    const own = template.itemLimits.find((limits) => limits.item === item)?.maxDisclosure;
    return disclosure.findLast((each) => disclosesAtMost(each, own ?? template.maxDisclosure)) ?? '–';
  };
  return table(
    [
      WORDS[key].overview[0],
      ...templates.map(({ templateId, version, name }) => `${name[key]} \`${templateId}\` v${version}`),
    ],
    items.map((item) => [`\`${item.item}\``, ...templates.map((template) => level(item, template))]),
  );
}

const titleOf = (item: CatalogueItem, key: Key): string => `${item.name[key]} ${item.item}`;

/** The id a site gives the heading: lower case, without dots, spaces as hyphens. */
const anchorOf = (item: CatalogueItem, key: Key): string =>
  titleOf(item, key)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .replaceAll(/\s/g, '-');

function itemSection(item: CatalogueItem, key: Key): string {
  const words = WORDS[key];
  const { facts, headings } = words;
  const versions = item.versions.map(
    ({ version, validFrom, change }) => `${version} (${words.from(validFrom)}: ${change[key]})`,
  );
  const list = (
    [
      [facts.disclosure, item.disclosure.join(', ')],
      [facts.updated, CATALOGUE_WORDS.updated[item.updated][key]],
      [facts.freshness, periodInWords(item.freshness, key)],
      [facts.retention, periodInWords(item.retention, key)],
      [facts.sensitivity, `${item.sensitivity} ${CATALOGUE_WORDS.sensitivity[item.sensitivity][key]}`],
      [facts.level, CATALOGUE_WORDS.level[item.level][key]],
      [facts.law, item.legalBasis],
      [facts.versions, versions.join('; ')],
    ] as const
  ).map(([name, value]) => `- ${name}${key === 'zh' ? '：' : ': '}${value}`);
  return [
    `## ${titleOf(item, key)}`,
    item.agency[key],
    list.join('\n'),
    `### ${headings.fields}: ${item.item}`,
    fieldTable(item, key),
    ...(item.indicators.length === 0
      ? []
      : [`### ${headings.indicators}: ${item.item}`, indicatorTable(item, key)]),
    ...(item.answers.length === 0 ? [] : [`### ${headings.answers}: ${item.item}`, answerTable(item, key)]),
    `### ${headings.sample}: ${item.item}`,
    `\`\`\`json\n${JSON.stringify(item.sample, null, 2)}\n\`\`\``,
  ].join('\n\n');
}

const fieldTable = ({ fields, sensitivity }: CatalogueItem, key: Key): string =>
  table(
    WORDS[key].fields,
    fields.map((field) => [
      `\`${field.path}\``,
      field.name[key],
      CATALOGUE_WORDS.type[field.type][key],
      field.unit?.[key] ?? '–',
      field.mayBeNull ? WORDS[key].yes : '–',
      [
        field.description[key],
        field.codes.map(({ code, name }) => `\`${code}\` ${name[key]}`).join(key === 'zh' ? '、' : ', '),
        field.sensitivity === sensitivity ? '' : CATALOGUE_WORDS.sensitivity[field.sensitivity][key],
      ]
        .filter(Boolean)
        .join(' '),
    ]),
  );

/** A row per family: the figure is named with the window its formula is written for. */
const indicatorTable = ({ indicators }: CatalogueItem, key: Key): string =>
  table(
    WORDS[key].indicators,
    indicatorFamilies(indicators).map(({ shown, members }) => [
      `\`${shown.name}\``,
      shown.title[key],
      CATALOGUE_WORDS.unit[shown.unit][key],
      members.map(({ months }) => months).join(', '),
      shown.formula[key],
      shown.inputs.map((input) => `\`${input}\``).join(', '),
    ]),
  );

const answerTable = ({ answers }: CatalogueItem, key: Key): string =>
  table(
    WORDS[key].answers,
    answers.map(({ name, question, kind, bounds, indicator }) => [
      `\`${name}\``,
      question[key],
      CATALOGUE_WORDS.answer[kind][key],
      bounds.join(', '),
      `\`${indicator}\``,
    ]),
  );
