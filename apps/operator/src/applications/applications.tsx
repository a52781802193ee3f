import { Loaded, useText } from '@xinqiao/console';
import { inUse, type Participant, type ParticipantStatus } from '@xinqiao/contracts';
import { ApplicationCard } from './application-card.tsx';
import { NewApplication } from './new-application.tsx';

const TEXT = {
  'zh-CN': { title: '应用与密钥', none: '尚无应用。', register: '登记应用' },
  en: { title: 'Applications and keys', none: 'No application yet.', register: 'Register an application' },
} as const;

/** Until it is active the operator may register keys in its place (so that nobody plants one in a live bank). */
const BEING_ADMITTED: readonly ParticipantStatus[] = ['APPLIED', 'SANDBOX', 'CERTIFIED'];

/** The applications of a participant with their keys, and a form for another. */
export function Applications({ participant }: { participant: Participant }) {
  const text = useText(TEXT);
  const { participantId, kind, status } = participant;
  return (
    <section className="card">
      <h2>{text.title}</h2>
      <Loaded name="applications.listOf" input={{ participantId }}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{text.none}</p>
          ) : (
            items.map((application) => (
              <ApplicationCard
                key={application.applicationId}
                application={application}
                beingAdmitted={BEING_ADMITTED.includes(status)}
              />
            ))
          )
        }
      </Loaded>
      <details className="more">
        <summary>{text.register}</summary>
        <NewApplication participantId={participantId} kind={kind} inUse={inUse(participant)} />
      </details>
    </section>
  );
}
