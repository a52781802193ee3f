import { describe, expect, it } from 'vitest';
import { type Prepared, recordOf } from './list-agents.ts';

const AT = new Date('2026-11-21T08:00:00.000Z');
const agent = {
  ...{ identityId: 'han-guiying', name: '韩桂英', operatorId: 'bozhou', dailyLimit: 20, status: 'ACTIVE' },
  ...{ placeCode: '341602101', placeName: '古井镇', registeredBy: 'officer-one', createdAt: AT },
};
/** A request that she prepared, agreed to in these ways, in the order they agreed. */
const prepared = (...confirmations: string[]): Prepared => ({
  ...{ requestId: 'crq_one', agentId: agent.identityId, placeCode: '341602101', placeName: '古井镇' },
  ...{ presence: 'ID_CARD_CHECKED', day: AT, preparedAt: AT, confirmedAt: AT },
  confirmation: confirmations[0] ?? null,
  request: { status: 'AGREED', approvals: confirmations.map((confirmation) => ({ confirmation })) },
});

describe('the record of an agent', () => {
  it.each([
    ['the first of two', ['ONE_TIME_CODE', 'OWN_DEVICE']],
    ['the second of two', ['OWN_DEVICE', 'ONE_TIME_CODE']],
  ])('counts a request as confirmed by code when %s used one', (_who, confirmations) => {
    expect(recordOf(agent, [prepared(...confirmations)])).toMatchObject({
      ...{ byCode: 1, byOwnDevice: 0, codeShare: '1.0000' },
    });
  });

  it('counts as on her own phone what nobody confirmed by code, and neither what nobody confirmed', () => {
    const all = [prepared('OWN_DEVICE', 'OWN_DEVICE'), prepared('ONE_TIME_CODE'), prepared()];
    expect(recordOf(agent, all)).toMatchObject({
      ...{ prepared: 3, byCode: 1, byOwnDevice: 1, codeShare: '0.5000' },
    });
  });
});
