import { Loaded, textKey, useLanguage, useText } from '@xinqiao/console';
import { ApplicationCard } from './application-card.tsx';

const TEXT = {
  'zh-CN': {
    title: '我的应用',
    none: '贵机构还没有应用。请联系运营方登记。',
    participant: '机构：',
  },
  en: {
    title: 'My applications',
    none: 'Your participant has no application yet. Ask the operator to register one.',
    participant: 'Participant: ',
  },
} as const;

/** The applications of the participant whose developer is signed in. */
export function Applications() {
  const [language] = useLanguage();
  const text = useText(TEXT);
  return (
    <>
      <h1>{text.title}</h1>
      <Loaded name="applications.list" input={{}}>
        {({ items }) => {
          const [first] = items;
          if (first === undefined) return <p>{text.none}</p>;
          return (
            <>
              <p className="intro">
                {text.participant}
                <b>{first.participantName[textKey(language)]}</b> <code>{first.participantId}</code>
              </p>
              {items.map((application) => (
                <ApplicationCard key={application.applicationId} application={application} />
              ))}
            </>
          );
        }}
      </Loaded>
    </>
  );
}
