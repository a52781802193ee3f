import { useQuery } from '@tanstack/react-query';
import {
  CallFailed,
  call,
  Failure,
  isAboutIdentity,
  ownFailure,
  textKey,
  useLanguage,
  useText,
} from '@xinqiao/console';
import { ApplicationCard } from './application-card.tsx';

const TEXT = {
  'zh-CN': {
    title: '我的应用',
    loading: '正在读取应用……',
    none: '贵机构还没有应用。请联系运营方登记。',
    participant: '机构：',
  },
  en: {
    title: 'My applications',
    loading: 'Reading applications…',
    none: 'Your participant has no application yet. Ask the operator to register one.',
    participant: 'Participant: ',
  },
} as const;

/** The applications of the participant whose developer is signed in. */
export function Applications() {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const { data, error, refetch } = useQuery({
    queryKey: ['applications'],
    queryFn: ({ signal }) => call('applications.list', {}, signal),
    retry: (failures, thrown) => failures < 1 && !isAboutIdentity(thrown),
  });
  const [first] = data?.items ?? [];
  return (
    <>
      <h1>{text.title}</h1>
      {error !== null ? (
        <Failure
          failure={error instanceof CallFailed ? error : ownFailure('RESPONSE_UNEXPECTED', error)}
          onAgain={() => void refetch()}
        />
      ) : data === undefined ? (
        <p role="status" className="loading">
          {text.loading} <progress aria-label={text.loading} />
        </p>
      ) : first === undefined ? (
        <p>{text.none}</p>
      ) : (
        <>
          <p className="intro">
            {text.participant}
            <b>{first.participantName[textKey(language)]}</b> <code>{first.participantId}</code>
          </p>
          {data.items.map((application) => (
            <ApplicationCard key={application.applicationId} application={application} />
          ))}
        </>
      )}
    </>
  );
}
