import type { PolicyVersion } from '@xinqiao/contracts';
import type { Prisma } from '@xinqiao/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockFrom } from '../../src/clock.ts';
import { idFactory } from '../../src/ids.ts';
import { SANDBOX_PARTICIPANTS } from '../../src/sandbox/sandbox-participants.ts';
import { codeOf } from '../applications/support/people.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { ownDocument } from './own-document.ts';
import { activated, byLogin, draft, nameOf, type Officers, officers, onlyName, raised } from './support.ts';

const newId = idFactory(clockFrom(() => new Date()));
const BANK = SANDBOX_PARTICIPANTS.find(({ kind }) => kind === 'BANK')!.id;
let platform: Platform;
let people: Officers;
beforeAll(async () => {
  platform = await startPlatform();
  people = await officers(platform);
});
afterAll(() => platform.close());

const stored = ({ policyVersionId }: PolicyVersion) =>
  byLogin(platform, BANK, (tx) => tx.policyVersion.findUniqueOrThrow({ where: { id: policyVersionId! } }));
const write = ({ policyVersionId }: PolicyVersion, ...steps: Prisma.PolicyVersionUpdateInput[]) =>
  byLogin(platform, BANK, async (tx) => {
    for (const step of steps)
      await tx.policyVersion.update({ where: { id: policyVersionId! }, data: { ...raised, ...step } });
  });
const json = (value: object) => value as Prisma.InputJsonObject;
/** A draft; by its name alone, as `ye` proposed it. */
async function proposed(policyId: string): Promise<PolicyVersion> {
  const drafted = await draft(people.ye, { policyId });
  return people.ye.call('policies.propose', nameOf(drafted));
}
/** A version that nobody wrote through the platform, led as far as the triggers let it. */
const forged = (policyId: string, ...steps: Prisma.PolicyVersionUpdateInput[]) =>
  byLogin(platform, BANK, async (tx) => {
    const document = ownDocument({ policyId });
    const { id } = await tx.policyVersion.create({
      data: {
        ...{ id: newId('pol'), participantId: BANK, policyId, version: '2026-1' },
        ...{ document: json(document), documentHash: 'x'.repeat(43), status: 'DRAFT', revision: 0 },
        ...{ validFrom: new Date('2026-01-01'), draftedBy: 'a', draftedAt: new Date(), seal: 'x' },
      },
    });
    for (const step of steps) await tx.policyVersion.update({ where: { id }, data: { ...raised, ...step } });
  });
const BACK = { status: 'DRAFT', proposedBy: null, proposedAt: null };
const PROPOSED = { status: 'PROPOSED', proposedBy: 'b', proposedAt: new Date() };
const ACTIVE = { status: 'ACTIVE', activatedBy: 'c', activatedAt: new Date() };
const RETIRED = { status: 'RETIRED', retiredBy: 'c', retiredAt: new Date(), seal: null };

