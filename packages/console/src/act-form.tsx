import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { CallFailed, InputOf, OutputOf, WriteName } from './call.ts';
import { textKey, useLanguage, useText } from './language.tsx';
import { useAct } from './use-act.ts';
import { failureFrom } from './use-read.ts';

const TEXT = {
  'zh-CN': { busy: '正在提交……', done: '已完成。' },
  en: { busy: 'Sending…', done: 'Done.' },
} as const;

interface ActFormProps<N extends WriteName> {
  readonly name: N;
  /** Heading of the form; without it the button alone says what happens. */
  readonly title?: string;
  /** Level of the heading. Default 2. */
  readonly level?: 2 | 3;
  readonly submit: string;
  /** Colours the button of what cannot be undone. */
  readonly grave?: boolean;
  /**
   * Input of the operation from the fields, empty ones left out.
   *
   * @param chosen All values of a group of checkboxes.
   */
  inputOf(fields: Readonly<Record<string, string>>, chosen: (group: string) => string[]): InputOf<N>;
  onDone?(answer: OutputOf<N>): void;
  readonly children?: ReactNode;
}

/** A form that carries out one write, and says what became of it. */
export function ActForm<N extends WriteName>({
  name,
  title,
  level = 2,
  submit,
  grave = false,
  inputOf,
  onDone,
  children,
}: ActFormProps<N>) {
  const text = useText(TEXT);
  const titleId = useId();
  const Heading = `h${level}` as const;
  // The fields begin anew after each success.
  const [round, setRound] = useState(0);
  const { mutate, isPending, isSuccess, error } = useAct(name, (answer) => {
    setRound((done) => done + 1);
    onDone?.(answer);
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const fields = [...form].flatMap(([field, value]) =>
      typeof value === 'string' && value.trim() !== '' ? [[field, value.trim()]] : [],
    );
    mutate(inputOf(Object.fromEntries(fields), (group) => form.getAll(group).map(String)));
  };
  return (
    <form className="act" onSubmit={send} {...(title === undefined ? {} : { 'aria-labelledby': titleId })}>
      {title === undefined ? null : <Heading id={titleId}>{title}</Heading>}
      <div key={round}>{children}</div>
      <button type="submit" className={grave ? 'grave' : undefined} disabled={isPending}>
        {isPending ? text.busy : submit}
      </button>
      <div aria-live="polite">
        {isSuccess ? <p className="done">{text.done}</p> : null}
        {error === null ? null : <Refusal failure={failureFrom(error)} />}
      </div>
    </form>
  );
}

/** Why a write was refused, field by field where the server says so. */
function Refusal({ failure }: { failure: CallFailed }) {
  const [language] = useLanguage();
  return (
    <div className="notice bad">
      <p>{failure.says[textKey(language)]}</p>
      {failure.problems.length === 0 ? null : (
        <ul>
          {failure.problems.map(({ path, problem }) => (
            <li key={path + problem}>
              <code>{path}</code> {problem}
            </li>
          ))}
        </ul>
      )}
      <p>
        <code>{failure.code}</code>
      </p>
    </div>
  );
}
