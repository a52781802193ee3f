import { textKey, useLanguage, useText } from '@xinqiao/console';
import { type LogEntry, LogEntryKind } from '@xinqiao/contracts';
import { KIND_TEXT } from './kind-text.ts';

const TEXT = {
  'zh-CN': { legend: '按类型查看（仅限已读取的条目）', all: '全部' },
  en: { legend: 'Show one kind (of the entries read)', all: 'All' },
} as const;

interface KindFilterProps {
  readonly entries: readonly LogEntry[];
  readonly chosen: LogEntryKind | 'ALL';
  onChoose(kind: LogEntryKind | 'ALL'): void;
}

/** Choice of one kind, or all; only kinds that occur are offered, with their number. */
export function KindFilter({ entries, chosen, onChoose }: KindFilterProps) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const count = (kind: LogEntryKind) => entries.filter((entry) => entry.kind === kind).length;
  const kinds = LogEntryKind.options.filter((kind) => count(kind) > 0 || kind === chosen);
  const choices = [
    { kind: 'ALL' as const, label: text.all, number: entries.length },
    ...kinds.map((kind) => ({ kind, label: KIND_TEXT[kind][textKey(language)], number: count(kind) })),
  ];
  return (
    <fieldset className="kinds">
      <legend>{text.legend}</legend>
      {choices.map(({ kind, label, number }) => (
        <label key={kind}>
          <input type="radio" name="kind" checked={chosen === kind} onChange={() => onChoose(kind)} />
          <span>
            {label} <small>{number}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
