import { Chip, textKey, useLanguage, useText } from '@xinqiao/console';
import { CATALOGUE_WORDS, type CatalogueField, type CatalogueItem } from '@xinqiao/contracts';

const TEXT = { 'zh-CN': { mayBeNull: '可为空' }, en: { mayBeNull: 'may be null' } } as const;

interface FieldListProps {
  readonly fields: readonly CatalogueField[];
  /** The item they belong to: a class of their own is shown where it differs. */
  readonly of: CatalogueItem;
}

/** Fields of an item, in the order of its schema. */
export function FieldList({ fields, of }: FieldListProps) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const key = textKey(language);
  return (
    <ul className="rows">
      {fields.map(({ path, name, description, type, unit, mayBeNull, codes, sensitivity }) => (
        <li key={path}>
          <b>{name[key]}</b> <code className="quiet">{path}</code>
          <br />
          <Chip tone="plain">{CATALOGUE_WORDS.type[type][key]}</Chip>
          {unit === null ? null : <Chip tone="plain">{unit[key]}</Chip>}
          {mayBeNull ? <Chip tone="plain">{text.mayBeNull}</Chip> : null}
          {sensitivity === of.sensitivity ? null : (
            <Chip tone="wait">{CATALOGUE_WORDS.sensitivity[sensitivity][key]}</Chip>
          )}{' '}
          <span>{description[key]}</span>
          {codes.length === 0 ? null : (
            <ul className="bare codes">
              {codes.map(({ code, name: words }) => (
                <li key={code}>
                  <code>{code}</code> {words[key]}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