describe('whoever has the login of the API', () => {
  it('shows nobody another document than the one she proposed', async () => {
    const version = await proposed('swapped');
    const { proposedBy, proposedAt } = await stored(version);
    const good = json(ownDocument({ policyId: 'swapped', name: { zh: '好', en: 'Good' } }));
    await write(version, BACK, { document: good }, { status: 'PROPOSED', proposedBy, proposedAt });
    expect(await codeOf(people.luo.call('policies.get', onlyName(version)))).toBe('POLICY_NOT_GENUINE');
    expect(await codeOf(people.luo.call('policies.watch', onlyName(version)))).toBe('POLICY_NOT_GENUINE');
  });

  it('cannot put a document back under its seal', async () => {
    const version = await proposed('swapped-back');
    const { proposedBy, proposedAt, seal } = await stored(version);
    await write(version, BACK, { status: 'PROPOSED', proposedBy, proposedAt, seal: seal! });
    expect(await codeOf(people.luo.call('policies.activate', nameOf(version)))).toBe('POLICY_NOT_GENUINE');
  });

  it('cannot revive a proposal that was sent back', async () => {
    const version = await proposed('revived');
    const { proposedBy, proposedAt, seal } = await stored(version);
    await people.ye.call('policies.sendBack', onlyName(version));
    await write(version, { status: 'PROPOSED', proposedBy, proposedAt, seal: seal! });
    expect(await codeOf(people.luo.call('policies.activate', nameOf(version)))).toBe('POLICY_NOT_GENUINE');
  });

  it('cannot put a draft back that was written anew', async () => {
    const first = await draft(people.ye, { policyId: 'outdated' });
    const { document, documentHash, validFrom, draftedBy, draftedAt, seal } = await stored(first);
    await draft(people.luo, { policyId: 'outdated', validFrom: '2026-02-01' });
    const old = { documentHash, validFrom, draftedBy, draftedAt, seal: seal! };
    await write(first, { ...old, document: json(document as object) });
    expect(await codeOf(people.ye.call('policies.propose', nameOf(first)))).toBe('POLICY_NOT_GENUINE');
  });

  it('hides no version by one that cannot be shown', async () => {
    const { version } = await draft(people.ye, { policyId: 'still-listed' });
    const nameless = await draft(people.ye, { policyId: 'nameless' });
    await write(nameless, { document: {} });
    await forged('Not A Name');
    const { items } = await people.luo.call('policies.list', { limit: 100 });
    expect(items).toContainEqual(expect.objectContaining({ policyId: 'still-listed', version }));
    expect(items).toContainEqual(
      expect.objectContaining({ policyId: 'nameless', name: { zh: 'nameless', en: 'nameless' } }),
    );
    expect(items.map(({ policyId }) => policyId)).not.toContain('Not A Name');
  });

  it('unlocks no id of the platform by a version that was never in force', async () => {
    await forged('invoice-flow', PROPOSED, ACTIVE, RETIRED);
    expect(await codeOf(draft(people.ye, { policyId: 'invoice-flow', version: '2026-2' }))).toBe(
      'POLICY_ID_TAKEN',
    );
  });

  it('brings no earlier version back by a retirement before the first day', async () => {
    await activated([people.ye, people.luo], { policyId: 'kept-over', version: '2026-1' });
    const later = await activated([people.ye, people.luo], {
      ...{ policyId: 'kept-over', version: '2026-2', validFrom: '2026-02-01' },
    });
    await write(later, { ...RETIRED, retiredAt: new Date('2026-01-15') });
    const consent = { consentId: 'cns_01890a5d-ac96-774b-bcce-b302099a8057' };
    const deciding = people.program.call('decisions.create', { ...consent, policyId: 'kept-over' } as never);
    expect(await codeOf(deciding)).toBe('POLICY_UNKNOWN');
  });
});

describe('what is not genuine', () => {
  it('is sent back by nobody', async () => {
    const version = await proposed('not-sent-back');
    const { proposedAt } = await stored(version);
    await write(version, BACK, { status: 'PROPOSED', proposedBy: 'b', proposedAt });
    expect(await codeOf(people.luo.call('policies.sendBack', onlyName(version)))).toBe('POLICY_NOT_GENUINE');
  });

  it('is retired by an officer, and does not become genuine by it', async () => {
    await forged('taken-out', PROPOSED, ACTIVE);
    const one = { policyId: 'taken-out', version: '2026-1' };
    expect(await people.luo.call('policies.retire', one)).toMatchObject({ status: 'RETIRED' });
    expect(await codeOf(people.luo.call('policies.get', one))).toBe('POLICY_NOT_GENUINE');
  });

  it('as a draft is written anew', async () => {
    const drafted = await draft(people.ye, { policyId: 'healed' });
    await write(drafted, { document: {} });
    expect(await codeOf(people.ye.call('policies.get', onlyName(drafted)))).toBe('POLICY_NOT_GENUINE');
    expect(await draft(people.ye, { policyId: 'healed' })).toEqual(
      expect.objectContaining({ documentHash: drafted.documentHash }),
    );
  });
});
