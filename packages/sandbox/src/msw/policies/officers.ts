import {
  PlatformError,
  type PolicyStatus,
  type PolicyVersion,
  type PolicyVersionId,
} from '@xinqiao/contracts';
import { PERSONAS } from '../../city/index.ts';
import type { Platform } from '../platform.ts';
import { type PolicyRecord, readPolicy, requireFreeId } from './policy-records.ts';

/** The two risk officers of whatever bank a policy is of. */
export interface SandboxOfficers {
  /**
   * One of them proposes a draft, the other puts it in force.
   *
   * @param policyVersionId As `policies.draft` answered it.
   * @throws {PlatformError} `POLICY_NOT_FOUND`; `POLICY_STEP_ILLEGAL`: it is no draft; `POLICY_OVER`; `POLICY_ID_TAKEN`
   */
  activate(policyVersionId: string): PolicyVersion;
  /** One of them retires what is in force. @throws {PlatformError} `POLICY_NOT_FOUND`, `POLICY_STEP_ILLEGAL` */
  retire(policyVersionId: string): PolicyVersion;
}

const [FIRST = '', SECOND = ''] = PERSONAS.filter(({ role }) => role === 'RISK_OFFICER').map(({ id }) => id);

export function officersOf(platform: Platform): SandboxOfficers {
  const { state, clock } = platform;
  const find = (policyVersionId: string, status: PolicyStatus): PolicyRecord => {
    const record = state.policies.get(policyVersionId as PolicyVersionId);
    if (record === undefined) throw new PlatformError('POLICY_NOT_FOUND');
    if (record.view.status !== status)
      throw new PlatformError('POLICY_STEP_ILLEGAL', { details: { status: record.view.status } });
    return record;
  };
  const keep = (record: PolicyRecord, change: Partial<PolicyVersion>): PolicyVersion => {
    const view = { ...record.view, ...change };
    state.policies.set(record.policyVersionId, { ...record, view });
    return view;
  };
  return {
    activate(policyVersionId) {
      const record = find(policyVersionId, 'DRAFT');
      const { view } = record;
      if (view.validTo !== null && view.validTo < clock.today()) throw new PlatformError('POLICY_OVER');
      requireFreeId(platform, record.ownerId, view.policyId);
      readPolicy(view.document);
      logStep(platform, record, 'POLICY_PROPOSED', FIRST);
      logStep(platform, record, 'POLICY_ACTIVATED', SECOND, { proposedBy: FIRST });
      const at = clock.instant();
      const active = keep(record, {
        ...{ status: 'ACTIVE', proposedBy: FIRST, proposedAt: at, activatedBy: SECOND, activatedAt: at },
      });
      tell(platform, record, 'ACTIVE');
      return active;
    },
    retire(policyVersionId) {
      const record = find(policyVersionId, 'ACTIVE');
      logStep(platform, record, 'POLICY_RETIRED', SECOND, { proposedBy: record.view.proposedBy });
      const retired = keep(record, { status: 'RETIRED', retiredBy: SECOND, retiredAt: clock.instant() });
      tell(platform, record, 'RETIRED');
      return retired;
    },
  };
}

function logStep(
  { log }: Platform,
  { ownerId: participantId, policyVersionId, view }: PolicyRecord,
  kind: 'POLICY_PROPOSED' | 'POLICY_ACTIVATED' | 'POLICY_RETIRED',
  actor: string,
  more: object = {},
): void {
  const { policyId, version, documentHash, baselineHash } = view;
  const census = baselineHash === null ? {} : { baselineHash };
  log.append({
    ...{ kind, actor, participantId, subjectId: null, consentId: null },
    detail: { policyVersionId, policy: `${policyId}@${version}`, documentHash, ...census, ...more },
  });
}

function tell(
  { events }: Platform,
  { ownerId: participantId, policyVersionId, view }: PolicyRecord,
  status: 'ACTIVE' | 'RETIRED',
): void {
  const { policyId, version, documentHash } = view;
  events.append({
    ...{ participantId, type: 'cn.xinqiao.policy.status-changed.v1', subject: policyVersionId },
    data: { policyId, version, status, documentHash },
  });
}
