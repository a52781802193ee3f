import { Area, failureFrom, textKey, useAct, useLanguage, useText } from '@xinqiao/console';
import type { PolicyVersion } from '@xinqiao/contracts';
import { type FormEvent, useId, useState } from 'react';

const TEXT = {
  'zh-CN': {
    file: '策略文档（JSON 文件）',
    paste: '或粘贴策略文档',
    baseline: '建模样本统计（JSON，可不填）',
    baselineHint: '用工作台导出的统计；不填则以启用后最初几个月为基准。',
    submit: '提交草稿',
    busy: '正在检查……',
    notJson: (which: string) => `${which}不是 JSON 对象，请检查。`,
    done: '草稿已保存：',
    problems: (count: number) => `共 ${count} 处问题，请逐项更正：`,
  },
  en: {
    file: 'Policy document (JSON file)',
    paste: 'Or paste the policy document',
    baseline: 'Census of whom it was made from (JSON, optional)',
    baselineHint: 'As the workbench writes it; without it the first months of use are the baseline.',
    submit: 'Send the draft',
    busy: 'Checking…',
    notJson: (which: string) => `${which}: this is no JSON object. Look at it again.`,
    done: 'The draft is kept: ',
    problems: (count: number) => `${count} problems; correct each:`,
  },
} as const;

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** A policy document from a file or pasted, checked by the server: its problems stand at their paths. */
export function DraftForm() {
  const text = useText(TEXT);
  const fileId = useId();
  const [made, setMade] = useState<PolicyVersion>();
  const [wrong, setWrong] = useState<string>();
  const { mutate, isPending, error } = useAct('policies.draft', setMade);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setMade(undefined);
    const file = form.get('file');
    const read =
      file instanceof File && file.size > 0 ? await file.text() : String(form.get('document') ?? '');
    const document = objectIn(read);
    const census = String(form.get('baseline') ?? '').trim();
    const baseline = census === '' ? undefined : objectIn(census);
    if (document === undefined) return setWrong(text.notJson(text.file));
    if (census !== '' && baseline === undefined) return setWrong(text.notJson(text.baseline));
    setWrong(undefined);
    mutate({ document, ...(baseline === undefined ? {} : { baseline }) });
  };
  return (
    <form className="act" onSubmit={(event) => void send(event)}>
      <p className="field">
        <label htmlFor={fileId}>{text.file}</label>
        <input id={fileId} type="file" name="file" accept="application/json,.json" />
      </p>
      <Area label={text.paste} name="document" rows={8} />
      <Area label={text.baseline} hint={text.baselineHint} name="baseline" rows={3} />
      <button type="submit" disabled={isPending}>
        {isPending ? text.busy : text.submit}
      </button>
      <div aria-live="polite">
        {wrong === undefined ? null : <p className="notice bad">{wrong}</p>}
        {wrong === undefined && error !== null ? <Problems error={error} /> : null}
        {made === undefined || error !== null ? null : (
          <p className="done">
            {text.done}
            <a href={`#/policies/${made.policyId}/${made.version}`}>{`${made.policyId}@${made.version}`}</a>
          </p>
        )}
      </div>
    </form>
  );
}

function Problems({ error }: { error: Error }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const { says, problems, code } = failureFrom(error);
  return (
    <div className="notice bad">
      <p>{says[textKey(language)]}</p>
      {problems.length === 0 ? null : (
        <>
          <p>{text.problems(problems.length)}</p>
          <ul className="rows">
            {problems.map(({ path, problem }) => (
              <li key={path + problem}>
                <code>{path.replace(/^document\.?/, '') || 'document'}</code>
                <br />
                {inLanguage(problem, language === 'en')}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <code>{code}</code>
      </p>
    </div>
  );
}

/** A problem comes in both languages, Chinese first. */
const inLanguage = (problem: string, english: boolean): string => {
  const [zh = problem, ...en] = problem.split(' / ');
  return english && en.length > 0 ? en.join(' / ') : zh;
};
