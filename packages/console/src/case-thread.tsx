import type { SupportCase } from '@xinqiao/contracts';
import { useText } from './language.tsx';
import { When } from './when.tsx';

const TEXT = {
  'zh-CN': { messages: '往来内容', PARTICIPANT: '机构', OWNER: '企业经办人', OPERATOR: '运营方' },
  en: { messages: 'Messages', PARTICIPANT: 'Participant', OWNER: 'Enterprise', OPERATOR: 'Operator' },
} as const;

/** What was written in a case, oldest first; plain text with its line feeds. */
export function CaseThread({ messages }: Pick<SupportCase, 'messages'>) {
  const text = useText(TEXT);
  return (
    <ol className="thread" aria-label={text.messages}>
      {messages.map(({ number, side, author, text: words, writtenAt }) => (
        <li key={number} className={side === 'OPERATOR' ? 'operator' : undefined}>
          <p className="quiet">
            <b>{text[side]}</b> {author === null ? null : <code>{author}</code>} <When at={writtenAt} />
          </p>
          <p className="words">{words}</p>
        </li>
      ))}
    </ol>
  );
}
