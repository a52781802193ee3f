import { type ReactNode, useId } from 'react';

interface Labelled {
  readonly label: string;
  readonly name: string;
  readonly hint?: string;
}

/** A label, a hint that is read out with the field, and the field. */
function Row({
  label,
  hint,
  children,
}: Omit<Labelled, 'name'> & { children: (ids: { id: string; 'aria-describedby'?: string }) => ReactNode }) {
  const id = useId();
  return (
    <p className="field">
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? null : (
        <span className="quiet" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {children({ id, ...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` }) })}
    </p>
  );
}

interface FieldProps extends Labelled {
  readonly required?: boolean;
  readonly type?: 'text' | 'date' | 'number' | 'url';
  /** Value to begin with. */
  readonly value?: string;
  readonly min?: number;
  readonly max?: number;
}

export function Field({ label, name, hint, value, type = 'text', ...rules }: FieldProps) {
  return (
    <Row label={label} {...(hint === undefined ? {} : { hint })}>
      {(ids) => <input {...ids} {...rules} name={name} type={type} defaultValue={value} autoComplete="off" />}
    </Row>
  );
}

interface AreaProps extends Labelled {
  readonly required?: boolean;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly minLength?: number;
}

/** Text of several lines. */
export function Area({ label, name, hint, rows = 3, ...rules }: AreaProps) {
  return (
    <Row label={label} {...(hint === undefined ? {} : { hint })}>
      {(ids) => <textarea {...ids} {...rules} name={name} rows={rows} />}
    </Row>
  );
}

interface ChoiceProps<Value extends string> extends Labelled {
  readonly options: readonly (readonly [value: Value, words: string])[];
  /** Value to begin with; the first without it. */
  readonly value?: Value;
}

export function Choice<Value extends string>({ label, name, hint, options, value }: ChoiceProps<Value>) {
  return (
    <Row label={label} {...(hint === undefined ? {} : { hint })}>
      {(ids) => (
        <select {...ids} name={name} defaultValue={value}>
          {options.map(([code, words]) => (
            <option key={code} value={code}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Row>
  );
}

interface ChecksProps extends Labelled {
  readonly options: readonly (readonly [value: string, words: string])[];
  /** Values checked to begin with. */
  readonly values?: readonly string[];
}

/** Any number of several things. */
export function Checks({ label, name, hint, options, values = [] }: ChecksProps) {
  return (
    <fieldset className="field checks">
      <legend>{label}</legend>
      {hint === undefined ? null : <span className="quiet">{hint}</span>}
      {options.map(([value, words]) => (
        <label key={value}>
          <input type="checkbox" name={name} value={value} defaultChecked={values.includes(value)} /> {words}
        </label>
      ))}
    </fieldset>
  );
}
