import { useText } from '@xinqiao/console';
import { useRef, useState } from 'react';

const TEXT = {
  'zh-CN': { copy: '复制', copied: '已复制', selected: '已选中，请按复制键' },
  en: { copy: 'Copy', copied: 'Copied', selected: 'Selected: press the copy key' },
} as const;

/** A value and a button that copies it; where the page may not write the clipboard, it is selected instead. */
export function Copyable({ value }: { value: string }) {
  const text = useText(TEXT);
  const shown = useRef<HTMLElement>(null);
  const [done, setDone] = useState<'copied' | 'selected'>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setDone('copied');
    } catch {
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      setDone('selected');
    }
  };
  return (
    <span className="copyable">
      <code ref={shown}>{value}</code>
      <button type="button" onClick={() => void copy()} aria-label={`${text.copy} ${value}`}>
        {text.copy}
      </button>
      <span role="status" className="quiet">
        {done && text[done]}
      </span>
    </span>
  );
}
