import {
  KIND_WORDS,
  Paged,
  STATUS_WORDS,
  StatusChip,
  textKey,
  useLanguage,
  useText,
  useWords,
  When,
} from '@xinqiao/console';
import { ParticipantStatus } from '@xinqiao/contracts';
import { useId, useState } from 'react';
import { Ends } from './ends.tsx';
import { NewParticipant } from './new-participant.tsx';

const TEXT = {
  'zh-CN': { title: '参与方', status: '状态', all: '全部', none: '没有符合条件的参与方。', since: '自' },
  en: {
    title: 'Participants',
    status: 'Status',
    all: 'All',
    none: 'No participant like that.',
    since: 'since',
  },
} as const;

/** Everybody who takes part or wants to, newest first. */
export function Participants() {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const wordsOf = useWords();
  const filterId = useId();
  const [status, setStatus] = useState<ParticipantStatus>();
  return (
    <>
      <h1>{text.title}</h1>
      <p className="field">
        <label htmlFor={filterId}>{text.status}</label>
        <select
          id={filterId}
          value={status ?? ''}
          onChange={({ currentTarget }) =>
            setStatus(ParticipantStatus.options.find((option) => option === currentTarget.value))
          }
        >
          <option value="">{text.all}</option>
          {ParticipantStatus.options.map((option) => (
            <option key={option} value={option}>
              {wordsOf(STATUS_WORDS, option)}
            </option>
          ))}
        </select>
      </p>
      <Paged name="participants.list" input={status === undefined ? {} : { status }} none={text.none}>
        {(participants) => (
          <ul className="rows">
            {participants.map(({ participantId, name, kind, status: stands, statusSince }) => (
              <li key={participantId} className="participant">
                <a href={`#/participants/${participantId}`}>{name[textKey(language)]}</a>
                <span>{wordsOf(KIND_WORDS, kind)}</span>
                <span>
                  <StatusChip status={stands} />{' '}
                  <span className="quiet">
                    {text.since} <When at={statusSince} />
                  </span>
                </span>
                <Ends participantId={participantId} />
              </li>
            ))}
          </ul>
        )}
      </Paged>
      <NewParticipant />
    </>
  );
}
