import { ActForm, useSignedIn, useText } from '@xinqiao/console';
import type { PolicyVersion } from '@xinqiao/contracts';
import { today } from './today.ts';
import { useOfficer } from './use-officer.ts';

const TEXT = {
  'zh-CN': {
    propose: '提出启用',
    proposeHint: '提出后文档不能修改，由另一人复核；起草人和提出人都不能复核。',
    activate: '复核并启用',
    activateHint: '启用后自生效日起按此决策，不能再修改。请核对上面的文档哈希和差异。',
    another: '须由起草、提出以外的另一人复核启用。',
    sendBack: '退回草稿',
    retire: '停用',
    retireHint: '立即停用；此前的版本不会恢复，在启用新版本之前按此策略不能决策。',
    notBegun: '该版本尚未生效：停用后，此前的版本继续决策。',
    sure: '我确认立即停用',
  },
  en: {
    propose: 'Propose',
    proposeHint:
      'The document cannot be changed once it is proposed. Another person looks at it: neither who wrote it nor who proposed it.',
    activate: 'Put in force',
    activateHint:
      'From its first day it decides, and it is never changed again. Compare the hash above, and what differs.',
    another: 'Somebody else puts it in force: neither who wrote it nor who proposed it.',
    sendBack: 'Send back',
    retire: 'Retire',
    retireHint:
      'At once. No earlier version takes its place: until a new one is in force nothing is decided by this policy.',
    notBegun: 'This version has not begun: the one before it goes on.',
    sure: 'I confirm that it is retired at once',
  },
} as const;

/** The steps a version can take from where it stands, for a risk officer of the bank it belongs to. */
export function PolicyActions({ policy }: { policy: PolicyVersion }) {
  const text = useText(TEXT);
  const officer = useOfficer();
  const signedIn = useSignedIn();
  const { policyId, version, documentHash, baselineHash, status, draftedBy, proposedBy, policyVersionId } =
    policy;
  const one = { policyId, version };
  if (officer !== true || policyVersionId === null || signedIn === null) return null;
  const another = signedIn.identityId !== draftedBy && signedIn.identityId !== proposedBy;
  switch (status) {
    case 'DRAFT':
      return (
        <ActForm
          name="policies.propose"
          submit={text.propose}
          inputOf={() => ({ ...one, documentHash, baselineHash })}
        >
          <p className="quiet">{text.proposeHint}</p>
        </ActForm>
      );
    case 'PROPOSED':
      return (
        <>
          {another ? (
            <ActForm
              name="policies.activate"
              submit={text.activate}
              inputOf={() => ({ ...one, documentHash, baselineHash })}
            >
              <p className="quiet">{text.activateHint}</p>
            </ActForm>
          ) : (
            <p className="notice">{text.another}</p>
          )}
          <ActForm name="policies.sendBack" submit={text.sendBack} inputOf={() => one} />
        </>
      );
    case 'ACTIVE':
      return <Retire {...one} hint={policy.validFrom > today() ? text.notBegun : text.retireHint} />;
    default:
      return null;
  }
}

interface RetireProps {
  readonly policyId: string;
  readonly version: string;
  /** What follows from it. */
  readonly hint: string;
}

function Retire({ policyId, version, hint }: RetireProps) {
  const text = useText(TEXT);
  return (
    <details className="more">
      <summary>{text.retire}</summary>
      <ActForm name="policies.retire" submit={text.retire} grave inputOf={() => ({ policyId, version })}>
        <p className="quiet">{hint}</p>
        <p>
          <label>
            <input type="checkbox" required /> {text.sure}
          </label>
        </p>
      </ActForm>
    </details>
  );
}

/** What an officer can do about a version that is not what was written through the platform: take it out of force. */
export function TakeOut({ policyId, version }: Omit<RetireProps, 'hint'>) {
  const text = useText(TEXT);
  return useOfficer() === true ? <Retire {...{ policyId, version }} hint={text.retireHint} /> : null;
}
