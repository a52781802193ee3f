import {
  bandsOf,
  CATALOGUE_WORDS,
  type CatalogueAnswer,
  type CatalogueItem,
  type IndicatorName,
  type LocalizedText,
} from '@xinqiao/contracts';
import { type Column, type Sheet, workbook } from './workbook.ts';

type Language = keyof LocalizedText;

/**
 * The catalogue as a workbook for a bank’s data managers: items, versions, fields, indicators and answers, a sheet
 * each, every row naming its item so that the sheets can be filtered and joined.
 */
export const catalogueWorkbook = (
  items: readonly CatalogueItem[],
  language: Language,
): Uint8Array<ArrayBuffer> => workbook(catalogueSheets(items, language));

/** The sheets of the workbook. */
export function catalogueSheets(items: readonly CatalogueItem[], language: Language): Sheet[] {
  const say = (text: LocalizedText | null) => text?.[language] ?? '';
  const code = <Code extends string>(words: Readonly<Record<Code, LocalizedText>>, of: Code) =>
    `${of} ${words[of][language]}`;
  const sheet = (name: LocalizedText, columns: readonly Column[], rows: Sheet['rows']): Sheet => ({
    name: say(name),
    columns: [column('数据项', 'Data item', 24), ...columns],
    rows,
  });
  const column = (zh: string, en: string, width: number): Column => ({
    title: language === 'zh' ? zh : en,
    width,
  });
  const edges = (kind: CatalogueAnswer['kind'], bounds: readonly string[], indicator: IndicatorName) =>
    kind === 'AT_LEAST'
      ? bounds.join(', ')
      : bandsOf({ edges: bounds, indicator })
          .map(({ code: band, words }) => `${band} ${say(words)}`)
          .join('; ');
  const yes = (is: boolean) => say(is ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' });

  return [
    sheet(
      { zh: '数据项', en: 'Items' },
      [
        column('名称', 'Name', 20),
        column('提供部门', 'Agency', 24),
        column('版本', 'Version', 8),
        column('更新频率', 'Updated', 14),
        column('时效承诺', 'Freshness', 12),
        column('保存期限', 'Retention', 12),
        column('个人信息分级', 'Class', 22),
        column('数据安全分级', 'Level', 20),
        column('披露层级', 'Disclosure levels', 32),
        column('法律依据', 'Legal basis', 40),
      ],
      items.map((item) => [
        item.item,
        say(item.name),
        say(item.agency),
        item.version,
        say(CATALOGUE_WORDS.updated[item.updated]),
        item.freshness,
        item.retention,
        code(CATALOGUE_WORDS.sensitivity, item.sensitivity),
        code(CATALOGUE_WORDS.level, item.level),
        item.disclosure.join(', '),
        item.legalBasis,
      ]),
    ),
    sheet(
      { zh: '字段', en: 'Fields' },
      [
        column('字段', 'Field', 32),
        column('名称', 'Name', 24),
        column('类型', 'Type', 18),
        column('单位', 'Unit', 12),
        column('可空', 'May be null', 8),
        column('含义', 'Meaning', 50),
        column('代码', 'Codes', 40),
        column('个人信息分级', 'Class', 22),
        column('数据安全分级', 'Level', 20),
      ],
      items.flatMap(({ item, fields }) =>
        fields.map((field) => [
          item,
          field.path,
          say(field.name),
          code(CATALOGUE_WORDS.type, field.type),
          say(field.unit),
          yes(field.mayBeNull),
          say(field.description),
          field.codes.map((each) => `${each.code} ${say(each.name)}`).join('\n'),
          code(CATALOGUE_WORDS.sensitivity, field.sensitivity),
          code(CATALOGUE_WORDS.level, field.level),
        ]),
      ),
    ),
    sheet(
      { zh: '指标', en: 'Indicators' },
      [
        column('指标', 'Indicator', 30),
        column('名称', 'Name', 36),
        column('单位', 'Unit', 16),
        column('窗口（月）', 'Window (months)', 12),
        column('公式', 'Formula', 70),
        column('所用字段', 'Fields read', 36),
      ],
      items.flatMap(({ item, indicators }) =>
        indicators.map(({ name, title, unit, months, formula, inputs }) => [
          ...[item, name, say(title), code(CATALOGUE_WORDS.unit, unit), months, say(formula)],
          inputs.join(', '),
        ]),
      ),
    ),
    sheet(
      { zh: '核查问答', en: 'Answers' },
      [
        column('问答', 'Answer', 30),
        column('问题', 'Question', 50),
        column('类型', 'Kind', 18),
        column('界限', 'Bounds', 40),
        column('所依据指标', 'Indicator', 30),
      ],
      items.flatMap(({ item, answers }) =>
        answers.map(({ name, question, kind, bounds, indicator }) => [
          ...[
            item,
            name,
            say(question),
            code(CATALOGUE_WORDS.answer, kind),
            edges(kind, bounds, indicator),
            indicator,
          ],
        ]),
      ),
    ),
    sheet(
      { zh: '版本', en: 'Versions' },
      [column('版本', 'Version', 8), column('生效日', 'Valid from', 14), column('变化', 'Change', 60)],
      items.flatMap(({ item, versions }) =>
        versions.map(({ version, validFrom, change }) => [item, version, validFrom, say(change)]),
      ),
    ),
  ];
}
